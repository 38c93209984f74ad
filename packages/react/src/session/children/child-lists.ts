import type { NodeId, PageSession, ViewNode } from '@webio/core/protocol'
import type { Chunk } from './chunk-children'
import { chunkChildren } from './chunk-children'

const NO_CHILDREN: readonly NodeId[] = Object.freeze([])
const NO_CHUNKS: readonly Chunk[] = Object.freeze([])
/** A smaller number of lists is not worth a search for removed nodes. */
const FIRST_SWEEP = 64

/** Each form is brought up to date separately, when it is requested. */
interface ChildList {
  /** The version of the node that `ids` reflects. */
  idsVersion: number
  ids: readonly NodeId[]
  chunksVersion: number
  chunks: readonly Chunk[]
}

/**
 * The children of a session's nodes as values: a list that was returned never changes, and the same children are the same list. The tree appends
 * in place, so a list is copied once for each batch that changes it, when it is requested.
 */
export class ChildLists {
  readonly #session: Pick<PageSession, 'node'>
  readonly #lists = new Map<NodeId, ChildList>()
  #sweepAt = FIRST_SWEEP

  constructor(session: Pick<PageSession, 'node'>) {
    this.#session = session
  }

  /** The children of a node; empty if there is no such node. */
  of(id: NodeId): readonly NodeId[] {
    const node = this.#session.node(id)
    const list = node && this.#list(id, node)
    if (!list) return NO_CHILDREN
    if (list.idsVersion !== node.version) {
      // The version also increases with the node's spec.
      if (!isSameList(list.ids, node.children)) list.ids = [...node.children]
      list.idsVersion = node.version
    }
    return list.ids
  }

  /** The same children in chunks. A chunk with the same children is the same object as before. */
  chunksOf(id: NodeId): readonly Chunk[] {
    const node = this.#session.node(id)
    const list = node && this.#list(id, node)
    if (!list) return NO_CHUNKS
    if (list.chunksVersion !== node.version) {
      list.chunks = chunkChildren(list.chunks, node.children)
      list.chunksVersion = node.version
    }
    return list.chunks
  }

  #list(id: NodeId, node: ViewNode): ChildList | undefined {
    let list = this.#lists.get(id)
    if (!list && node.children.length > 0) {
      this.#sweep()
      list = { idsVersion: -1, ids: NO_CHILDREN, chunksVersion: -1, chunks: NO_CHUNKS }
      this.#lists.set(id, list)
    }
    return list
  }

  /** Forgets the lists of removed nodes. It runs each time the number of lists has doubled, so its cost per list is negligible. */
  #sweep(): void {
    if (this.#lists.size < this.#sweepAt) return
    for (const id of this.#lists.keys()) if (!this.#session.node(id)) this.#lists.delete(id)
    this.#sweepAt = Math.max(FIRST_SWEEP, this.#lists.size * 2)
  }
}

function isSameList(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
