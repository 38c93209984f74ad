import type { TreeCommand } from '../protocol/commands'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
import { rowsOf, rowWidth } from './row-blocks'
import type { ViewTree } from './view-tree'

/** The number of outputs in one insert command, so that a page can paint a large snapshot in several frames. */
const OUTPUTS_PER_COMMAND = 64

/**
 * The shortest list of commands that builds this tree from the empty one (rule C4). It shares the specs with the tree. Specs are never changed in
 * place, so the snapshot stays the same when the tree changes.
 * @example
 * const copy = createViewTree()
 * for (const command of snapshotOf(tree)) applyCommand(copy, command)
 */
export function snapshotOf(tree: ViewTree): TreeCommand[] {
  const commands: TreeCommand[] = []
  if (Object.keys(tree.env).length > 0) commands.push({ type: 'env-set', set: tree.env })
  for (const root of [ROOT_ID, POPUPS_ID, TOASTS_ID]) commands.push(...snapshotOfRoot(tree, root))
  for (const form of tree.forms.values()) {
    commands.push({ type: 'form-open', form: form.spec })
    if (form.settled > 0 || Object.keys(form.errors).length > 0) {
      commands.push({ type: 'form-errors', form: form.spec.id, errors: form.errors, settled: form.settled })
    }
    if (form.drafts) commands.push({ type: 'form-drafts', form: form.spec.id, values: form.drafts })
  }
  if (tree.viewers.length > 0) commands.push({ type: 'viewers-set', viewers: tree.viewers })
  if (tree.closed) commands.push({ type: 'session-close', ...tree.closed })
  return commands
}

/**
 * A node with all its descendants, as it is sent.
 * @example const message = JSON.stringify(wireSpecOf(tree, 12)) // node 12 with everything in it
 */
export function wireSpecOf(tree: ViewTree, id: NodeId): NodeSpec {
  const node = tree.nodes.get(id)
  if (!node) throw new RangeError(`wireSpecOf: there is no node ${id}`)
  if (node.children.length === 0) return node.spec
  return { ...node.spec, children: node.children.map((child) => wireSpecOf(tree, child)) }
}

function snapshotOfRoot(tree: ViewTree, root: NodeId): TreeCommand[] {
  const node = tree.nodes.get(root)
  if (!node) return []
  const commands: TreeCommand[] = []
  const { children } = node
  for (let start = 0; start < children.length; start += OUTPUTS_PER_COMMAND) {
    const outputs = children.slice(start, start + OUTPUTS_PER_COMMAND).map((id) => wireSpecOf(tree, id))
    commands.push({ type: 'output-insert', parent: root, outputs })
    if (tree.rows.size > 0) for (const output of outputs) commands.push(...rowsBelow(tree, output))
  }
  return commands
}

/** The rows of all data tables in a node. */
function rowsBelow(tree: ViewTree, node: NodeSpec): TreeCommand[] {
  const rows = tree.rows.get(node.id)
  const own = node.type === 'datatable' && rows ? rowsOf(node.id, rows, rowWidth(node)) : []
  const inside = (node.children ?? []).flatMap((child) =>
    typeof child === 'number' ? [] : rowsBelow(tree, child),
  )
  return [...own, ...inside]
}
