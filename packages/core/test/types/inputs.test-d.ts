import * as v from 'valibot'
import type { InputItem, UploadedFile } from '../../src/index'
import {
  actions,
  bind,
  confirm,
  checkbox,
  DATETIME,
  file_upload,
  FLOAT,
  input,
  input_group,
  NUMBER,
  popup_input,
  radio,
  select,
  slider,
  TEXT,
  textarea,
  URL,
} from '../../src/index'
import { typeOf } from './equal'

/** Only compiled: the types that input functions return. */
export async function values(): Promise<void> {
  const text = await input()
  typeOf(text).is<string>(true)
  const typed = await input('x', { type: URL, placeholder: 'p', autocomplete: 'url', 'data-x': 1 })
  typeOf(typed).is<string>(true)
  const constant = await input('x', { type: TEXT, required: true })
  typeOf(constant).is<string>(true)
  const number = await input('x', { type: NUMBER })
  typeOf(number).is<number | null>(true)
  const float = await input('x', { type: FLOAT, required: false })
  typeOf(float).is<number | null>(true)
  const required = await input('x', { type: 'float', required: true, min: 1 })
  typeOf(required).is<number>(true)
  const moment = await input('x', { type: DATETIME, required: true })
  typeOf(moment).is<string>(true)
  const area = await textarea('x', { rows: 3 })
  typeOf(area).is<string>(true)
  const bar = await slider('x', { min_value: 3 })
  typeOf(bar).is<number>(true)

  const gift = await select('Gift', ['keyboard', 'ipad'])
  typeOf(gift).is<'keyboard' | 'ipad'>(true)
  const mixed = await select('x', [['K', 1], { label: 'x', value: 'y' }, true])
  typeOf(mixed).is<1 | 'y' | true>(true)
  const several = await select(
    'x',
    [
      ['K', 1],
      ['L', 2],
    ],
    { multiple: true, native: false },
  )
  typeOf(several).is<(1 | 2)[]>(true)
  const names: string[] = ['a']
  const name = await select('x', names)
  typeOf(name).is<string>(true)
  const rows: { label: string; value: { id: number } }[] = []
  const row = await select('x', rows)
  typeOf(row).is<{ id: number }>(true)
  const found = await select('x', async (query) => rows.filter(({ label }) => label === query))
  typeOf(found).is<{ id: number } | null>(true)
  const pairs = await select('x', (query, { signal }) => [[query, signal.aborted ? 1 : 2]], {
    required: true,
  })
  typeOf(pairs).is<1 | 2>(true)
  const people: { name: string; id: number }[] = []
  const mapped = await select('x', async () => people.map(({ name, id }) => [name, id]), { multiple: true })
  typeOf(mapped).is<number[]>(true)
  const inGroup = await input_group('x', [select('x', () => ['a', 'b'], { name: 'letter', value: 'a' })])
  typeOf(inGroup).is<{ letter: 'a' | 'b' | null }>(true)
  const ticked = await checkbox('x', ['a', 'b'], { inline: true })
  typeOf(ticked).is<('a' | 'b')[]>(true)
  const picked = await radio('x', ['a', 'b'])
  typeOf(picked).is<'a' | 'b' | null>(true)
  const sure = await radio('x', ['a', 'b'], { required: true })
  typeOf(sure).is<'a' | 'b'>(true)

  const pressed = await actions('x', [
    ['Yes', true],
    ['No', false],
  ])
  typeOf(pressed).is<boolean>(true)
  const cancelled = await actions('x', ['x', { label: 'q', value: 'z', type: 'cancel' }])
  typeOf(cancelled).is<'x' | null>(true)
  const reset = await actions('x', ['x', { label: 'q', type: 'reset' }, ['r', 'no', 'reset']])
  typeOf(reset).is<'x'>(true)
}

