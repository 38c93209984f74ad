import type { PageEvent } from '../protocol/events'
import type { FieldSpec } from '../protocol/input-spec'
import type { NodeSpec } from '../protocol/output-spec'
import type { ViewTree } from './view-tree'

/**
 * Names the target of an event for a person, such as `button:Approve` or `form:Order`. Both ends return the same name for the same tree.
 * @returns an empty text if the target is not in the tree, or the event itself names it
 */
export function targetOf(tree: ViewTree, event: PageEvent): string {
  if ('form' in event) {
    const field = 'field' in event ? `.${event.field}` : ''
    const spec = tree.forms.get(event.form)?.spec
    return spec ? `${formName(spec.label, spec.fields)}${field}` : ''
  }
  if ('output' in event) {
    const spec = tree.nodes.get(event.output)?.spec
    if (!spec) return ''
    if (event.type === 'callback-fire') return callbackName(spec, event.key)
    if (event.type === 'cell-edit' && spec.type === 'datatable')
      return `${nodeName(spec)}.${spec.columns[event.column]?.header ?? ''}`
    return nodeName(spec)
  }
  if (!('owner' in event)) return ''
  const form = tree.forms.get(event.owner)?.spec
  const spec = tree.nodes.get(event.owner)?.spec
  return form ? `${formName(form.label, form.fields)}.${event.field}` : spec ? nodeName(spec) : ''
}

/** Names a form by its label and its fields. */
export function formName(label: string | undefined, fields: readonly FieldSpec[]): string {
  const names = fields.map((field) => (field.label ?? field.name) || field.type)
  return `form:${[label, ...names].filter(Boolean).join('/')}`
}

/** Names an output by its label, its title, or the name that the author has given it. */
export function nodeName(spec: NodeSpec): string {
  if (spec.type === 'pin') return `pin:${spec.field.name}`
  const name =
    'label' in spec
      ? spec.label
      : 'title' in spec
        ? spec.title
        : 'instance_id' in spec
          ? spec.instance_id
          : undefined
  return typeof name === 'string' ? `${spec.type}:${name}` : spec.type
}

/** Names a callback of an output: the button's label, or the output and the callback's key. */
export function callbackName(spec: NodeSpec, key: number | string): string {
  if (spec.type === 'button') return nodeName(spec)
  const label = typeof key === 'number' ? labelOf(spec, key) : undefined
  if (typeof label !== 'string') return `${nodeName(spec)}.${key}`
  return spec.type === 'buttons' ? `button:${label}` : `${nodeName(spec)}.${label}`
}

function labelOf(spec: NodeSpec, key: number): unknown {
  if (spec.type === 'buttons') return spec.buttons[key]?.label
  return spec.type === 'datatable' ? spec.actions?.[key] : undefined
}
