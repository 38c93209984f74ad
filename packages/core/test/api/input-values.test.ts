import type { InputItem } from '../../src/index'
import {
  actions,
  checkbox,
  FLOAT,
  input,
  input_group,
  NUMBER,
  pin,
  pin_update,
  put_input,
  put_text,
  radio,
  select,
  slider,
  textarea,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import * as api from '../../src/index'
import { thrown } from '../support/app'

/** The author's value for a person's entry in the field. */
async function given(ask: () => Promise<unknown>, answer: unknown): Promise<unknown> {
  let value: unknown = 'nothing'
  const t = await open_app(async () => {
    value = await ask()
  })
  expect(await t.submit(answer)).toEqual({})
  return value
}

const TEXT_TYPES = [
  'text',
  'password',
  'url',
  'email',
  'tel',
  'search',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
] as const

describe('answers', () => {
  it.each(TEXT_TYPES)('%s: an empty text is an empty text', async (type) => {
    expect(await given(() => input('x', { type }), '')).toBe('')
  })

  it.each<[string, () => Promise<unknown>, unknown, unknown]>([
    ['text', () => input('x'), ' a b ', ' a b '],
    ['text: HTML is a text', () => input('x'), '<b>', '<b>'],
    ['number', () => input('x', { type: NUMBER }), '007', 7],
    ['number, signed', () => input('x', { type: NUMBER }), '-5', -5],
    ['number, empty', () => input('x', { type: NUMBER }), '', null],
    ['float', () => input('x', { type: FLOAT }), '-1.50', -1.5],
    ['float, with a leading point', () => input('x', { type: FLOAT }), '.5', 0.5],
    ['float, empty', () => input('x', { type: FLOAT }), '', null],
    ['date', () => input('x', { type: 'date' }), '2024-02-29', '2024-02-29'],
    ['time', () => input('x', { type: 'time' }), '12:30', '12:30'],
    ['datetime', () => input('x', { type: api.DATETIME }), '2024-02-29T12:30', '2024-02-29T12:30'],
    ['color', () => input('x', { type: 'color' }), '#AABBCC', '#AABBCC'],
    ['type: null is the default', () => input('x', { type: null as never }), 'a', 'a'],
    ['textarea', () => textarea('x'), 'a\nb', 'a\nb'],
    ['textarea, empty', () => textarea('x'), '', ''],
    ['select', () => select('x', ['a', 'b']), 'b', 'b'],
    [
      'select: types are kept',
      () =>
        select('x', [
          ['one', 1],
          ['two', { n: [2, null] }],
          ['no', false],
        ]),
      { n: [2, null] },
      { n: [2, null] },
    ],
    [
      'select: false is a value',
      () =>
        select('x', [
          ['no', false],
          ['yes', true],
        ]),
      false,
      false,
    ],
    ['select without options', () => select('x', []), null, null],
    ['select of disabled options', () => select('x', [['a', 1, true, true]]), null, null],
    [
      'multiple select, in the order of the options',
      () => select('x', ['a', 'b', 'c'], { multiple: true }),
      ['c', 'a'],
      ['a', 'c'],
    ],
    ['multiple select, nothing', () => select('x', ['a'], { multiple: true }), [], []],
    ['checkbox, in the order of the options', () => checkbox('x', ['a', 'b', 'c']), ['c', 'b'], ['b', 'c']],
    ['checkbox, nothing', () => checkbox('x', ['a']), [], []],
    [
      'radio',
      () =>
        radio('x', [
          ['A', 1],
          ['B', 2],
        ]),
      2,
      2,
    ],
    ['radio, nothing', () => radio('x', ['a']), null, null],
    ['slider', () => slider('x'), 30, 30],
    ['slider, fractions', () => slider('x', { min_value: 0.5 }), 1.25, 1.25],
    [
      'actions',
      () =>
        actions('x', [
          ['Yes', true],
          ['No', false],
        ]),
      false,
      false,
    ],
    ['actions: any JSON value', () => actions('x', [['A', { a: [1] }]]), { a: [1] }, { a: [1] }],
  ])('%s', async (_, ask, answer, value) => {
    expect(await given(ask, answer)).toEqual(value)
  })
})

describe('the initial value of a field, and its answer if it is left unchanged', () => {
  const both = [
    ['a', 1],
    { label: 'b', value: 2, selected: true },
    ['c', 3, true, true],
    { label: 'd', value: 4, disabled: true },
  ] as const

  it.each<[string, (options: { name: string }) => unknown, unknown]>([
    ['text', (o) => input('x', { ...o, value: 'v' }), 'v'],
    ['number', (o) => input('x', { ...o, type: NUMBER, value: 5 }), 5],
    ['float', (o) => input('x', { ...o, type: FLOAT, value: '1.5' }), 1.5],
    ['value: null', (o) => input('x', { ...o, value: null }), ''],
    ['color', (o) => input('x', { ...o, type: 'color' }), '#000000'],
    ['textarea', (o) => textarea('x', { ...o, value: 'v' }), 'v'],
    ['select: the first option', (o) => select('x', ['a', 'b'], o), 'a'],
    [
      'select: the first enabled option',
      (o) =>
        select(
          'x',
          [
            ['a', 1, false, true],
            ['b', 2],
          ],
          o,
        ),
      2,
    ],
    [
      'select: by flag',
      (o) =>
        select(
          'x',
          [
            ['a', 1],
            ['b', 2, true],
          ],
          o,
        ),
      2,
    ],
    [
      'select: by value',
      (o) =>
        select(
          'x',
          [
            ['a', 1],
            ['b', 2],
          ],
          { ...o, value: 2 },
        ),
      2,
    ],
    [
      'select: by value in a list',
      (o) =>
        select(
          'x',
          [
            ['a', 1],
            ['b', 2],
          ],
          { ...o, value: [2] },
        ),
      2,
    ],
    [
      'select: a value that is a list',
      (o) =>
        select(
          'x',
          [
            ['a', 1],
            ['b', [1, 2]],
          ],
          { ...o, value: [1, 2] },
        ),
      [1, 2],
    ],
    [
      'multiple: flags and values are combined, without disabled options',
      (o) => select('x', both, { ...o, multiple: true, value: [1, 4] }),
      [1, 2],
    ],
    ['checkbox: a single value', (o) => checkbox('x', ['a', 'b'], { ...o, value: 'b' }), ['b']],
    ['radio: by flag', (o) => radio('x', both, o), 2],
    [
      'radio: by value',
      (o) =>
        radio(
          'x',
          [
            ['a', 1],
            ['b', 0],
          ],
          { ...o, value: 0 },
        ),
      0,
    ],
    ['radio: a disabled one is not picked', (o) => radio('x', [['a', 1, true, true]], o), null],
    ['slider', (o) => slider('x', o), 0],
    ['slider above 0', (o) => slider('x', { ...o, min_value: 5 }), 5],
    ['slider below 0', (o) => slider('x', { ...o, min_value: -9, max_value: -5 }), -5],
    ['slider with a value', (o) => slider('x', { ...o, value: 7 }), 7],
    [
      'slider with null options',
      (o) => slider('x', { ...o, min_value: null, max_value: null, value: null } as never),
      0,
    ],
  ])('%s', async (_, make, value) => {
    let values: unknown
    const t = await open_app(async () => {
      values = await input_group('g', [make({ name: 'f' }) as InputItem])
    })
    expect(await t.submit({})).toEqual({})
    expect(values).toEqual({ f: value })
  })
})

it('constants equal the literals', () => {
  const { TEXT, NUMBER: N, FLOAT: F, PASSWORD, URL, DATE, TIME, DATETIME, DATETIME_LOCAL, COLOR } = api
  expect([TEXT, N, F, PASSWORD, URL, DATE, TIME, DATETIME, DATETIME_LOCAL, COLOR]).toEqual([
    'text',
    'number',
    'float',
    'password',
    'url',
    'date',
    'time',
    'datetime-local',
    'datetime-local',
    'color',
  ])
})

it('awaiting a field of a group throws a TypeError with the reason', async () => {
  const item = input('x', { name: 'n' })
  await expect(Promise.resolve(item)).rejects.toThrow(
    new TypeError(
      'input: with a name ("n") it is a field for input_group and shows nothing by itself. Leave the name out to ask for one value.',
    ),
  )
  expect(() => item.then(() => {})).toThrow(TypeError)
})

describe('a value that does not fit its field is refused at the call', () => {
  const BAD: readonly (readonly [
    type: 'number' | 'float' | 'date' | 'month' | 'week' | 'time' | 'datetime-local' | 'color',
    value: string | number,
  ])[] = [
    ['number', NaN],
    ['number', Infinity],
    ['number', 1.5],
    ['number', '12abc'],
    ['float', NaN],
    ['float', '1.5.2'],
    ['date', 'yesterday'],
    ['date', '2024-02-30'],
    ['month', '2024-13'],
    ['week', '2024-W60'],
    ['time', '9:5'],
    ['datetime-local', '2024-12-31'],
    ['color', 'red'],
  ]
  it.each(BAD)('%s: %j', async (type, value) => {
    const t = await open_app(() => {
      const told = [
        () => input('x', { type, value, name: 'x' }),
        () => put_input('bad', { type, value }),
        () => {
          put_input('pin', { type })
          pin['pin'] = value
        },
        () => pin_update('pin', { value }),
      ].map(thrown)
      put_text(told.map((text) => text.replace(/must be .* not /, '… ')).join('\n'))
    })
    const said = typeof value === 'string' ? JSON.stringify(value) : String(value)
    expect(t.text().split('\n').slice(-4)).toEqual(
      ['input', 'put_input', 'pin.pin', 'pin_update'].map(
        (caller) => `RangeError: ${caller}: value … ${said}.`,
      ),
    )
    await t.close()
  })

  it.each([
    ['float', 1e-7],
    ['float', 1e21],
    ['number', 1e21],
    ['number', -0],
    ['number', '42'],
    ['date', '2024-02-29'],
    ['time', '23:59:30'],
    ['color', '#FF8800'],
    ['number', ''],
    ['url', 'https://'],
    ['email', 'ada@'],
  ] as const)('%s accepts %j, and the form can be submitted unchanged', async (type, value) => {
    const t = await open_app(async () => input_group('x', [input('x', { type, value, name: 'x' })]))
    const messages = await t.submit({})
    if (type === 'url' || type === 'email') expect(messages).not.toEqual({})
    else expect(messages).toEqual({})
    if (!t.closed) await t.close()
  })
})
