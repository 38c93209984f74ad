import type { NodeId, PageSession } from '@webio/core/protocol'
import type { Chunk } from './chunk-children'
import { chunkChildren } from './chunk-children'

const NO_CHILDREN: readonly NodeId[] = Object.freeze([])
const NO_CHUNKS: readonly Chunk[] = Object.freeze([])
/** Fewer lists than this are not worth a search for those whose node has gone. */
const FIRST_SWEEP = 64

interface ChildList {
  version: number
  ids: readonly NodeId[]
  chunks: readonly Chunk[]
  /** The list that `chunks` divides. */
  chunked: readonly NodeId[]
}

/**
 * The children of the nodes of one session as values: a list that was handed out never changes, and the same children are the same list. The
 * tree appends in place; a list is copied once for each batch that changes it, when somebody asks for it.
 */
export class ChildLists {
  readonly #session: Pick<PageSession, 'node'>
  readonly #lists = new Map<NodeId, ChildList>()
  #sweepAt = FIRST_SWEEP

  constructor(session: Pick<PageSession, 'node'>) {
    this.#session = session
  }

  /** The children of a node; none if there is no such node. */
  of(id: NodeId): readonly NodeId[] {
    return this.#list(id)?.ids ?? NO_CHILDREN
  }

  /** The same children in chunks. A chunk whose children are the same is the same object as before. */
  chunksOf(id: NodeId): readonly Chunk[] {
    const list = this.#list(id)
    if (!list) return NO_CHUNKS
    if (list.chunked !== list.ids) {
      list.chunks = chunkChildren(list.chunks, list.ids)
      list.chunked = list.ids
    }
    return list.chunks
  }

  #list(id: NodeId): ChildList | undefined {
    const node = this.#session.node(id)
    if (!node) return undefined
    let list = this.#lists.get(id)
    if (!list) {
      if (node.children.length === 0) return undefined
      this.#sweep()
      this.#lists.set(id, (list = { version: -1, ids: NO_CHILDREN, chunks: NO_CHUNKS, chunked: NO_CHILDREN }))
    }
    if (list.version !== node.version) {
      // The version also grows with the node's spec.
      if (!isSameList(list.ids, node.children)) list.ids = [...node.children]
      list.version = node.version
    }
    return list
  }

  /** Forgets the lists of nodes that have gone. Done each time there are twice as many, so that it costs next to nothing per list. */
  #sweep(): void {
    if (this.#lists.size < this.#sweepAt) return
    for (const id of this.#lists.keys()) if (!this.#session.node(id)) this.#lists.delete(id)
    this.#sweepAt = Math.max(FIRST_SWEEP, this.#lists.size * 2)
  }
}

function isSameList(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
