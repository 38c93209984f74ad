import {
  checkbox,
  input,
  input_group,
  NUMBER,
  put_text,
  radio,
  select,
  slider,
  textarea,
} from '../../src/index'
import type { InputItem } from '../../src/index'
import type { RawValue } from '../../src/protocol/input-spec'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'
import { messageText } from '../../src/protocol/messages'

/** A page that sends what it likes. What reached the author's code is in `seen`. */
async function forged(
  make: (validate: () => null) => InputItem,
  values: Record<string, unknown>,
): Promise<{ t: OpenApp; seen: unknown[] }> {
  const seen: unknown[] = []
  const validate = (...value: unknown[]): null => {
    seen.push(value)
    return null
  }
  const t = await open_app(async () => {
    seen.push(await input_group('G', [make(validate)]))
  })
  const form = await t.form()
  t.page.send({ type: 'form-submit', form: form.id, values: values as Record<string, RawValue> })
  await t.settle()
  return { t, seen }
}

const f = 'f'
const OPTIONS = [
  ['a', 1],
  ['b', 2, false, true],
] as const

it.each<[string, (validate: () => null) => InputItem, Record<string, unknown>, string]>([
  [
    'required',
    (validate) => input('x', { name: f, required: true, validate }),
    { f: '' },
    'Please fill out this field.',
  ],
  [
    'required, left out',
    (validate) => input('x', { name: f, required: true, validate }),
    {},
    'Please fill out this field.',
  ],
  [
    'number format',
    (validate) => input('x', { name: f, type: NUMBER, validate }),
    { f: '1.5' },
    'Please enter a whole number.',
  ],
  [
    'number format: a word',
    (validate) => input('x', { name: f, type: NUMBER, validate }),
    { f: 'NaN' },
    'Please enter a whole number.',
  ],
  [
    'min',
    (validate) => input('x', { name: f, type: NUMBER, min: 5, validate }),
    { f: '4' },
    'The value must be 5 or more.',
  ],
  [
    'max',
    (validate) => input('x', { name: f, type: NUMBER, max: 5, validate }),
    { f: '6' },
    'The value must be 5 or less.',
  ],
  [
    'step',
    (validate) => input('x', { name: f, type: NUMBER, step: 2, validate }),
    { f: '3' },
    'Please enter a valid value. The two nearest are 2 and 4.',
  ],
  [
    'minlength',
    (validate) => input('x', { name: f, minlength: 2, validate }),
    { f: 'a' },
    'Please use at least 2 characters (you have 1).',
  ],
  [
    'maxlength',
    (validate) => textarea('x', { name: f, maxlength: 2, validate }),
    { f: 'abc' },
    'Please use at most 2 characters (you have 3).',
  ],
  [
    'pattern',
    (validate) => input('x', { name: f, pattern: '\\d+', validate }),
    { f: 'a' },
    'Please match the requested format.',
  ],
  [
    'URL',
    (validate) => input('x', { name: f, type: 'url', validate }),
    { f: 'x' },
    'Please enter a URL, such as https://example.com.',
  ],
  [
    'date',
    (validate) => input('x', { name: f, type: 'date', min: '2024-01-01', validate }),
    { f: '2023-12-31' },
    'The value must be 2024-01-01 or more.',
  ],
  [
    'a colour that is none',
    (validate) => input('x', { name: f, type: 'color', validate }),
    { f: '' },
    'Please choose a colour.',
  ],
  [
    'readonly',
    (validate) => input('x', { name: f, value: 'v', readonly: true, validate }),
    { f: 'w' },
    'This field cannot be changed.',
  ],
  [
    'readonly, left out',
    (validate) => input('x', { name: f, value: 'v', readonly: true, validate }),
    {},
    'This field cannot be changed.',
  ],
  [
    'disabled',
    (validate) => textarea('x', { name: f, value: 'v', disabled: true, validate }),
    { f: 'w' },
    'This field cannot be changed.',
  ],
  [
    'a select without a choice',
    (validate) => select('x', OPTIONS, { name: f, validate }),
    { f: null },
    'Please select an option.',
  ],
  [
    'a select, left out',
    (validate) => select('x', OPTIONS, { name: f, validate }),
    {},
    'Please select an option.',
  ],
  [
    'a hint that is chosen',
    (validate) => select('x', [['Choose…', '', true, true], 'a'], { name: f, validate }),
    { f: 0 },
    'Please select an option.',
  ],
  [
    'a required multiple select',
    (validate) => select('x', OPTIONS, { name: f, multiple: true, required: true, validate }),
    { f: [] },
    'Please select an option.',
  ],
  [
    'a required checkbox',
    (validate) => checkbox('x', OPTIONS, { name: f, required: true, validate }),
    { f: [] },
    'Please select an option.',
  ],
  [
    'a required radio',
    (validate) => radio('x', OPTIONS, { name: f, required: true, validate }),
    { f: null },
    'Please select an option.',
  ],
  [
    'a slider above its end',
    (validate) => slider('x', { name: f, validate }),
    { f: 101 },
    'The value must be 100 or less.',
  ],
  [
    'a slider below its start',
    (validate) => slider('x', { name: f, validate }),
    { f: '-1' },
    'The value must be 0 or more.',
  ],
  [
    'a slider between steps',
    (validate) => slider('x', { name: f, validate }),
    { f: 1.5 },
    'Please enter a valid value. The two nearest are 1 and 2.',
  ],
])(
  'the server checks again, with the message that a person would get: %s',
  async (_, make, values, message) => {
    const { t, seen } = await forged(make, values)
    const form = [...t.tree.forms.values()][0]
    expect(messageText(form?.errors[f] ?? '')).toBe(message)
    expect([seen, t.refusals]).toEqual([[], []])
  },
)

