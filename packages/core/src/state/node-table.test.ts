import fc from 'fast-check'
import { NodeTable } from './node-table'

const id = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ set: id }) },
  { weight: 3, arbitrary: fc.record({ delete: id }) },
  { weight: 1, arbitrary: fc.constant({ clear: true }) },
)

it('contains the same nodes as a Map after the same operations', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const table = new NodeTable<{ at: number }>()
      const map = new Map<number, { at: number }>()
      for (const [at, one] of steps.entries()) {
        if ('set' in one) {
          table.set(one.set, { at })
          map.set(one.set, { at })
        } else if ('delete' in one) expect(table.delete(one.delete)).toBe(map.delete(one.delete))
        else {
          table.clear()
          map.clear()
        }
      }
      expect(table.size).toBe(map.size)
      expect(sorted(table)).toEqual(sorted(map))
      for (const key of [...map.keys(), 5, 69, 2 ** 32 + 5]) {
        expect(table.get(key)).toEqual(map.get(key))
        expect(table.has(key)).toBe(map.has(key))
      }
    }),
  )
})

it('distinguishes ids whose lower 32 bits are equal', () => {
  const table = new NodeTable<{ name: string }>()
  table.set(10, { name: 'low' })
  expect(table.get(2 ** 32 + 10)).toBeUndefined()
  expect(table.has(-54)).toBe(false)
})

it('returns its keys, values and entries, and visits them', () => {
  const table = new NodeTable<{ name: string }>()
  table.set(64, { name: 'b' })
  table.set(3, { name: 'a' })
  const visited: unknown[] = []
  table.forEach((value, key) => visited.push([key, value]))
  expect(visited).toEqual([...table.entries()])
  expect([...table.keys()].sort((a, b) => a - b)).toEqual([3, 64])
  expect([...table.values()].map(({ name }) => name).sort()).toEqual(['a', 'b'])
})

function sorted<T>(entries: Iterable<[number, T]>): [number, T][] {
  return [...entries].sort(([a], [b]) => a - b)
}
