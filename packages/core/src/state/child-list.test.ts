import fc from 'fast-check'
import { ChildList } from './child-list'

const listOf = (length: number): ChildList => {
  const list = new ChildList()
  for (let id = 0; id < length; id++) list.append(id)
  return list
}

describe('ChildList', () => {
  it('is empty at first', () => {
    const list = new ChildList()
    list.remove(1)
    expect([list.length, list.ids]).toEqual([0, []])
  })

  it('equals an array after the same edits, no matter when it is read', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constantFrom('insert' as const, 'remove' as const), at: fc.nat() }),
      fc.record({ kind: fc.constantFrom('append' as const, 'read' as const), at: fc.constant(0) }),
      // Edits at one place fill one block.
      fc.record({ kind: fc.constant('fill' as const), at: fc.nat() }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(0, 3, 1024, 1025, 5000),
        fc.array(edit, { maxLength: 40 }),
        (length, edits) => {
          const list = listOf(length)
          const ids = Array.from({ length }, (_, id) => id)
          let next = length
          const insert = (at: number): void => {
            ids.splice(at, 0, next)
            list.insert(at, next++)
          }
          for (const { kind, at } of edits) {
            if (kind === 'insert') insert(at % (ids.length + 1))
            else if (kind === 'fill') for (let count = 0; count < 1100; count++) insert(at % (ids.length + 1))
            else if (kind === 'read') expect(list.ids).toEqual(ids)
            else if (kind === 'append') {
              ids.push(next)
              list.append(next++)
            } else {
              const [id = -1] = ids.splice(at % (ids.length + 1), 1)
              list.remove(id)
            }
            expect(list.length).toBe(ids.length)
          }
          expect(list.ids).toEqual(ids)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('forgets all ids', () => {
    const list = listOf(3000)
    list.remove(5)
    list.clear()
    list.append(7)
    expect([list.length, list.ids]).toEqual([1, [7]])
  })
})
