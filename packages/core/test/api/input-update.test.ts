import type { SetValue } from '../../src/index'
import {
  actions,
  checkbox,
  input,
  input_group,
  input_update,
  NUMBER,
  put_text,
  radio,
  select,
  slider,
  textarea,
} from '../../src/index'
import type { InputItem, InputUpdateFields } from '../../src/index'
import { initialValue } from '../../src/protocol/field-rules'
import type { FieldSpec } from '../../src/protocol/input-spec'
import { open_app } from '../../src/testing/index'
import { Gate, thrown } from '../support/app'

/** The field `f` after an `input_update`, or the error that it threw. */
async function updated(item: InputItem, ...updates: InputUpdateFields[]): Promise<FieldSpec | string> {
  let error: string | undefined
  const t = await open_app(() =>
    input_group('G', [
      item,
      input('trigger', {
        name: 'trigger',
        onchange: () => {
          for (const fields of updates) {
            const said = thrown(() => input_update('f', fields))
            if (said !== 'nothing') error = said
          }
        },
      }),
    ]),
  )
  await t.change('trigger', 'x')
  return error ?? ([...t.tree.forms.values()][0]?.spec.fields[0] as FieldSpec)
}

const f = 'f'
const TEXT = { name: 'f', type: 'text', label: 'L' }
const text = (more: object = {}) => input('L', { name: f, ...more })

it.each<[string, () => InputItem, InputUpdateFields, object]>([
  ['text: value', () => text({ value: 'a' }), { value: 'b' }, { ...TEXT, value: 'b', settled: 1 }],
  ['text: a number as value', () => text(), { value: 5 }, { ...TEXT, value: '5', settled: 1 }],
  [
    'text: null clears the value',
    () => text({ value: 'a' }),
    { value: null },
    { ...TEXT, value: '', settled: 1 },
  ],
  [
    'text: undefined changes nothing',
    () => text({ value: 'a', help_text: 'h' }),
    { value: undefined, help_text: undefined },
    { ...TEXT, value: 'a', help_text: 'h' },
  ],
  [
    'text: readable properties',
    () => text(),
    { label: 'M', help_text: 'h', placeholder: 'p' },
    { ...TEXT, label: 'M', help_text: 'h', placeholder: 'p' },
  ],
  [
    'text: null removes properties',
    () => text({ help_text: 'h', placeholder: 'p', required: true, datalist: ['a'] }),
    { help_text: null, placeholder: null, required: null, datalist: null },
    TEXT,
  ],
  [
    'text: rules',
    () => text(),
    { required: true, readonly: true, datalist: ['a', 1] },
    { ...TEXT, required: true, readonly: true, datalist: ['a', '1'] },
  ],
  [
    'text: attributes, in addition to existing ones',
    () => text({ maxlength: 5 }),
    { pattern: 'a+' },
    { ...TEXT, attributes: { maxlength: 5, pattern: 'a+' } },
  ],
  [
    'text: null removes an attribute',
    () => text({ maxlength: 5, min: 1 }),
    { maxlength: null },
    { ...TEXT, attributes: { min: 1 } },
  ],
  [
    'text: disabled can no longer be changed',
    () => text(),
    { disabled: true },
    { ...TEXT, readonly: true, attributes: { disabled: true } },
  ],
  [
    'text: enabled again',
    () => text({ disabled: true }),
    { disabled: false },
    { ...TEXT, attributes: { disabled: false } },
  ],
  [
    'textarea',
    () => textarea('L', { name: f, value: 'a' }),
    { value: null, rows: 9, maxlength: 3 },
    { name: 'f', type: 'textarea', label: 'L', value: '', settled: 1, rows: 9, attributes: { maxlength: 3 } },
  ],
  [
    'slider: value',
    () => slider('L', { name: f }),
    { value: 7 },
    { value: 7, min_value: 0, max_value: 100, step: 1 },
  ],
  [
    'slider: help_text alone does not move it',
    () => slider('L', { name: f, value: 7 }),
    { help_text: 'h' },
    { value: 7, help_text: 'h', step: 1 },
  ],
  [
    'slider: new limits; the value stays within them',
    () => slider('L', { name: f, value: 50 }),
    { max_value: 30 },
    { value: 30, max_value: 30 },
  ],
  [
    'slider: fractions',
    () => slider('L', { name: f, step: 2 }),
    { min_value: 0.5, value: 1.5, step: 0.5 },
    { value: 1.5, min_value: 0.5, step: 0.5 },
  ],
  [
    'slider: null is the default',
    () => slider('L', { name: f, max_value: 10, value: 5 }),
    { max_value: null, value: null },
    { value: 0, max_value: 100 },
  ],
  ['actions: help_text', () => actions('L', ['a'], { name: f }), { help_text: 'h' }, { help_text: 'h' }],
])('input_update of a %s', async (_, item, fields, spec) => {
  const after = await updated(item(), fields)
  if (Object.hasOwn(spec, 'name')) expect(after).toEqual(spec)
  else expect(after).toMatchObject(spec)
})

