import type { FormSpec } from '../protocol/input-spec'
import type { NodeId } from '../protocol/output-spec'
import type { ViewTree } from './view-tree'

/**
 * The open forms inside a node at any depth, oldest first.
 * @example formsInside(tree, popupId).length > 0 // whether the popup asks for something
 */
export function formsInside(tree: ViewTree, ancestor: NodeId): readonly FormSpec[] {
  return [...tree.forms.values()]
    .map(({ spec }) => spec)
    .filter(({ container }) => container !== undefined && isInside(tree, container, ancestor))
}

/**
 * Tells whether a person can leave a form without an answer: with its Cancel button, or with its own button that cancels.
 * @example isCancelable(form.spec) // true if the form has a way out
 */
export function isCancelable({ cancelable = false, fields }: FormSpec): boolean {
  return (
    cancelable ||
    fields.some((field) => field.type === 'actions' && field.buttons.some(({ type }) => type === 'cancel'))
  )
}

/**
 * Tells whether a person may close a popup. False while a form in it needs an answer.
 * @example if (isDismissible(page.tree, popupId)) page.send({ type: 'output-dismiss', output: popupId })
 */
export function isDismissible(tree: ViewTree, popup: NodeId): boolean {
  const spec = tree.nodes.get(popup)?.spec
  return spec?.type === 'popup' && spec.closable && formsInside(tree, popup).every(isCancelable)
}

function isInside(tree: ViewTree, node: NodeId, ancestor: NodeId): boolean {
  for (let at = node; ;) {
    if (at === ancestor) return true
    const parent = tree.nodes.get(at)?.parent
    // The three root nodes are their own parents.
    if (parent === undefined || parent === at) return false
    at = parent
  }
}
