import type { WidgetSlot } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, isPlainObject } from '../arguments'
import { randomName } from '../random-name'
import { isOutput } from './handle/is-output'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { ChildCollector, OutputKind } from './handle/output-kind'
import { renderTemplate, TemplateSlot } from './render-template'

export interface WidgetOptions extends OutputOptions {
  /** `false`: the HTML is shown as it is, scripts run where the page allows them. @default true */
  sanitize?: boolean
}

const WIDGET_RULES = { ...OUTPUT_OPTION_RULES, sanitize: 'boolean' } as const satisfies OptionRules

/** What a template is filled with: JSON, with outputs anywhere in it. */
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
    const view = withSlots(data, 'data', children, slots, [])
    const html = renderTemplate(template, view as WidgetData)
    return { id, type: 'widget', html, slots, ...(!sanitize && { sanitize }) }
  },
}

/**
 * Shows a widget of your own: a Mustache template, filled with data.
 *
 * Other than in PyWebIO the template is filled on the server, and its HTML is safe unless asked otherwise: no script, no `<style>`; inline
 * styles stay. With `sanitize: false` scripts run where the page allows them.
 *
 * @param template Mustache. `{{& pywebio_output_parse}}`, or `{{& output}}` for short, shows the current item: an output, or a text. So
 * does `{{& name}}` where `name` is an output. `{{#uniqueid}}name{{/uniqueid}}` is an id that no other widget has, `{{index}}` counts 1, 2, …
 * @param data a plain object with outputs anywhere in it
 * @throws RangeError where the template is none, TypeError where the data is no plain object
 * @example
 * put_widget('<details><summary>{{title}}</summary>{{#items}}{{& output}}{{/items}}</details>', {
 *   title: 'More',
 *   items: ['a text', put_table(rows)],
 * })
 */
export function put_widget(template: string, data: WidgetData = {}, options?: WidgetOptions): Output {
  return makeOutput(WIDGET, { template, data }, options)
}

/** A copy of the data in which a place stands for each output. */
function withSlots(
  value: unknown,
  path: string,
  children: ChildCollector,
  slots: WidgetSlot[],
  around: readonly object[],
): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isOutput(value)) {
    // A name that nobody can write into the data: a place is where the template puts it.
    const slot = { key: randomName(), output: children.add(value, path) }
    slots.push(slot)
    return new TemplateSlot(slot.key)
  }
  if (around.includes(value)) throw new TypeError(`put_widget: ${path} refers to what it is in.`)
  const inside = [...around, value]
  if (Array.isArray(value)) {
    return value.map((item, index) => withSlots(item, `${path}[${index}]`, children, slots, inside))
  }
  if (!isPlainObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      withSlots(item, `${path}.${name}`, children, slots, inside),
    ]),
  )
}