describe('options', () => {
  const kinds: [string, () => InputItem][] = [
    ['select', () => select('L', ['a', 'b'], { name: f, multiple: true, value: 'a' })],
    ['checkbox', () => checkbox('L', ['a', 'b'], { name: f, value: 'a' })],
    ['radio', () => radio('L', ['a', 'b'], { name: f, value: 'a' })],
  ]
  const chosen = (spec: FieldSpec | string): unknown => {
    if (typeof spec === 'string') return spec
    const raw = initialValue(spec)
    return (
      'options' in spec &&
      spec.options
        .filter(({ id }) => (Array.isArray(raw) ? raw.includes(id) : raw === id))
        .map(({ value }) => value)
    )
  }

  it.each(kinds)('%s: options and value together: options first, then the value', async (_, item) => {
    expect(chosen(await updated(item(), { value: 'd', options: ['c', ['D', 'd']] }))).toEqual(['d'])
  })

  it.each(kinds)('%s: only a value', async (_, item) => {
    expect(chosen(await updated(item(), { value: 'b' }))).toEqual(['b'])
  })

  it.each(kinds)('%s: null clears the value', async (_, item) => {
    expect(chosen(await updated(item(), { value: null }))).toEqual([])
  })

  it.each(kinds)('%s: only options', async (_, item) => {
    expect(chosen(await updated(item(), { options: ['a', ['C', 'c', true]] }))).toEqual(['c'])
  })

  it.each(kinds)(
    '%s: ids are never reused, so an answer to old options cannot name a new one',
    async (_, item) => {
      const spec = await updated(item(), { options: ['c'] }, { options: ['d', 'e'] })
      expect(typeof spec === 'object' && 'options' in spec && spec.options.map(({ id }) => id)).toEqual([
        3, 4,
      ])
    },
  )
})

it.each<[string, () => InputItem, InputUpdateFields, string]>([
  ...[
    'type',
    'name',
    'validate',
    'action',
    'buttons',
    'code',
    'onchange',
    'multiple',
    'inline',
    'max_size',
    'scope',
    'timeout',
    'signal',
  ].map((name): [string, () => InputItem, InputUpdateFields, string] => [
    name,
    text,
    { [name]: 'x' },
    `TypeError: input_update: '${name}' can not be updated.`,
  ]),
  [
    'an option of the wrong type',
    text,
    { required: 'yes' },
    'TypeError: input_update: required must be true or false, not "yes".',
  ],
  [
    'an attribute that cannot be set',
    text,
    { onclick: 'x' },
    'TypeError: input_update: "onclick" is neither an option nor an HTML attribute that can be set.',
  ],
  [
    'a bad pattern',
    text,
    { pattern: '(' },
    'RangeError: input_update: pattern is not a regular expression: Invalid regular expression: /^(?:()$/u: Unterminated group',
  ],
  [
    'rows',
    () => textarea('L', { name: f }),
    { rows: 0 },
    'RangeError: input_update: rows must be 1 or more, not 0.',
  ],
  [
    'a misspelled parameter of a select',
    () => select('L', ['a'], { name: f }),
    { disable: true },
    'TypeError: input_update: there is no parameter "disable". It takes label, help_text, required, options, value, native.',
  ],
  [
    'invalid options',
    () => select('L', ['a'], { name: f }),
    { options: null },
    'TypeError: input_update: options must be an array, not null.',
  ],
  [
    'a slider out of range',
    () => slider('L', { name: f }),
    { value: 101 },
    'RangeError: input_update: value (101) must be from min_value (0) to max_value (100).',
  ],
  [
    'invalid fields',
    text,
    null as never,
    'TypeError: input_update: fields must be a plain object, not null.',
  ],
])('input_update refuses %s', async (_, item, fields, said) => {
  expect(await updated(item(), fields)).toBe(said)
})

