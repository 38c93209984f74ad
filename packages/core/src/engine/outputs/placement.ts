import type { NodeId } from '../../protocol/output-spec'
import type { ViewTree } from '../../state/view-tree'
import { childCountOf } from '../../state/view-tree'
import type { Beside, PendingOutput } from './pending-output'

/** A place in the view tree. Without an index, it is the end of the parent. */
export interface Place {
  readonly parent: NodeId
  readonly index: number | undefined
}

/** Finds the place of an output in the current tree; undefined if its scope, position or neighbor does not exist. */
export function placeOf(tree: ViewTree, { target, position }: PendingOutput): Place | undefined {
  if (typeof target === 'object') return placeBeside(tree, target)
  const parent = typeof target === 'number' ? target : tree.scopes.get(target)
  if (parent === undefined) return undefined
  const index = indexOf(tree, parent, position)
  return index === null ? undefined : { parent, index }
}

function placeBeside(tree: ViewTree, { neighbor, side }: Beside): Place | undefined {
  const parent = tree.nodes.get(neighbor)?.parent
  const at = parent === undefined ? -1 : (tree.nodes.get(parent)?.children.indexOf(neighbor) ?? -1)
  if (parent === undefined || at < 0) return undefined
  return { parent, index: side === 'after' ? at + 1 : at }
}

/** Turns a position in a node into an index. The result is that of `indexAt`. */
export function indexOf(tree: ViewTree, parent: NodeId, position: number): number | undefined | null {
  return position === -1 ? undefined : indexAt(childCountOf(tree.nodes.get(parent)), position)
}

/**
 * Turns a position (PyWebIO's: 0 first, -1 last, k before the child k, -k after the child k from the end) among `length` children into an index.
 * @returns undefined: at the end; null: out of range
 */
export function indexAt(length: number, position: number): number | undefined | null {
  if (position === -1) return undefined
  if (position === 0) return length === 0 ? undefined : 0
  if (position > 0) return position < length ? position : null
  const index = length + position
  return index >= 0 ? index + 1 : null
}

/** Whether `output` goes to the end of the same node as `before`, which goes there first and brings no scopes. */
export function goesBehind(output: PendingOutput | undefined, before: PendingOutput): boolean {
  const { target, position, spec, children } = before
  if (output?.stage !== 'queued' || output.target !== target || typeof target === 'object') return false
  return (
    position === -1 && output.position === -1 && spec.type !== 'scope' && !children && !('children' in spec)
  )
}
