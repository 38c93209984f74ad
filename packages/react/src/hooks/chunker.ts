import type { ViewNode } from '@webio/core/protocol'
import type { Chunk } from './chunk-children'
import { chunkChildren } from './chunk-children'

/** Divides the children of one node into chunks, each time it is called; remembers the last division. */
export type Chunker = (node: ViewNode | undefined) => readonly Chunk[]

const NO_CHUNKS: readonly Chunk[] = []

/** Makes a chunker. Calling it twice for the same version of a node gives the same chunks. */
export function createChunker(): Chunker {
  let version = -1
  let chunks = NO_CHUNKS
  return (node) => {
    if (!node) return NO_CHUNKS
    if (node.version !== version) {
      chunks = chunkChildren(chunks, node.children)
      version = node.version
    }
    return chunks
  }
}