describe('onchange', () => {
  it('gets the converted value, and without a name changes its own field', async () => {
    const seen: unknown[] = []
    const t = await open_app(() =>
      input('x', {
        type: NUMBER,
        onchange: async (value) => {
          seen.push(value)
          await Promise.resolve()
          input_update({ help_text: `at ${value}` })
          input_update(null, { placeholder: 'p' })
        },
      }),
    )
    await t.change('data', '5')
    expect([seen, (await t.form()).fields[0]]).toEqual([
      [5],
      { name: 'data', type: 'number', watch: true, help_text: 'at 5', placeholder: 'p' },
    ])
  })

  it('runs one call after another, even if asynchronous', async () => {
    const log: string[] = []
    const gate = new Gate()
    const t = await open_app(() =>
      input('x', {
        onchange: async (value) => {
          log.push(`start ${value}`)
          if (value === 'a') await gate.promise
          log.push(`end ${value}`)
        },
      }),
    )
    await t.change('data', 'a')
    await t.change('data', 'b')
    expect(log).toEqual(['start a'])
    gate.open()
    await t.settle()
    expect(log).toEqual(['start a', 'end a', 'start b', 'end b'])
  })

  it('an error in one is logged and has no further effect', async () => {
    const error = new Error('mine')
    const t = await open_app(async () => {
      put_text(
        await input('x', {
          onchange: () => {
            throw error
          },
        }),
      )
    })
    await t.change('data', 'a')
    await t.submit('b')
    expect([t.errors, t.text()]).toEqual([[error], 'b'])
  })

  it('refuses an option that was chosen before an update removed it', async () => {
    const values: unknown[] = []
    const t = await open_app(async () => {
      values.push(
        await input_group('G', [
          select('country', ['A', 'B'], {
            name: 'country',
            onchange: (country) =>
              input_update('city', { options: [`${country}1`, `${country}2`], value: `${country}2` }),
          }),
          select('city', ['x', 'y'], { name: 'city' }),
        ]),
      )
    })
    const { id } = await t.form()
    await t.change('country', 'B')
    t.page.send({ type: 'form-submit', form: id, values: { country: 1, city: 0 } })
    await t.settle()
    expect(t.refusals.map((one) => one.code)).toEqual(['bad_value'])
    await t.submit({ country: 'B' })
    expect(values).toEqual([{ country: 'B', city: 'B2' }])
  })

  it('names a missing field', async () => {
    let said: unknown
    const t = await open_app(() =>
      input('x', { onchange: () => (said = thrown(() => input_update('y', {}))) }),
    )
    await t.change('data', 'a')
    expect(said).toBe('RangeError: input_update: the form has no field "y".')
  })
})

describe('action and set_value', () => {
  const withAction = (press: (set_value: SetValue) => unknown, more: object = {}) =>
    input('x', { action: ['go', press], ...more })

  it('action runs as a callback, in ROOT; set_value(value) fills the field, which can still be edited', async () => {
    const t = await open_app(async () => {
      put_text(await withAction((set) => (put_text('pressed'), set('filled'))))
    })
    await t.press('data')
    expect((await t.form()).fields[0]).toMatchObject({ value: 'filled' })
    await t.submit('edited')
    expect(t.text()).toBe('pressed\nedited')
  })

  it('set_value(value, label) shows the label, keeps the value of any kind, and locks the field', async () => {
    const value = { date: new Date(0) }
    let given: unknown
    const t = await open_app(async () => {
      given = await withAction((set) => set(value, 'the epoch'), { type: 'number', required: true })
    })
    await t.press('data')
    expect((await t.form()).fields[0]).toMatchObject({ value: 'the epoch', locked: true })
    expect(await t.submit('forged')).toEqual({ data: 'This field cannot be changed.' })
    expect(await t.submit('the epoch')).toEqual({})
    expect(given).toBe(value)
  })

  it('a later set_value unlocks it again; null means no label', async () => {
    let given: unknown
    const t = await open_app(async () => {
      let pressed = 0
      given = await withAction((set) => (pressed++ ? set('plain', null as never) : set(5, 'five')))
    })
    await t.press('data')
    await t.press('data')
    expect((await t.form()).fields[0]).not.toHaveProperty('locked')
    await t.submit('five')
    expect(given).toBe('five')
  })

  it('set_value may come later, from another callback, or after the form is gone', async () => {
    let set: SetValue | undefined
    const t = await open_app(async () => {
      put_text(await withAction((set_value) => (set = set_value)))
    })
    await t.press('data')
    set?.('later')
    await t.settle()
    expect((await t.form()).fields[0]).toMatchObject({ value: 'later' })
    await t.submit('x')
    expect(() => set?.('too late')).not.toThrow()
    expect(t.text()).toBe('x')
  })
})
