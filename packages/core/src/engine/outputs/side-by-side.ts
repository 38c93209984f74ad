import type { NodeId } from '../../protocol/output-spec'
import type { ViewTree } from '../../state/view-tree'

/** A place that is named by a neighbour: of the oldest guide's options `anchor`, `before` and `after`. */
export interface Beside {
  readonly neighbour: NodeId
  readonly side: 'before' | 'after' | 'instead'
}

/** Where that is. Undefined where the neighbour is not on the page (any more). */
export function placeBeside(
  tree: ViewTree,
  { neighbour, side }: Beside,
): { readonly parent: NodeId; readonly index: number } | undefined {
  const parent = tree.nodes.get(neighbour)?.parent
  const at = parent === undefined ? -1 : (tree.nodes.get(parent)?.children.indexOf(neighbour) ?? -1)
  if (parent === undefined || at < 0) return undefined
  return { parent, index: side === 'after' ? at + 1 : at }
}
