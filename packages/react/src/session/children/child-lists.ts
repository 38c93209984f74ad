import type { NodeId, PageSession, ViewNode } from '@webio/core/protocol'
import type { Chunk } from './chunk-children'
import { chunkChildren } from './chunk-children'

const NO_CHILDREN: readonly NodeId[] = Object.freeze([])
const NO_CHUNKS: readonly Chunk[] = Object.freeze([])
/** Fewer lists than this are not worth a search for those whose node has gone. */
const FIRST_SWEEP = 64

/** Both forms are brought up to date when they are asked for, each by itself. */
interface ChildList {
  /** The version of the node that `ids` is up to date with. */
  idsVersion: number
  ids: readonly NodeId[]
  chunksVersion: number
  chunks: readonly Chunk[]
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

  /** The children of a node; empty if there is no such node. */
  of(id: NodeId): readonly NodeId[] {
    const node = this.#session.node(id)
    const list = node && this.#list(id, node)
    if (!list) return NO_CHILDREN
    if (list.idsVersion !== node.version) {
      // The version also grows with the node's spec.
      if (!isSameList(list.ids, node.children)) list.ids = [...node.children]
      list.idsVersion = node.version
    }
    return list.ids
  }

  /** The same children in chunks. A chunk whose children are the same is the same object as before. */
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
