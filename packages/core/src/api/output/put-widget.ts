import type { NodeId, WidgetSlot } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, isPlainObject } from '../arguments'
import { madeUpName } from '../made-up-name'
import { isOutput } from './handle/is-output'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { ChildCollector, OutputKind } from './handle/output-kind'
import { renderTemplate, TemplateSlot } from './render-template'

export interface WidgetOptions extends OutputOptions {
  /** `false`: the HTML is not sanitized, and scripts run if the page allows them. @default true */
  sanitize?: boolean
}

const WIDGET_RULES = { ...OUTPUT_OPTION_RULES, sanitize: 'boolean' } as const satisfies OptionRules

/** The data of a template: JSON, with outputs anywhere in it. */
export type WidgetData = { readonly [name: string]: unknown }

interface WidgetParams {
  readonly template: string
  readonly data: WidgetData
  readonly sanitize?: boolean
}

const WIDGET: OutputKind<WidgetParams> = {
  name: 'put_widget',
  parameters: { template: 'string', data: 'object' },
  options: WIDGET_RULES,
  build(id, { template, data, sanitize = true }, children) {
    checkArgument('put_widget', 'template', template, 'string')
    checkArgument('put_widget', 'data', data, 'object')
    const slots: WidgetSlot[] = []
    const view = withSlots(data, 'data', id, children, slots, [])
    const html = renderTemplate(template, view as WidgetData, madeUpName(id))
    return { id, type: 'widget', html, slots, ...(!sanitize && { sanitize }) }
  },
}

/**
 * Shows a custom widget: a Mustache template filled with data.
 *
 * Unlike in PyWebIO, the server fills the template, and its HTML is sanitized by default: no scripts, no `<style>`; inline styles stay. With
 * `sanitize: false`, scripts run if the page allows them.
 *
 * @param template Mustache. `{{& pywebio_output_parse}}`, or `{{& output}}` for short, shows the current item: an output, or a text. So does `{{&
 * name}}` where `name` is an output. `{{#uniqueid}}name{{/uniqueid}}` is an id that no other widget has, `{{index}}` counts 1, 2, …
 * @param data a plain object with outputs anywhere in it
 * @throws RangeError if the template does not parse, TypeError if the data is not a plain object
 * @example
 * put_widget('<details><summary>{{title}}</summary>{{#items}}{{& output}}{{/items}}</details>', {
 *   title: 'More',
 *   items: ['a text', put_table(rows)],
 * })
 */
export function put_widget(template: string, data: WidgetData = {}, options?: WidgetOptions): Output {
  return makeOutput(WIDGET, { template, data }, options)
}

/** A copy of the data with a placeholder for each output. */
function withSlots(
  value: unknown,
  path: string,
  id: NodeId,
  children: ChildCollector,
  slots: WidgetSlot[],
  around: readonly object[],
): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isOutput(value)) {
    // A name that data cannot contain: only the template decides where an output goes.
    const slot = { key: madeUpName(id, slots.length + 1), output: children.add(value, path) }
    slots.push(slot)
    return new TemplateSlot(slot.key)
  }
  if (around.includes(value)) throw new TypeError(`put_widget: ${path} refers to an object that contains it.`)
  const inside = [...around, value]
  if (Array.isArray(value)) {
    return value.map((item, index) => withSlots(item, `${path}[${index}]`, id, children, slots, inside))
  }
  if (!isPlainObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      withSlots(item, `${path}.${name}`, id, children, slots, inside),
    ]),
  )
}
