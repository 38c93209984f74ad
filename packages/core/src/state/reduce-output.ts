import type {
  OutputClearCommand,
  OutputInsertCommand,
  OutputRemoveCommand,
  OutputUpdateCommand,
} from '../protocol/commands'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
import { rowWidth } from './row-blocks'
import { RowStore } from './row-store'
import type { TreeObserver } from './tree-observer'
import type { MutableViewTree, ViewNode } from './view-tree'
import { addNode, containerAt, ContainerNode } from './view-tree'

/** Inserts nodes into a parent. Rules C1, C2, C3. */
export function insertOutputs(
  tree: MutableViewTree,
  command: OutputInsertCommand,
  observer: TreeObserver,
): void {
  const parent = containerAt(tree, command.parent)
  if (!parent) return
  const { outputs, index } = command
  if (index === undefined || index >= parent.list.length) {
    for (const output of outputs) placeAtEnd(tree, parent, command.parent, output, observer)
  } else {
    let at = Math.max(0, index)
    for (const output of outputs) at = placeAt(tree, parent, command.parent, at, output, observer)
  }
  touch(tree, parent, command.parent, observer)
}

/** Replaces fields of a node. The three roots stay unchanged, because a snapshot does not contain them. */
export function updateOutput(
  tree: MutableViewTree,
  command: OutputUpdateCommand,
  observer: TreeObserver,
): void {
  const node = tree.nodes.get(command.output)
  if (!node || isRoot(command.output)) return
  // The tree decides whether a node is a duplicate (rule C2), not a command.
  const { scope, duplicate: _, ...set } = command.set
  // The columns of a data table stay, because its rows depend on them (rule D1).
  if (node.spec.type === 'datatable') delete (set as { columns?: unknown }).columns
  node.spec = patched(node.spec, set)
  // A container that is entered becomes a scope and keeps its first name.
  const { spec } = node
  if (typeof scope === 'string' && spec.scope === undefined && !spec.duplicate && !tree.scopes.has(scope)) {
    node.spec = { ...spec, scope }
    tree.scopes.set(scope, command.output)
  }
  touch(tree, node, command.output, observer)
}

/** Removes a node and everything below it. The three roots stay. */
export function removeOutput(
  tree: MutableViewTree,
  command: OutputRemoveCommand,
  observer: TreeObserver,
): void {
  const node = tree.nodes.get(command.output)
  if (!node || isRoot(command.output)) return
  detach(tree, command.output, node, observer)
  forget(tree, command.output, node, observer)
}

/** Removes all children of a node. */
export function clearOutputs(
  tree: MutableViewTree,
  command: OutputClearCommand,
  observer: TreeObserver,
): void {
  const node = tree.nodes.get(command.parent)
  if (!(node instanceof ContainerNode) || node.list.length === 0) return
  for (const id of node.children) {
    const child = tree.nodes.get(id)
    if (child) forget(tree, id, child, observer)
  }
  node.list.clear()
  touch(tree, node, command.parent, observer)
}

/** A copy of `target` with the fields of `set`. Null deletes a field. Undefined, which JSON omits, does nothing. */
export function patched<T extends object>(target: T, set: { readonly [field: string]: unknown }): T {
  const copy = { ...target } as Record<string, unknown>
  for (const [field, value] of Object.entries(set)) {
    if (field === 'id' || field === 'type' || field === 'children' || value === undefined) continue
    if (value === null) delete copy[field]
    else copy[field] = value
  }
  return copy as T
}

/** Tells whether `inner` is `outer` or below it. */
export function isWithin(
  tree: { readonly nodes: ReadonlyMap<NodeId, ViewNode> },
  inner: NodeId,
  outer: NodeId,
): boolean {
  for (let id = inner; ;) {
    if (id === outer) return true
    const node = tree.nodes.get(id)
    if (!node || node.parent === id) return false
    id = node.parent
  }
}

function placeAtEnd(
  tree: MutableViewTree,
  parent: ContainerNode,
  parentId: NodeId,
  output: NodeSpec | NodeId,
  observer: TreeObserver,
): void {
  const id = take(tree, parentId, output, observer)
  if (id !== null) parent.list.append(id)
}