/** Only compiled: the types that file fields return. */
export async function files(): Promise<void> {
  const one = await file_upload('x', { accept: ['.pdf', 'image/*'], max_size: '5M' })
  typeOf(one).is<UploadedFile | null>(true)
  const sure = await file_upload('x', { required: true })
  typeOf(sure).is<UploadedFile>(true)
  const several = await file_upload('x', { multiple: true, max_total_size: 10 })
  typeOf(several).is<UploadedFile[]>(true)
  const some = await file_upload('x', { multiple: true, required: true })
  typeOf(some).is<UploadedFile[]>(true)
  const field = file_upload('x', { name: 'f', required: true })
  typeOf(field).is<InputItem<'f', UploadedFile, 'field'>>(true)
  const group = await input_group(
    'G',
    [file_upload('x', { name: 'cv' }), file_upload('y', { name: 'more', multiple: true })],
    { cancelable: true },
  )
  typeOf(group).is<{ cv: UploadedFile | null; more: UploadedFile[] } | null>(true)
  await file_upload('x', {
    validate: (file) => (typeOf(file).is<UploadedFile | null>(true), null),
    onchange: (file) => typeOf(file).is<UploadedFile | null>(true),
  })
  const size = await file_upload('x', {
    required: true,
    validate: v.pipe(
      v.custom<UploadedFile>(() => true),
      v.transform((file) => file.size),
    ),
  })
  typeOf(size).is<number>(true)
  // @ts-expect-error the chosen files cannot be set
  void file_upload('x', { value: 'a.txt' })
}

/** Only compiled: the arguments of rules, watchers and buttons. */
export async function functions(): Promise<void> {
  await input('x', {
    type: NUMBER,
    validate: (value) => typeOf(value).is<number | null>(true),
    onchange: (value) => typeOf(value).is<number | null>(true),
  })
  await input('x', {
    type: NUMBER,
    required: true,
    validate: async (value) => (typeOf(value).is<number>(true), value > 1 ? 'x' : undefined),
  })
  await select('x', ['a', 'b'], { onchange: (value) => typeOf(value).is<'a' | 'b'>(true) })
  await radio('x', ['a', 'b'], { onchange: (value) => typeOf(value).is<'a' | 'b' | null>(true) })
  await radio('x', ['a'], { required: true, validate: (value) => (typeOf(value).is<'a'>(true), null) })
  await select('x', ['a', 'b'], {
    multiple: true,
    validate: (value) => (typeOf(value).is<('a' | 'b')[]>(true), null),
  })
  await slider('x', { validate: (value) => (typeOf(value).is<number>(true), null) })
  await textarea('x', { code: { mode: 'python', theme: 'darcula' }, onchange: (value) => value.trim() })
  await checkbox('x', [1, 2], { validate: (value) => (typeOf(value).is<(1 | 2)[]>(true), null) })
  const kept = await input('x', { action: ['go', (set) => set('a')] })
  typeOf(kept).is<string>(true)
  // @ts-expect-error a rule returns a message or nothing
  void input('x', { validate: () => 5 })
  // @ts-expect-error there is no such type
  void input('x', { type: 'file' })
  // @ts-expect-error a misspelt option
  void input('x', { helptext: 'x' })
  // @ts-expect-error a slider has no text
  void slider('x', { value: '3' })
  // @ts-expect-error buttons have no rule
  void actions('x', ['a'], { validate: () => null })
  // @ts-expect-error options are needed
  void select('x')
}

/** Only compiled: the output of a Standard Schema is the value. */
export async function schemas(): Promise<void> {
  const length = await input('x', {
    validate: v.pipe(
      v.string(),
      v.transform((text) => text.length),
    ),
  })
  typeOf(length).is<number>(true)
  const number = await input('x', {
    type: NUMBER,
    validate: v.pipe(v.nullable(v.number()), v.transform(String)),
  })
  typeOf(number).is<string>(true)
  const { a } = await input_group('G', [input('a', { name: 'a' })], {
    validate: v.object({ a: v.pipe(v.string(), v.transform(Number)) }),
  })
  typeOf(a).is<number>(true)
  const item = input('x', {
    name: 'n',
    validate: v.pipe(
      v.string(),
      v.transform((text) => text.length),
    ),
  })
  typeOf(item).is<InputItem<'n', number, 'field'>>(true)
}

