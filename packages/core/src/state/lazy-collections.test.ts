import { LazyMap, LazySet } from './lazy-collections'

/** Changes that a `Map` and a `LazyMap` must answer alike: what is called, and with which key. */
const STEPS = [
  ...[['delete', 'a'] as const, ['clear', ''] as const, ['set', 'a'] as const, ['set', 'a'] as const],
  ...[['delete', 'a'] as const, ['delete', 'a'] as const, ['set', 'b'] as const, ['set', 'c'] as const],
  ...[['set', 'b'] as const, ['delete', 'b'] as const, ['set', 'a'] as const, ['set', 'd'] as const],
  ...[['delete', 'c'] as const, ['delete', 'a'] as const, ['delete', 'd'] as const, ['set', 'a'] as const],
  ...[['set', 'b'] as const, ['clear', ''] as const, ['set', 'c'] as const, ['set', 'a'] as const],
]
const KEYS = ['a', 'b', 'c', 'd']

it('LazyMap works like a Map', () => {
  const lazy = new LazyMap<string, number>()
  const map = new Map<string, number>()
  STEPS.forEach(([what, key], value) => {
    const answers = [lazy, map].map((one) => {
      const answer = what === 'set' ? one.set(key, value) === one : one[what](key)
      const visited: unknown[] = []
      one.forEach((...visit) => visited.push(visit.slice(0, 2)))
      const entries = [[...one], [...one.entries()], [...one.keys()], [...one.values()], visited]
      return [answer, one.size, entries, KEYS.map((k) => [one.has(k), one.get(k)])]
    })
    expect(answers[0]).toEqual(answers[1])
  })
})

it('LazySet works like a Set', () => {
  const lazy = new LazySet<string>()
  const set = new Set<string>()
  for (const [what, member] of STEPS) {
    const answers = [lazy, set].map((one) => {
      const answer = what === 'set' ? one.add(member) === one : one[what](member)
      return [answer, one.size, [...one], KEYS.map((key) => one.has(key))]
    })
    expect(answers[0]).toEqual(answers[1])
  }
})

it.each([
  ['one that is added', ['a'], ['a', 'b', 'c']],
  ['one that replaces the only one', ['a', 'delete'], ['a', 'b', 'c']],
  ['one that is added beside others', ['a', 'x'], ['a', 'x', 'b', 'c']],
  ['one that replaces the last of several', ['a', 'x', 'delete'], ['a', 'x', 'b', 'c']],
])('an iteration visits %s meanwhile', (_name, begin, visited) => {
  for (const make of [() => new LazySet<string>(), () => new Set<string>()]) {
    const set = make()
    for (const member of begin) if (member !== 'delete') set.add(member)
    const seen: string[] = []
    const rest = ['b', 'c']
    for (const member of set) {
      seen.push(member)
      if (begin.includes('delete')) set.delete(member)
      if (seen.length >= begin.filter((one) => one !== 'delete').length) {
        const next = rest.shift()
        if (next) set.add(next)
      }
    }
    expect(seen).toEqual(visited)
  }
})
