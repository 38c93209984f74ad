import type { InputItem } from '@webio/core'
import * as webio from '@webio/core'
import {
  checkbox,
  COLOR,
  DATE,
  DATETIME,
  file_upload,
  FLOAT,
  input,
  input_group,
  NUMBER,
  PASSWORD,
  put_input,
  radio,
  select,
  slider,
  textarea,
  TIME,
  URL,
} from '@webio/core'
import { CONVERSIONS } from '../../../core/test/support/conversions'
import { accessibleOf } from './accessibility'
import { chromiumOfFile } from './chromium'
import type { ChosenFile } from './enter'
import { enter, fieldOf, fileOf } from './enter'
import type { OneSession } from './one-session'
import { openOneSession } from './one-session'
import { deferred, eventually } from './page-tools'
import { formOf } from './questionnaire'

const chromium = chromiumOfFile()
// Each test goes through many forms on one page.
jest.setTimeout(180_000)

/** Options that every field accepts. */
type Options = {
  name: 'field'
  help_text: string
  required: true
  validate: (value: unknown) => Promise<string | null>
  onchange: (value: unknown) => void
}

interface Kind {
  readonly kind: string
  readonly field: (options: Options) => InputItem
  /** The role of the element with the field's label. */
  readonly role: string
  readonly entered: string | readonly string[] | ChosenFile
  readonly value: unknown
  /** The message if nothing was entered; null if there is always a value. */
  readonly missing: string | null
}

const FILL_OUT = 'Please fill out this field.'
const CHOOSE = 'Please select an option.'
const CITIES = ['Berlin', 'Paris', 'Prague'] as const

const findCities = (query: string): (typeof CITIES)[number][] =>
  CITIES.filter((city) => city.startsWith(query))

const text = (kind: string, type: webio.TextInputType, role: string, entered: string): Kind => ({
  kind,
  field: (o) => input('Field', { ...o, type }),
  role,
  entered,
  value: entered,
  missing: FILL_OUT,
})

const LINES: readonly Kind[] = [
  text('text', 'text', 'textbox', 'abc'),
  text('password', PASSWORD, 'textbox', 'hush'),
  text('url', URL, 'textbox', 'https://example.com/'),
  text('email', 'email', 'textbox', 'ada@example.com'),
  text('tel', 'tel', 'textbox', '+44 1'),
  text('search', 'search', 'searchbox', 'engine'),
  text('date', DATE, 'Date', '2024-02-29'),
  text('time', TIME, 'InputTime', '06:30'),
  text('datetime', DATETIME, 'DateTime', '2024-02-29T06:30'),
  text('month', 'month', 'DateTime', '2024-02'),
  text('week', 'week', 'DateTime', '2024-W09'),
  { ...text('color', COLOR, 'ColorWell', '#00ff80'), missing: null },
  { ...text('number', NUMBER, 'textbox', '-12'), value: -12 },
  { ...text('float', FLOAT, 'textbox', '1.50'), value: 1.5 },
]

