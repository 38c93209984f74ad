import fc from 'fast-check'
import type { Chunk } from './chunk-children'
import { CHUNK_SIZE, chunkChildren } from './chunk-children'

const numbers = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index)
const flat = (chunks: readonly Chunk[]): number[] => chunks.flatMap(({ ids }) => [...ids])
const sizes = (chunks: readonly Chunk[]): number[] => chunks.map(({ ids }) => ids.length)
const grown = (...lists: number[][]): readonly Chunk[] =>
  lists.reduce<readonly Chunk[]>((chunks, ids) => chunkChildren(chunks, ids), [])

describe('chunkChildren', () => {
  it('returns no chunk for no children', () => {
    expect(chunkChildren([], [])).toEqual([])
  })

  it('returns the same list if the children are the same', () => {
    const before = grown(numbers(0, 1000))
    expect(chunkChildren(before, numbers(0, 1000))).toBe(before)
  })

  it('changes only the chunk of a child in the middle', () => {
    const before = grown(numbers(0, 10 * CHUNK_SIZE))
    const after = chunkChildren(
      before,
      numbers(0, 10 * CHUNK_SIZE).filter((id) => id !== 5 * CHUNK_SIZE + 1),
    )
    expect(after.flatMap((chunk, index) => (chunk === before[index] ? [] : [index]))).toEqual([5])
  })

  it('fills a chunk before it opens the next one', () => {
    expect(sizes(grown(numbers(0, CHUNK_SIZE)))).toEqual([CHUNK_SIZE])
    expect(sizes(grown(numbers(0, CHUNK_SIZE), numbers(0, CHUNK_SIZE + 1)))).toEqual([CHUNK_SIZE, 1])
  })

  it('keeps every chunk but the last when a child is appended', () => {
    const before = grown(numbers(0, 10_000))
    const after = chunkChildren(before, numbers(0, 10_001))
    expect(after.filter((chunk, index) => chunk !== before[index])).toHaveLength(1)
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
  })

  it('inserts into the right chunk', () => {
    const before = grown(numbers(0, 2 * CHUNK_SIZE))
    const after = chunkChildren(before, [...numbers(0, 5), 999, ...numbers(5, 2 * CHUNK_SIZE - 5)])
    expect(sizes(after)).toEqual([CHUNK_SIZE + 1, CHUNK_SIZE])
    expect(after[1]).toBe(before[1])
  })

  it('opens a chunk at the front when the first one is full', () => {
    const before = grown(numbers(0, CHUNK_SIZE))
    const after = chunkChildren(before, [999, ...numbers(0, CHUNK_SIZE)])
    expect(sizes(after)).toEqual([1, CHUNK_SIZE])
    expect(after[1]).toBe(before[0])
  })

  it('fills the first chunk from the front while it has room', () => {
    const before = grown([1, 2, 3])
    expect(chunkChildren(before, [9, 1, 2, 3])).toEqual([{ key: before[0]?.key, ids: [9, 1, 2, 3] }])
  })

  it('drops a chunk without children', () => {
    const before = grown(numbers(0, 3 * CHUNK_SIZE))
    const after = chunkChildren(before, [...numbers(0, CHUNK_SIZE), ...numbers(2 * CHUNK_SIZE, CHUNK_SIZE)])
    expect(after).toEqual([before[0], before[2]])
  })

  it('moves one child, and keeps the chunks of the others', () => {
    const before = grown(numbers(0, 3 * CHUNK_SIZE))
    const last = 3 * CHUNK_SIZE - 1
    const after = chunkChildren(before, [last, ...numbers(0, last)])
    expect(after.slice(1, 3)).toEqual(before.slice(0, 2))
    expect(after.at(-1)?.key).toBe(before.at(-1)?.key)
  })

  it('keeps its invariants through any edits of the list', () => {
    const edit = fc.oneof(
      fc.record({
        kind: fc.constant('insert' as const),
        at: fc.nat(),
        count: fc.integer({ min: 1, max: 300 }),
      }),
      fc.record({
        kind: fc.constant('remove' as const),
        at: fc.nat(),
        count: fc.integer({ min: 1, max: 200 }),
      }),
      fc.record({ kind: fc.constant('move' as const), at: fc.nat(), to: fc.nat() }),
    )
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        let next = 0
        let ids: number[] = []
        let chunks: readonly Chunk[] = []
        for (const step of edits) {
          const before = chunks
          const moved = new Set<number>()
          ids = [...ids]
          if (step.kind === 'insert') {
            ids.splice(step.at % (ids.length + 1), 0, ...numbers(next, step.count))
            next += step.count
          } else if (step.kind === 'remove') ids.splice(step.at % (ids.length + 1), step.count)
          else if (ids.length > 0) {
            const [id = -1] = ids.splice(step.at % ids.length, 1)
            moved.add(id)
            ids.splice(step.to % (ids.length + 1), 0, id)
          }
          chunks = chunkChildren(before, ids)

          expect(flat(chunks)).toEqual(ids)
          expect(sizes(chunks)).not.toContain(0)
          expect(new Set(chunks.map(({ key }) => key)).size).toBe(chunks.length)
          const keyOf = new Map(before.flatMap((chunk) => chunk.ids.map((id) => [id, chunk.key] as const)))
          const strayed = chunks.flatMap((chunk) =>
            chunk.ids.filter((id) => keyOf.has(id) && keyOf.get(id) !== chunk.key && !moved.has(id)),
          )
          // When a child is moved, another one may be treated as moved instead. No more children are treated
          // as moved than were moved.
          expect(strayed.length).toBeLessThanOrEqual(moved.size)
          for (const chunk of chunks) {
            const old = before.find(({ key }) => key === chunk.key)
            if (old && old.ids.join() === chunk.ids.join()) expect(chunk).toBe(old)
          }
        }
      }),
    )
  })
})
