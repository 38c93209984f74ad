import { clear, put_loading, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, shownBy } from '../support/app'

it.each<[string, () => unknown, object]>([
  ['plain', () => put_loading(), { shape: 'border', color: 'dark' }],
  ['with options', () => put_loading({ shape: 'grow', color: 'danger' }), { shape: 'grow', color: 'danger' }],
  [
    'updated',
    () => put_loading({ shape: 'grow' }).show().update({ color: 'info', shape: null }),
    { shape: 'border', color: 'info' },
  ],
])('%s', async (_, body, fields) => {
  expect(await shownBy(body)).toEqual({ type: 'loading', ...fields })
})

describe('entered', () => {
  it('stays with its contents until an async body ends, and returns the body’s result', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      const result = await put_loading().enter(async () => {
        put_text('inside')
        await gate.promise
        return 5
      })
      put_text(result)
    })
    expect([t.outputs[0]?.type, t.text()]).toEqual(['loading', 'inside'])
    gate.open()
    await t.until(() => t.closed)
    expect(t.outputs.map(({ type }) => type)).toEqual(['text'])
    expect(t.text()).toBe('5')
  })

  it.each<[string, () => unknown]>([
    ['a body that throws', () => Promise.resolve().then(() => put_loading().enter(fail))],
    ['an async body that rejects', () => put_loading().enter(async () => fail())],
  ])('disappears with %s, whose error propagates', async (_, enter) => {
    let caught: unknown
    const t = await open_app(async () => {
      try {
        await enter()
      } catch (error) {
        caught = error
      }
      put_text('after')
    })
    expect([t.text(), String(caught)]).toEqual(['after', 'Error: no'])
  })

  it('stays until the block of `using` ends', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      {
        using _ = put_loading().enter()
        put_text('inside')
        await gate.promise
      }
      put_text('after')
    })
    expect(t.outputs.map(({ type }) => type)).toEqual(['loading', 'text'])
    gate.open()
    await t.until(() => t.closed)
    expect(t.text()).toBe('after')
  })

  it('does nothing if it was cleared meanwhile', async () => {
    const t = await open_app(() => {
      put_loading().enter(() => clear('ROOT'))
      put_text('after')
    })
    expect([t.text(), t.errors]).toEqual(['after', []])
  })
})

function fail(): never {
  put_text('inside')
  throw new Error('no')
}