const TEXTS_AND_CHOICES: readonly Kind[] = [
  {
    kind: 'textarea',
    field: (o) => textarea('Field', o),
    role: 'textbox',
    entered: 'a\nb',
    value: 'a\nb',
    missing: FILL_OUT,
  },
  {
    kind: 'code editor',
    field: (o) => textarea('Field', { ...o, code: true }),
    role: 'textbox',
    entered: 'let a',
    value: 'let a',
    missing: FILL_OUT,
  },
  {
    kind: 'select',
    field: (o) => select('Field', CITIES, o),
    role: 'combobox',
    entered: 'Paris',
    value: 'Paris',
    missing: null,
  },
  {
    kind: 'select with a hint',
    field: (o) => select('Field', [['Choose one', '', true, true], ...CITIES], o),
    role: 'combobox',
    entered: 'Paris',
    value: 'Paris',
    missing: CHOOSE,
  },
  {
    kind: 'searchable select',
    field: (o) => select('Field', CITIES, { ...o, native: false }),
    role: 'combobox',
    entered: 'Prague',
    value: 'Prague',
    missing: null,
  },
  {
    kind: 'select of several',
    field: (o) => select('Field', CITIES, { ...o, multiple: true }),
    role: 'listbox',
    entered: ['Prague', 'Berlin'],
    value: ['Berlin', 'Prague'],
    missing: CHOOSE,
  },
  {
    kind: 'select that the server searches',
    field: (o) => select('Field', findCities, o),
    role: 'combobox',
    entered: 'Prague',
    value: 'Prague',
    missing: CHOOSE,
  },
  {
    kind: 'select of several that the server searches',
    field: (o) => select('Field', findCities, { ...o, multiple: true }),
    role: 'combobox',
    entered: ['Prague', 'Berlin'],
    value: ['Prague', 'Berlin'],
    missing: CHOOSE,
  },
  {
    kind: 'searchable select of several',
    field: (o) => select('Field', CITIES, { ...o, multiple: true, native: false }),
    role: 'combobox',
    entered: ['Prague', 'Berlin'],
    value: ['Berlin', 'Prague'],
    missing: CHOOSE,
  },
  {
    kind: 'checkbox',
    field: (o) => checkbox('Field', CITIES, o),
    role: 'group',
    entered: ['Prague', 'Berlin'],
    value: ['Berlin', 'Prague'],
    missing: CHOOSE,
  },
  {
    kind: 'radio',
    field: (o) => radio('Field', CITIES, o),
    role: 'radiogroup',
    entered: 'Paris',
    value: 'Paris',
    missing: CHOOSE,
  },
  {
    kind: 'slider',
    field: (o) => slider('Field', o),
    role: 'slider',
    entered: '30',
    value: 30,
    missing: null,
  },
  {
    kind: 'file',
    field: (o) => file_upload('Field', o),
    role: 'button',
    entered: fileOf('a.txt', 'content', 'text/plain'),
    value: expect.objectContaining({ filename: 'a.txt', size: 7, mime_type: 'text/plain' }),
    missing: 'Please choose a file.',
  },
]