/** Only compiled: the types that groups return. */
export async function groups(): Promise<void> {
  const { name, age } = await input_group('Info', [
    input('Name', { name: 'name' }),
    input('Age', { name: 'age', type: NUMBER }),
  ])
  typeOf(name).is<string>(true)
  typeOf(age).is<number | null>(true)

  const all = await input_group('G', [
    input('a', { name: 'a', type: FLOAT, required: true }),
    textarea('b', { name: 'b' }),
    select('c', ['x', 'y'], { name: 'c' }),
    checkbox('d', [['X', 1]], { name: 'd' }),
    radio('e', ['x'], { name: 'e' }),
    slider('f', { name: 'f' }),
  ])
  typeOf(all).is<{ a: number; b: string; c: 'x' | 'y'; d: 1[]; e: 'x' | null; f: number }>(true)

  const cancelable = await input_group('G', [input('a', { name: 'a' })], { cancelable: true })
  typeOf(cancelable).is<{ a: string } | null>(true)
  const last = await input_group('G', [
    input('a', { name: 'a' }),
    actions('', ['save', 'send'], { name: 'cmd' }),
  ])
  typeOf(last).is<{ a: string; cmd: 'save' | 'send' }>(true)
  const first = await input_group('G', [actions('', ['save'], { name: 'cmd' }), input('a', { name: 'a' })])
  typeOf(first).is<{ a: string; cmd: 'save' | null }>(true)
  const cancel = await input_group('G', [
    input('a', { name: 'a' }),
    actions('', ['save', { label: 'No', type: 'cancel' }], { name: 'cmd' }),
  ])
  typeOf(cancel).is<{ a: string; cmd: 'save' } | null>(true)

  await input_group('G', [input('a', { name: 'a' }), input('b', { name: 'b', type: NUMBER })], {
    validate: (values) => {
      typeOf(values).is<{ a: string; b: number | null }>(true)
      return values.a === '' ? ['a', 'no'] : null
    },
  })
  await input_group('G', [input('a', { name: 'a' })], {
    // @ts-expect-error there is no field with this name
    validate: () => ['b', 'no'],
  })
  // @ts-expect-error a field for a group needs a name
  void input_group('G', [input('a')])
}

/** Only compiled: questions in popups. */
export async function dialogs(): Promise<void> {
  const sure = await confirm('Sure?')
  typeOf(sure).is<boolean>(true)
  const items = [
    input('x', { name: 'text' }),
    input('y', { name: 'count', type: NUMBER, required: true }),
  ] as const
  const given = await popup_input('x', items)
  typeOf(given).is<{ text: string; count: number } | null>(true)
  const certain = await popup_input('x', items, { cancelable: false, size: 'large' })
  typeOf(certain).is<{ text: string; count: number }>(true)
  const own = await popup_input('x', [items[0], actions('', [['no', 0, 'cancel']], { name: 'a' })], {
    cancelable: false,
  })
  typeOf(own !== null).is<boolean>(true)
  const parsed = await popup_input('x', items, {
    validate: v.object({ text: v.string(), count: v.pipe(v.number(), v.transform(String)) }),
  })
  typeOf(parsed).is<{ text: string; count: string } | null>(true)
  // @ts-expect-error the popup is the place
  await popup_input('x', items, { scope: 'y' })
  const later = bind(async (a: number, b: string) => `${a}${b}`)
  typeOf(later).is<(this: unknown, a: number, b: string) => Promise<string>>(true)
  const now = bind((a: number) => a + 1)
  typeOf(now).is<(this: unknown, a: number) => number | undefined>(true)
}

/** Only compiled: the type of an input follows from its options, not from the variable that receives it. */
export async function notFromItsTarget(): Promise<void> {
  // @ts-expect-error -- a text
  const age: number = await input('Age')
  // @ts-expect-error -- a number, or null
  const name: string = await input('Name', { type: NUMBER })
  // @ts-expect-error -- a text
  const area: Date = await textarea('x')
  // @ts-expect-error -- one of the options
  const city: number = await select('City', ['Paris', 'Rome'])
  // @ts-expect-error -- an array
  const colors: string = await checkbox('Colors', ['red', 'blue'])
  // @ts-expect-error -- a number
  const volume: string = await slider('Volume')
  // @ts-expect-error -- a file, or null
  const file: string = await file_upload('A file')
  // @ts-expect-error -- `a` is a text
  const group: { a: number } = await input_group('Group', [input('A', { name: 'a' })])
  // @ts-expect-error -- a text
  const item: InputItem<'a', number, 'field'> = input('A', { name: 'a' })
  void [age, name, area, city, colors, volume, file, group, item]
}
