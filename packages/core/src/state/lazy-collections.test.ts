import { LazyMap, LazySet } from './lazy-collections'

it('LazyMap works like a Map, with and without entries', () => {
  const map = new LazyMap<string, number>()
  const contents = (): unknown => [
    map.size,
    [...map],
    [...map.keys()],
    [...map.values()],
    map.get('a'),
    map.has('a'),
  ]
  const empty = [0, [], [], [], undefined, false]
  expect(contents()).toEqual(empty)
  expect(map.delete('a')).toBe(false)
  map.clear()
  expect(map.set('a', 1)).toBe(map)
  expect(contents()).toEqual([1, [['a', 1]], ['a'], [1], 1, true])
  expect([map.delete('a'), map.delete('a')]).toEqual([true, false])
  expect(contents()).toEqual(empty)
  map.set('b', 2).clear()
  expect(contents()).toEqual(empty)
})

it('LazySet works like a Set, with and without members', () => {
  const set = new LazySet<string>()
  const contents = (): unknown => [set.size, [...set], set.has('a')]
  expect(contents()).toEqual([0, [], false])
  expect(set.delete('a')).toBe(false)
  set.clear()
  expect(set.add('a')).toBe(set)
  expect(contents()).toEqual([1, ['a'], true])
  expect([set.delete('a'), set.delete('a')]).toEqual([true, false])
  set.add('b').clear()
  expect(contents()).toEqual([0, [], false])
})