it.each<[string, (validate: () => null) => InputItem, Record<string, unknown>, string]>([
  ['a number in a text', (validate) => input('x', { name: f, validate }), { f: 5 }, 'bad_value'],
  ['nothing in a text', (validate) => input('x', { name: f, validate }), { f: null }, 'bad_value'],
  ['a list in a text', (validate) => input('x', { name: f, validate }), { f: [1] }, 'bad_value'],
  [
    'an option that is not offered',
    (validate) => select('x', OPTIONS, { name: f, validate }),
    { f: 7 },
    'bad_value',
  ],
  ['a disabled option', (validate) => select('x', OPTIONS, { name: f, validate }), { f: 1 }, 'bad_value'],
  [
    'the value of an option',
    (validate) => select('x', ['a'], { name: f, validate }),
    { f: 'a' },
    'bad_value',
  ],
  [
    'a disabled option among several',
    (validate) => checkbox('x', OPTIONS, { name: f, validate }),
    { f: [0, 1] },
    'bad_value',
  ],
  [
    'an option twice',
    (validate) => select('x', OPTIONS, { name: f, multiple: true, validate }),
    { f: [0, 0] },
    'bad_value',
  ],
  ['a disabled radio', (validate) => radio('x', OPTIONS, { name: f, validate }), { f: 1 }, 'bad_value'],
  ['no number on a slider', (validate) => slider('x', { name: f, validate }), { f: 'x' }, 'bad_value'],
  ['an unknown field', (validate) => input('x', { name: f, validate }), { f: '', g: '' }, 'no_such_field'],
  [
    'a field by a name that objects have',
    (validate) => input('x', { name: f, validate }),
    { f: '', constructor: '' },
    'no_such_field',
  ],
  ['a value of no kind', (validate) => input('x', { name: f, validate }), { f: { a: 1 } }, 'bad_message'],
])('the server refuses what no control can send: %s', async (_, make, values, code) => {
  const { t, seen } = await forged(make, values)
  expect([t.refusals.map((one) => one.code), seen]).toEqual([[code], []])
  expect(t.tree.forms.size).toBe(1)
})

it('refuses what comes for a form that is closed, or was never there', async () => {
  const values: unknown[] = []
  const t = await open_app(async () => {
    values.push(await input('a'))
    values.push(await input('b'))
  })
  const { id } = await t.form()
  await t.submit('x')
  const codes: unknown[] = []
  for (const event of [
    { type: 'form-submit', form: id, values: { data: 'again' } },
    { type: 'form-cancel', form: 999 },
    { type: 'form-check', form: id, field: 'data', value: '' },
    { type: 'form-change', form: id, field: 'data', value: '' },
    { type: 'form-action', form: id, field: 'data' },
  ] as const) {
    t.page.send(event)
    await t.settle()
    codes.push(t.refusals.at(-1)?.code)
  }
  expect(codes).toEqual(Array(5).fill('no_such_form'))
  await t.submit('y')
  expect(values).toEqual(['x', 'y'])
})

it('refuses a second submit while the first is being validated', async () => {
  const gate = new Gate()
  const seen: unknown[] = []
  const t = await open_app(async () => {
    const value = await input('a', {
      validate: async (v) => {
        seen.push(v)
        await gate.promise
        return null
      },
    })
    put_text(value)
  })
  const { id } = await t.form()
  for (const data of ['first', 'second']) t.page.send({ type: 'form-submit', form: id, values: { data } })
  await t.settle()
  expect([t.refusals.map((one) => one.code), seen]).toEqual([['form_busy'], ['first']])
  gate.open()
  await t.until(() => t.closed)
  expect(t.text()).toBe('first')
})

it.each<[string, object, string]>([
  ['a check of an unknown field', { type: 'form-check', field: 'x', value: '' }, 'no_such_field'],
  ['a check with a value of another kind', { type: 'form-check', field: 'data', value: null }, 'bad_value'],
  ['a change that is not watched', { type: 'form-change', field: 'data', value: '' }, 'not_watched'],
  ['a change of an unknown field', { type: 'form-change', field: 'x', value: '' }, 'no_such_field'],
  ['a button that is not there', { type: 'form-action', field: 'data' }, 'no_such_callback'],
  ['a button of an unknown field', { type: 'form-action', field: 'x' }, 'no_such_field'],
  ['a cancel', { type: 'form-cancel' }, 'not_cancelable'],
])('refuses %s', async (_, event, code) => {
  const t = await open_app(() => input('a'))
  const { id } = await t.form()
  t.page.send({ ...event, form: id } as never)
  await t.settle()
  expect(t.refusals.map((one) => one.code)).toEqual([code])
})

it('onchange never hears of a field that cannot be changed, nor of an option that is not offered', async () => {
  const seen: unknown[] = []
  const onchange = (value: unknown) => seen.push(value)
  const t = await open_app(() =>
    input_group('G', [
      input('a', { name: 'a', value: 'v', readonly: true, onchange }),
      select('b', OPTIONS, { name: 'b', onchange }),
      input('c', { name: 'c', type: NUMBER, onchange }),
    ]),
  )
  const { id } = await t.form()
  for (const [field, value] of [
    ['a', 'w'],
    ['b', 1],
    ['b', 9],
    ['c', '-'],
    ['c', '12-'],
    ['c', '-5'],
    ['c', 'e'.repeat(9)],
  ] as const) {
    t.page.send({ type: 'form-change', form: id, field, value })
  }
  await t.settle()
  expect(t.refusals.map((one) => one.code)).toEqual(['bad_value', 'bad_value', 'bad_value'])
  expect(seen).toEqual([null, null, -5, null])
})
