import type { NodeId } from '@webio/core/protocol'
import { longestSortedRun } from './longest-sorted-run'

/** Children that are rendered, skipped and laid out together. */
export interface Chunk {
  /** Distinguishes the chunk from its siblings for as long as it exists. */
  readonly key: number
  readonly ids: readonly NodeId[]
}

/** The number of children in a chunk that was filled by appending. */
export const CHUNK_SIZE = 128

interface OpenChunk {
  readonly key: number
  readonly ids: NodeId[]
}

/**
 * Divides a list of children into chunks, so that a change of a long list renders a chunk and not the whole list. A child stays in its chunk, and so
 * keeps its DOM element, unless it moves past children of other chunks. A chunk with the same children is the same object as before, and so is
 * the list of chunks. Appended children fill the last chunk and open new ones; inserted children join the chunk before them.
 *
 * Unchanged chunks at both ends are only compared: one frame's share of a long list costs little more than its new children.
 */
export function chunkChildren(previous: readonly Chunk[], ids: readonly NodeId[]): readonly Chunk[] {
  const start = unchangedAtStart(previous, ids)
  if (start.chunks === previous.length && start.ids === ids.length) return previous
  const end = unchangedAtEnd(previous, ids, start)
  // The chunks next to the change take part, because they have room for new children.
  const first = Math.max(0, start.chunks - 1)
  const last = Math.min(previous.length, previous.length - end.chunks + 1)
  const changed = divide(
    previous.slice(first, last),
    ids.slice(
      start.ids - sizeOf(previous, first, start.chunks),
      ids.length - end.ids + sizeOf(previous, previous.length - end.chunks, last),
    ),
    previous.reduce((highest, { key }) => Math.max(highest, key), -1) + 1,
  )
  return [...previous.slice(0, first), ...changed, ...previous.slice(last)]
}

/** A number of chunks, and the number of children in them. */
interface Extent {
  readonly chunks: number
  readonly ids: number
}

/** The chunks at the start that hold the first children of `ids`. */
function unchangedAtStart(previous: readonly Chunk[], ids: readonly NodeId[]): Extent {
  let chunks = 0
  let count = 0
  for (const chunk of previous) {
    if (!isAt(ids, count, chunk.ids)) break
    chunks++
    count += chunk.ids.length
  }
  return { chunks, ids: count }
}

/** The chunks at the end, after those at the start, that hold the last children of `ids`. */
function unchangedAtEnd(previous: readonly Chunk[], ids: readonly NodeId[], start: Extent): Extent {
  let chunks = 0
  let count = 0
  for (let index = previous.length - 1; index >= start.chunks; index--) {
    const chunk = previous[index] as Chunk
    const at = ids.length - count - chunk.ids.length
    if (at < start.ids || !isAt(ids, at, chunk.ids)) break
    chunks++
    count += chunk.ids.length
  }
  return { chunks, ids: count }
}

/** Whether `ids` contains `part` at position `at`. */
function isAt(ids: readonly NodeId[], at: number, part: readonly NodeId[]): boolean {
  if (at + part.length > ids.length) return false
  for (let index = 0; index < part.length; index++) if (ids[at + index] !== part[index]) return false
  return true
}

function sizeOf(chunks: readonly Chunk[], from: number, to: number): number {
  let size = 0
  for (let index = from; index < to; index++) size += (chunks[index] as Chunk).ids.length
  return size
}

/**
 * Divides a list into chunks by comparing each child's old and new position.
 * @param nextKey the key of the first new chunk
 */
function divide(previous: readonly Chunk[], ids: readonly NodeId[], nextKey: number): readonly Chunk[] {
  const chunkOf = new Map<NodeId, number>()
  for (const [index, chunk] of previous.entries()) for (const id of chunk.ids) chunkOf.set(id, index)
  const stays = idsThatStay(ids, chunkOf)

  const result: OpenChunk[] = []
  let arrivals: NodeId[] = []
  let current = -1

  const open = (key: number): OpenChunk => {
    const chunk = { key, ids: [] }
    result.push(chunk)
    return chunk
  }
  /** Places new children between two chunks, or at an end: they fill the chunk before them, then new ones. */
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
    // At the front there is no chunk before them, so the first one takes as many as it has room for.
    const joining =
      result.length === 0 ? arrivals.splice(roomAfter(previous[index] as Chunk, arrivals.length)) : []
    placeArrivals()
    open(key).ids.push(...joining, id)
    current = index
  }
  placeArrivals()
  return reuse(previous, result)
}

/** How many of `count` new children before a chunk do not fit into it. */
function roomAfter(chunk: Chunk, count: number): number {
  return Math.max(0, count - Math.max(0, CHUNK_SIZE - chunk.ids.length))
}

/** The largest set of known children whose chunks are in order already. Only the others have moved. */
function idsThatStay(ids: readonly NodeId[], chunkOf: ReadonlyMap<NodeId, number>): ReadonlySet<NodeId> {
  const known = ids.filter((id) => chunkOf.has(id))
  const run = longestSortedRun(known.map((id) => chunkOf.get(id) as number))
  return new Set(run.map((position) => known[position] as NodeId))
}

function reuse(previous: readonly Chunk[], next: readonly OpenChunk[]): readonly Chunk[] {
  const before = new Map(previous.map((chunk) => [chunk.key, chunk]))
  return next.map((chunk) => {
    const old = before.get(chunk.key)
    return old && old.ids.length === chunk.ids.length && isAt(old.ids, 0, chunk.ids) ? old : chunk
  })
}
