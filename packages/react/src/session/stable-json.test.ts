import { stableJson } from './stable-json'

it.each([
  [
    { a: 1, b: { c: 2, d: [3, { e: 4, f: 5 }] } },
    { b: { d: [3, { f: 5, e: 4 }], c: 2 }, a: 1 },
  ],
  [{ a: undefined, b: 1 }, { b: 1 }],
])('returns equal texts for equal values: %j', (one, other) => {
  expect(stableJson(one)).toBe(stableJson(other))
})

it.each([
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: null }, {}],
  [JSON.parse('{"__proto__": 1}') as unknown, {}],
])('returns different texts for different values: %j', (one, other) => {
  expect(stableJson(one)).not.toBe(stableJson(other))
})
