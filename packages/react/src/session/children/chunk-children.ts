import type { NodeId } from '@webio/core/protocol'
import { longestSortedRun } from './longest-sorted-run'

/** Children that are rendered, skipped and laid out together. */
export interface Chunk {
  /** Tells the chunk from its siblings, as long as it is there. */
  readonly key: number
  readonly ids: readonly NodeId[]
}

/** Children of a chunk that was filled by appending. */
export const CHUNK_SIZE = 128

interface OpenChunk {
  readonly key: number
  readonly ids: NodeId[]
}

/**
 * Divides a list of children into chunks, so that a change of a long list renders one chunk and not the list. A child stays in its chunk,
 * and so keeps its DOM element, unless it is moved past children of other chunks. A chunk whose children are the same is the same
 * object as before. What is appended fills the last chunk and opens new ones; what is inserted joins the chunk before it.
 */
export function chunkChildren(previous: readonly Chunk[], ids: readonly NodeId[]): readonly Chunk[] {
  const chunkOf = new Map<NodeId, number>()
  for (const [index, chunk] of previous.entries()) for (const id of chunk.ids) chunkOf.set(id, index)
  const stays = idsThatStay(ids, chunkOf)

  const result: OpenChunk[] = []
  let nextKey = previous.reduce((highest, { key }) => Math.max(highest, key), -1) + 1
  let arrivals: NodeId[] = []
  let current = -1

  const open = (key: number): OpenChunk => {
    const chunk = { key, ids: [] }
    result.push(chunk)
    return chunk
  }
  /** Places what arrived between two chunks, or at an end: fills the chunk before it, then new ones. */
  const placeArrivals = (): void => {
    for (const id of arrivals) {
      const last = result.at(-1)
      const chunk = last && last.ids.length < CHUNK_SIZE ? last : open(nextKey++)
      chunk.ids.push(id)
    }
    arrivals = []
  }

  for (const id of ids) {
    const index = stays.has(id) ? (chunkOf.get(id) as number) : -1
    if (index < 0) {
      arrivals.push(id)
      continue
    }
    if (index === current) {
      result.at(-1)?.ids.push(...arrivals, id)
      arrivals = []
      continue
    }
    const { key } = previous[index] as Chunk
    // At the front there is no chunk before them: the first one takes as many as it has room for.
    const joining =
      result.length === 0 ? arrivals.splice(roomAfter(previous[index] as Chunk, arrivals.length)) : []
    placeArrivals()
    open(key).ids.push(...joining, id)
    current = index
  }
  placeArrivals()
  return reuse(previous, result)
}

/** Of `count` arrivals in front of a chunk, how many find no room in it. */
function roomAfter(chunk: Chunk, count: number): number {
  return Math.max(0, count - Math.max(0, CHUNK_SIZE - chunk.ids.length))
}

/** The largest set of known children whose chunks are in order already: only the others have been moved. */
function idsThatStay(ids: readonly NodeId[], chunkOf: ReadonlyMap<NodeId, number>): ReadonlySet<NodeId> {
  const known = ids.filter((id) => chunkOf.has(id))
  const run = longestSortedRun(known.map((id) => chunkOf.get(id) as number))
  return new Set(run.map((position) => known[position] as NodeId))
}

function reuse(previous: readonly Chunk[], next: readonly OpenChunk[]): readonly Chunk[] {
  const before = new Map(previous.map((chunk) => [chunk.key, chunk]))
  return next.map((chunk) => {
    const old = before.get(chunk.key)
    return old && isSameList(old.ids, chunk.ids) ? old : chunk
  })
}

function isSameList(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
