import type { PageEvent } from '../protocol/events'
import type { FormSpec } from '../protocol/input-spec'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID } from '../protocol/output-spec'
import { isWithin } from '../state/reduce-output'
import type { ViewTree } from '../state/view-tree'
import { rawAnswer } from './field-answer'

/** A button on the page. */
export interface FoundButton {
  /** The event that the page sends when a person presses it. */
  readonly event: PageEvent
  readonly disabled: boolean
}

/** All buttons with a label, including buttons of forms: first those of the top popup, then those of the page, then those of the input panel. */
export function findButtons(tree: ViewTree, label: string): FoundButton[] {
  const found: FoundButton[] = []
  const visit = (id: NodeId): void => {
    const node = tree.nodes.get(id)
    if (!node) return
    found.push(...outputButtons(node.spec, label))
    node.children.forEach(visit)
  }
  const forms = [...tree.forms.values()].map(({ spec }) => spec).reverse()
  const addForms = (isWanted: (container: NodeId | undefined) => boolean): void => {
    for (const form of forms) if (isWanted(form.container)) found.push(...formButtons(form, label))
  }
  const places = [...(tree.nodes.get(POPUPS_ID)?.children ?? [])].reverse()
  for (const place of [...places, ROOT_ID]) {
    visit(place)
    addForms((container) => container !== undefined && isWithin(tree, container, place))
  }
  addForms((container) => container === undefined)
  return found
}

function outputButtons(spec: NodeSpec, label: string): FoundButton[] {
  const fire = (key: number): PageEvent => ({ type: 'callback-fire', output: spec.id, key })
  if (spec.type === 'button' || spec.type === 'file') {
    const disabled = spec.type === 'button' && spec.disabled === true
    return spec.label === label ? [{ event: fire(0), disabled }] : []
  }
  if (spec.type !== 'buttons') return []
  return spec.buttons.flatMap((button, key) =>
    button.label === label ? [{ event: fire(key), disabled: button.disabled ?? false }] : [],
  )
}

function formButtons(form: FormSpec, label: string): FoundButton[] {
  const own = form.fields.flatMap((field) =>
    field.type === 'actions' ? field.buttons.map((button) => ({ field: field.name, ...button })) : [],
  )
  const pressed = own.flatMap(({ field, id, type, disabled = false, ...button }): FoundButton[] => {
    if (button.label !== label || type === 'reset') return []
    const action = { field, id }
    if (type === 'cancel') return [{ event: { type: 'form-cancel', form: form.id, action }, disabled }]
    return [{ event: { type: 'form-submit', form: form.id, ...rawAnswer(form, {}), action }, disabled }]
  })
  const last = form.fields.at(-1)
  if (last?.type === 'actions' && last.buttons.some(({ type }) => type === 'submit')) return pressed
  if (label === 'Submit')
    pressed.push({ event: { type: 'form-submit', form: form.id, ...rawAnswer(form, {}) }, disabled: false })
  if (label === 'Cancel' && form.cancelable)
    pressed.push({ event: { type: 'form-cancel', form: form.id }, disabled: false })
  return pressed
}
