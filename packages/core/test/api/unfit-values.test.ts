import {
  checkbox,
  input,
  input_group,
  input_update,
  pin,
  pin_update,
  put_checkbox,
  put_input,
  put_radio,
  put_select,
  put_text,
  radio,
  select,
  textarea,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

const PAIRS = [
  ['One', 1],
  ['Two', 2],
] as const

describe('a value that is not an option is refused at the call', () => {
  it.each<[string, () => unknown, string]>([
    [
      'select',
      () => select('x', ['a', 'b'], { value: 'z' as never }),
      'select: value must be the value of an option, not "z". The values are "a", "b".',
    ],
    [
      'select, several',
      () => select('x', ['a', 'b'], { multiple: true, value: ['a', 'z'] }),
      'select: value must be the value of an option, not "z". The values are "a", "b".',
    ],
    [
      'a label',
      () => select('x', PAIRS, { value: 'Two' }),
      'select: value must be the value of an option, not "Two", which is a label. The values are 1, 2.',
    ],
    ['a text for a number', () => radio('x', PAIRS, { value: '1' }), 'not "1". The values are 1, 2.'],
    ['an empty text', () => radio('x', ['a'], { value: '' }), 'not "". The values are "a".'],
    ['checkbox', () => checkbox('x', ['a'], { value: ['b'] }), 'checkbox: value must be'],
    ['put_select', () => put_select('p', { options: ['a'], value: 'b' }), 'put_select: value must be'],
    ['put_radio', () => put_radio('p', { options: ['a'], value: 'b' }), 'put_radio: value must be'],
    ['put_checkbox', () => put_checkbox('p', { options: ['a'], value: 'b' }), 'put_checkbox: value must be'],
    [
      'no options',
      () => put_select('p', { options: [], value: 'b' }),
      'put_select: value is "b", but there are no options.',
    ],
    [
      'many options',
      () => select('x', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { value: 11 }),
      'The values are 1, 2, 3, 4, 5, 6, 7, 8 and 2 more.',
    ],
    [
      'a write',
      () => {
        put_select('p', { options: ['a', 'b'] })
        pin['p'] = 'z'
      },
      'pin.p: value must be the value of an option, not "z"',
    ],
    [
      'pin_update',
      () => {
        put_select('p', { options: ['a', 'b'], value: 'b' })
        pin_update('p', { options: ['c'], value: 'b' })
      },
      'pin_update: value must be the value of an option, not "b". The values are "c".',
    ],
  ])('%s', async (_, call, message) => {
    expect(await inSession(() => thrown(call))).toContain(`RangeError: `)
    expect(await inSession(() => thrown(call))).toContain(message)
  })

  it('shows nothing', async () => {
    const t = await open_app(() => {
      put_text(thrown(() => put_select('p', { options: ['a'], value: 'b' })))
    })
    expect(t.outputs.map(({ type }) => type)).toEqual(['text'])
  })

  it('reports an invalid update to the onchange function, and does not change the field', async () => {
    const told: string[] = []
    const t = await open_app(async () => {
      await input_group('g', [
        input('City', {
          name: 'city',
          onchange: () => void told.push(thrown(() => input_update('size', { value: 'XL' }))),
        }),
        select('Size', ['S', 'M'], { name: 'size', value: 'M' }),
      ])
    })
    await t.change('city', 'Rome')
    expect(told).toEqual([expect.stringContaining('input_update: value must be the value of an option')])
    expect(await t.submit({ city: 'Rome' })).toEqual({})
  })
})

it('null selects nothing, and a choice that new options lack is removed', async () => {
  const values: unknown[] = []
  await inSession(async () => {
    put_select('p', { options: ['a', 'b'], value: 'b', multiple: true })
    pin_update('p', { options: ['a', 'c'] })
    values.push(await pin['p'])
    pin_update('p', { value: ['c'] })
    pin['p'] = null
    values.push(await pin['p'])
    put_radio('r', { options: ['a'] })
    values.push(await pin['r'])
  })
  expect(values).toEqual([[], [], null])
})

describe('contradictory limits are refused at the call', () => {
  it.each<[string, () => unknown, string]>([
    ['numbers', () => input('x', { type: 'number', min: 5, max: 1 }), 'input: min (5) is more than max (1).'],
    ['as texts', () => input('x', { type: 'float', min: '10', max: '9' }), 'min (10) is more than max (9).'],
    [
      'dates',
      () => put_input('p', { type: 'date', min: '2026-02-01', max: '2026-01-01' }),
      'put_input: min (2026-02-01) is more than max (2026-01-01).',
    ],
    [
      'lengths',
      () => input('x', { minlength: 5, maxlength: 4 }),
      'minlength (5) is more than maxlength (4).',
    ],
    [
      'of a textarea',
      () => textarea('x', { minlength: 5, maxlength: 4 }),
      'textarea: minlength (5) is more than maxlength (4).',
    ],
    [
      'by an update',
      () => {
        put_input('p', { type: 'number', min: 5 })
        pin_update('p', { max: 4 })
      },
      'pin_update: min (5) is more than max (4).',
    ],
  ])('%s', async (_, call, message) => {
    expect(await inSession(() => thrown(call))).toContain(`RangeError: `)
    expect(await inSession(() => thrown(call))).toContain(message)
  })

  it('accepts a time range across midnight', async () => {
    const night = { type: 'time', min: '22:00', max: '06:00' } as const
    expect(await inSession(() => thrown(() => put_input('p', night)))).toBe('nothing')
  })
})