/**
 * Inserts an output before the child that is at `index` now.
 * @returns the index of that child afterwards
 */
function placeAt(
  tree: MutableViewTree,
  parent: ContainerNode,
  parentId: NodeId,
  index: number,
  output: NodeSpec | NodeId,
  observer: TreeObserver,
): number {
  // A moving output, here or inside the new node, may leave this parent and shift the indexes.
  const canShift = typeof output === 'number' || output.children !== undefined
  const following = canShift ? parent.children.slice(index) : null
  const id = take(tree, parentId, output, observer)
  const at = following ? indexOfFirst(parent.children, following) : index
  if (id === null) return at
  parent.list.insert(at, id)
  return at + 1
}

/** The index of the first of `ids` among the children; the number of children if there is none. */
function indexOfFirst(children: readonly NodeId[], ids: readonly NodeId[]): number {
  for (const id of ids) {
    const at = children.indexOf(id)
    if (at >= 0) return at
  }
  return children.length
}

/** Adds a new node to the tree under `parentId`, or takes an existing one from its place. Null if that is impossible. */
function take(
  tree: MutableViewTree,
  parentId: NodeId,
  output: NodeSpec | NodeId,
  observer: TreeObserver,
): NodeId | null {
  if (typeof output === 'number') return takeExisting(tree, parentId, output, observer)
  if (tree.nodes.has(output.id)) return null
  addSubtree(tree, output, parentId, observer)
  return output.id
}

function takeExisting(
  tree: MutableViewTree,
  parentId: NodeId,
  id: NodeId,
  observer: TreeObserver,
): NodeId | null {
  const node = tree.nodes.get(id)
  if (!node || isRoot(id) || isWithin(tree, parentId, id)) return null
  detach(tree, id, node, observer)
  node.parent = parentId
  return id
}

function addSubtree(tree: MutableViewTree, wire: NodeSpec, parent: NodeId, observer: TreeObserver): void {
  const { children } = wire
  const spec = children === undefined ? wire : withoutChildren(wire)
  const taken = spec.scope !== undefined && (spec.duplicate || tree.scopes.has(spec.scope))
  addNode(tree, taken && !spec.duplicate ? { ...spec, duplicate: true } : spec, parent)
  if (spec.scope !== undefined && !taken) tree.scopes.set(spec.scope, spec.id)
  if (spec.type === 'datatable') tree.rows.set(spec.id, new RowStore(rowWidth(spec)))
  const container = children && containerAt(tree, spec.id)
  if (container) for (const child of children) placeAtEnd(tree, container, spec.id, child, observer)
}

/** A spec without its children. They are stored separately, so that both can change independently. */
function withoutChildren({ children: _, ...spec }: NodeSpec): NodeSpec {
  return spec as NodeSpec
}

function detach(tree: MutableViewTree, id: NodeId, node: ViewNode, observer: TreeObserver): void {
  const parent = tree.nodes.get(node.parent)
  if (!(parent instanceof ContainerNode)) return
  parent.list.remove(id)
  touch(tree, parent, node.parent, observer)
}

function forget(tree: MutableViewTree, id: NodeId, node: ViewNode, observer: TreeObserver): void {
  for (const childId of node.children) {
    const child = tree.nodes.get(childId)
    if (child) forget(tree, childId, child, observer)
  }
  tree.nodes.delete(id)
  tree.rows.delete(id)
  const { scope } = node.spec
  if (scope !== undefined && tree.scopes.get(scope) === id) tree.scopes.delete(scope)
  observer.nodeRemoved(id)
}

/** Records that a node has changed. */
export function touch(tree: MutableViewTree, node: ViewNode, id: NodeId, observer: TreeObserver): void {
  node.version = ++tree.clock
  observer.nodeChanged(id)
}

function isRoot(id: NodeId): boolean {
  return id === ROOT_ID || id === POPUPS_ID || id === TOASTS_ID
}
