import { emit, pin, put_datatable, put_json, put_select, put_text, run_js } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, shownBy, thrown } from '../support/app'

it.each<[string, unknown, unknown]>([
  ['a string', 'a', 'a'],
  ['null', null, null],
  ['an array', [1, [true]], [1, [true]]],
  ['an object', { a: { b: 1 } }, { a: { b: 1 } }],
  ['the JSON form of a date', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
  [
    'the contents of a Map and a Set',
    { m: new Map([['k', new Set([1])]]), s: new Set(['x']) },
    { m: { k: [1] }, s: ['x'] },
  ],
  ['a Map by pairs, if its keys are not texts', new Map([[1, 'a']]), [[1, 'a']]],
  ['the texts of an Error and a RegExp', [new RangeError('full'), /x+/g], ['RangeError: full', '/x+/g']],
  ['NaN and holes as null', [NaN, Infinity, , 1], [null, null, null, 1]],
  ['boxed values', [Object(1), Object('a'), Object(true)], [1, 'a', true]],
  ['no undefined fields', { a: undefined, b: 1 }, { b: 1 }],
  ['a value that looks like options', { scope: 'x' }, { scope: 'x' }],
])('shows %s', async (_, value, json) => {
  expect(await shownBy(() => put_json(value))).toEqual({ type: 'json', value: json })
})

/** An object that contains itself, and one that is nested more deeply than the stack allows. */
const circular = (): object => {
  const value: Record<string, unknown> = { a: [{}] }
  ;(value['a'] as object[]).push(value)
  return value
}
const deep = (): object => Array.from({ length: 20_000 }).reduce<object>((inner) => ({ inner }), {})

describe('a value that is not JSON is refused with the names of the call and the place', () => {
  const run = (): number => 1
  it.each<[string, () => unknown, RegExp]>([
    [
      'put_json',
      () => put_json({ a: [run] }),
      /^TypeError: put_json: value\.a\[0\] must be JSON, not the function run\.$/,
    ],
    [
      'put_json',
      () => put_json({ s: Symbol('s') }),
      /^TypeError: put_json: value\.s must be JSON, not Symbol\(s\)\.$/,
    ],
    [
      'emit',
      () => emit('x', { run } as never),
      /^TypeError: emit: data\.run must be JSON, not the function run\.$/,
    ],
    ['run_js', () => run_js('1', { f: { run } } as never), /^TypeError: run_js: args\.f\.run must be JSON/],
    [
      'put_text',
      () => put_text({ run }),
      /^TypeError: put_text: text\.run cannot be shown as JSON, not the function run\.$/,
    ],
    [
      'a circle',
      () => put_json(circular()),
      /^TypeError: put_json: value\.a\[1\] must be JSON: it refers to an object that contains it\.$/,
    ],
    ['depth', () => put_json(deep()), /^TypeError: put_json: value\.inner.*deeper than 500 levels\.$/],
    ['depth', () => put_text(deep()), /^TypeError: put_text: text\.inner.*deeper than 500 levels\.$/],
    [
      'a record',
      () => put_datatable([circular()]),
      /^TypeError: put_datatable: records\[0\]\.a\[1\].* must be JSON/,
    ],
    [
      'a deep record',
      () => put_datatable([deep()]),
      /^TypeError: put_datatable: records\[0\]\.inner.*deeper than 50 levels/,
    ],
    ['a getter', () => put_text({ get x() { throw new Error('inner') } }), /^TypeError: put_text: text cannot be shown as JSON: inner$/], // prettier-ignore
    [
      'a BigInt in a pin',
      () => (put_select('p', { options: [1, 2] }), (pin['p'] = 2n)),
      /^TypeError: pin\.p: value must be JSON/,
    ],
  ])('%s', async (_, call, message) => {
    expect(await inSession(() => thrown(call))).toMatch(message)
  })
})

it('shows a copy, and a new value after an update', async () => {
  const value = { a: 1 }
  const body = () => {
    const output = put_json(value)
    value.a = 2
    output.show()
    value.a = 3
    output.update({ value: [value] })
    value.a = 4
  }
  expect(await shownBy(body)).toEqual({ type: 'json', value: [{ a: 3 }] })
})

it('is readable as JSON in a test', async () => {
  const t = await open_app(() => {
    put_json({ a: [1] })
  })
  expect(JSON.parse(t.text())).toEqual({ a: [1] })
})
