import { input, input_group, NUMBER, put_text, select } from '../../src/index'
import type { InputItem } from '../../src/index'
import type { RawValue } from '../../src/protocol/input-spec'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'
import { BROKEN_RULES, FORGED_FIELD, IMPOSSIBLE_VALUES } from '../support/forgeries'
import { messageText } from '../../src/protocol/messages'

/** A page that sends arbitrary events. `seen` contains the calls of the author's code. */
async function forged(
  make: (validate: () => null) => InputItem,
  values: Readonly<Record<string, unknown>>,
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

const OPTIONS = [
  ['a', 1],
  ['b', 2, false, true],
] as const

it.each(BROKEN_RULES)(
  'the server checks again, with the message that a person would get: %s',
  async (_, make, values, message) => {
    const { t, seen } = await forged(make, values)
    const form = [...t.tree.forms.values()][0]
    expect(messageText(form?.errors[FORGED_FIELD] ?? '')).toBe(message)
    expect([seen, t.refusals]).toEqual([[], []])
  },
)

it.each(IMPOSSIBLE_VALUES)(
  'the server refuses what no control can send: %s',
  async (_, make, values, code) => {
    const { t, seen } = await forged(make, values)
    expect([t.refusals.map((one) => one.code), seen]).toEqual([[code], []])
    expect(t.tree.forms.size).toBe(1)
  },
)

it('refuses events for a form that is closed or never existed', async () => {
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
  ['a change of an unwatched field', { type: 'form-change', field: 'data', value: '' }, 'not_watched'],
  ['a change of an unknown field', { type: 'form-change', field: 'x', value: '' }, 'no_such_field'],
  ['a missing button', { type: 'form-action', field: 'data' }, 'no_such_callback'],
  ['a button of an unknown field', { type: 'form-action', field: 'x' }, 'no_such_field'],
  ['a cancel', { type: 'form-cancel' }, 'not_cancelable'],
])('refuses %s', async (_, event, code) => {
  const t = await open_app(() => input('a'))
  const { id } = await t.form()
  t.page.send({ ...event, form: id } as never)
  await t.settle()
  expect(t.refusals.map((one) => one.code)).toEqual([code])
})

it('onchange is never called for a field that cannot be changed, or with an option that is not offered', async () => {
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
