import { put_json } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { shownBy } from '../support/app'

it.each<[string, unknown, unknown]>([
  ['a string', 'a', 'a'],
  ['null', null, null],
  ['an array', [1, [true]], [1, [true]]],
  ['an object', { a: { b: 1 } }, { a: { b: 1 } }],
  ['what JSON makes of a date', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
  ['no field that is undefined', { a: undefined, b: 1 }, { b: 1 }],
  ['what looks like options', { scope: 'x' }, { scope: 'x' }],
])('shows %s', async (_, value, json) => {
  expect(await shownBy(() => put_json(value))).toEqual({ type: 'json', value: json })
})

it('shows a copy, and another value when it is updated', async () => {
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

it('is read as JSON by a test', async () => {
  const t = await open_app(() => {
    put_json({ a: [1] })
  })
  expect(JSON.parse(t.text())).toEqual({ a: [1] })
})