/** Asks with a field of this kind, and checks everything that fields have in common. */
async function walkThrough(one: OneSession, { field, role, entered, value, missing }: Kind): Promise<void> {
  const { page } = one
  const heard: unknown[] = []
  let isContent = false
  const { answer } = await one.step(() => ({
    answer: input_group('Form', [
      field({
        name: 'field',
        help_text: 'Help is here.',
        required: true,
        onchange: (now) => void heard.push(now),
        validate: async () => (isContent ? null : 'Not this one.'),
      }),
    ]),
  }))
  const form = formOf(page)
  const frame = fieldOf(form, 'field')
  const submit = form.getByRole('button', { name: 'Submit' })
  const expectMessage = async (message: string): Promise<void> => {
    await form.getByRole('alert').filter({ hasText: message }).waitFor()
    const { description, isInvalid } = await accessibleOf(page, 'Field', role)
    expect(description).toContain(`${message} Help is here.`)
    // A set of boxes has no state of its own, so each box is marked.
    expect(isInvalid || role === 'group').toBe(true)
    expect(await frame.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  }

  await eventually(async () => {
    const { description, isInvalid } = await accessibleOf(page, 'Field', role)
    expect(description).toContain('Help is here.')
    expect(isInvalid).toBe(false)
  })
  if (missing !== null) {
    await submit.click()
    await expectMessage(missing)
  }
  await enter(frame, entered)
  await eventually(() => expect(heard.at(-1)).toEqual(value))
  await submit.click()
  await expectMessage('Not this one.')
  isContent = true
  await submit.click()
  expect(await answer).toEqual({ field: value })
}

it.each([
  ['lines', LINES],
  ['texts and choices', TEXTS_AND_CHOICES],
])(
  'names, describes and requires fields, checks them on the page and by validate, and calls onchange: %s',
  async (_, kinds) => {
    await using one = await openOneSession(chromium)
    for (const row of kinds) {
      await walkThrough(one, row).catch((cause: unknown) => {
        throw new Error(`${row.kind}: ${String(cause)}`, { cause })
      })
    }
  },
)

it('converts what a person enters, or leaves empty, as in PyWebIO’s table', async () => {
  await using one = await openOneSession(chromium)
  const form = formOf(one.page)
  const submit = form.getByRole('button', { name: 'Submit' })
  for (const { input: kind, field, entered, value, ...row } of CONVERSIONS) {
    const ask = () =>
      one.step(() => ({ answer: input_group(kind, [field(webio, { name: 'field' })]) as Promise<object> }))
    const { answer } = await ask()
    await form.getByText(kind, { exact: true }).waitFor()
    await enter(fieldOf(form, 'field'), entered)
    // A button submits the form by itself.
    if (await submit.count()) await submit.click()
    expect({ kind, ...(await answer) }).toEqual({ kind, field: value })
    if (!('empty' in row)) continue
    const left = await ask()
    await form.getByText(kind, { exact: true }).waitFor()
    await submit.click()
    expect({ kind, ...(await left.answer) }).toEqual({ kind, field: row.empty })
  }
})

/** Entries that break a rule of their field: how the field is created, what is entered, and the message. */
const BROKEN: readonly (readonly [
  field: (o: BrokenOptions) => InputItem,
  entered: string,
  message: string,
])[] = [
  [(o) => input('Field', { ...o, type: NUMBER }), '-', 'Please enter a whole number.'],
  [(o) => input('Field', { ...o, type: NUMBER, min: 5 }), '4', 'The value must be 5 or more.'],
  [(o) => input('Field', { ...o, type: NUMBER, max: 5 }), '6', 'The value must be 5 or less.'],
  [
    (o) => input('Field', { ...o, type: NUMBER, step: 2 }),
    '3',
    'Please enter a valid value. The two nearest are 2 and 4.',
  ],
  [(o) => input('Field', { ...o, type: FLOAT }), '.', 'Please enter a number.'],
  [(o) => input('Field', { ...o, minlength: 3 }), 'ab', 'Please use at least 3 characters (you have 2).'],
  [(o) => input('Field', { ...o, pattern: '[a-z]{3}' }), 'ab1', 'Please match the requested format.'],
  [(o) => input('Field', { ...o, type: URL }), 'example', 'Please enter a URL, such as https://example.com.'],
  [(o) => input('Field', { ...o, type: 'email' }), 'ada', 'Please enter an email address.'],
  [
    (o) => input('Field', { ...o, type: DATE, min: '2024-01-01' }),
    '2023-12-31',
    'The value must be 2024-01-01 or more.',
  ],
  [(o) => input('Field', { ...o, type: TIME, max: '12:00' }), '12:30', 'The value must be 12:00 or less.'],
  [(o) => textarea('Field', { ...o, minlength: 3 }), 'ab', 'Please use at least 3 characters (you have 2).'],
  [
    (o) => textarea('Field', { ...o, minlength: 3, code: true }),
    'ab',
    'Please use at least 3 characters (you have 2).',
  ],
]

type BrokenOptions = { name: 'field'; validate: () => null }

it('marks a value that breaks a rule of its field, and does not send it', async () => {
  await using one = await openOneSession(chromium)
  const form = formOf(one.page)
  for (const [field, entered, message] of BROKEN) {
    let isJudged = false
    const validate = (): null => {
      isJudged = true
      return null
    }
    const { answer } = await one.step(() => ({
      answer: input_group(message, [field({ name: 'field', validate })], { cancelable: true }),
    }))
    await form.getByText(message, { exact: true }).waitFor()
    await enter(fieldOf(form, 'field'), entered)
    await form.getByRole('button', { name: 'Submit' }).click()
    await form.getByRole('alert').getByText(message).waitFor()
    await form.getByRole('button', { name: 'Cancel' }).click()
    expect([await answer, isJudged]).toEqual([null, false])
  }
})

it('keeps what is typed into a search before its code is loaded', async () => {
  await using one = await openOneSession(chromium)
  const isLoaded = deferred()
  // What other fields need is there.
  await one.step(() => put_input('other', { label: 'Other' }))
  await one.page.getByLabel('Other').waitFor()
  await one.page.route('**/*.js', async (route) => {
    await isLoaded.promise
    await route.continue()
  })
  const { answer } = await one.step(() => ({ answer: select('City', findCities) }))
  const box = one.page.getByRole('combobox', { name: 'City' })
  await box.focus()
  await one.page.keyboard.type('Prague'.slice(0, 1))
  await one.page.keyboard.press('Enter')
  isLoaded.resolve()
  await one.page.getByRole('option', { name: 'Paris' }).waitFor()
  await one.page.keyboard.type('Prague'.slice(1))
  await one.page.getByText('Found: 1').waitFor()
  expect(await box.inputValue()).toBe('Prague')
  await one.page.keyboard.press('Enter')
  await one.page.getByRole('button', { name: 'Submit' }).click()
  expect(await answer).toBe('Prague')
})
