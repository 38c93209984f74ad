import * as v from 'valibot'
import type { InputItem } from '../../src/index'
import {
  actions,
  checkbox,
  FLOAT,
  input,
  input_group,
  NUMBER,
  radio,
  select,
  slider,
  TEXT,
  textarea,
  URL,
} from '../../src/index'
import { same } from './equal'

/** Only compiled: what input functions give. */
export async function values(): Promise<void> {
  const text = await input()
  same<typeof text, string>(true)
  const typed = await input('x', { type: URL, placeholder: 'p', autocomplete: 'url', 'data-x': 1 })
  same<typeof typed, string>(true)
  const constant = await input('x', { type: TEXT, required: true })
  same<typeof constant, string>(true)
  const number = await input('x', { type: NUMBER })
  same<typeof number, number | null>(true)
  const float = await input('x', { type: FLOAT, required: false })
  same<typeof float, number | null>(true)
  const required = await input('x', { type: 'float', required: true, min: 1 })
  same<typeof required, number>(true)
  const area = await textarea('x', { rows: 3 })
  same<typeof area, string>(true)
  const bar = await slider('x', { min_value: 3 })
  same<typeof bar, number>(true)

  const gift = await select('Gift', ['keyboard', 'ipad'])
  same<typeof gift, 'keyboard' | 'ipad'>(true)
  const mixed = await select('x', [['K', 1], { label: 'x', value: 'y' }, true])
  same<typeof mixed, 1 | 'y' | true>(true)
  const several = await select(
    'x',
    [
      ['K', 1],
      ['L', 2],
    ],
    { multiple: true, native: false },
  )
  same<typeof several, (1 | 2)[]>(true)
  const names: string[] = ['a']
  const name = await select('x', names)
  same<typeof name, string>(true)
  const rows: { label: string; value: { id: number } }[] = []
  const row = await select('x', rows)
  same<typeof row, { id: number }>(true)
  const ticked = await checkbox('x', ['a', 'b'], { inline: true })
  same<typeof ticked, ('a' | 'b')[]>(true)
  const picked = await radio('x', ['a', 'b'])
  same<typeof picked, 'a' | 'b' | null>(true)
  const sure = await radio('x', ['a', 'b'], { required: true })
  same<typeof sure, 'a' | 'b'>(true)

  const pressed = await actions('x', [
    ['Yes', true],
    ['No', false],
  ])
  same<typeof pressed, boolean>(true)
  const cancelled = await actions('x', ['x', { label: 'q', value: 'z', type: 'cancel' }])
  same<typeof cancelled, 'x' | null>(true)
  const reset = await actions('x', ['x', { label: 'q', type: 'reset' }, ['r', 'no', 'reset']])
  same<typeof reset, 'x'>(true)
}

/** Only compiled: what rules, watchers and buttons get. */
export async function functions(): Promise<void> {
  await input('x', {
    type: NUMBER,
    validate: (value) => same<typeof value, number | null>(true),
    onchange: (value) => same<typeof value, number | null>(true),
  })
  await input('x', {
    type: NUMBER,
    required: true,
    validate: async (value) => (same<typeof value, number>(true), value > 1 ? 'x' : undefined),
  })
  await select('x', ['a', 'b'], { onchange: (value) => same<typeof value, 'a' | 'b'>(true) })
  await checkbox('x', [1, 2], { validate: (value) => (same<typeof value, (1 | 2)[]>(true), null) })
  const kept = await input('x', { action: ['go', (set) => set('a')] })
  same<typeof kept, string>(true)
  // @ts-expect-error a rule gives a message or nothing
  await input('x', { validate: () => 5 })
  // @ts-expect-error there is no such type
  await input('x', { type: 'file' })
  // @ts-expect-error a misspelt option
  await input('x', { helptext: 'x' })
  // @ts-expect-error options are needed
  await select('x')
}

/** Only compiled: the output of a Standard Schema is the value. */
export async function schemas(): Promise<void> {
  const length = await input('x', {
    validate: v.pipe(
      v.string(),
      v.transform((text) => text.length),
    ),
  })
  same<typeof length, number>(true)
  const number = await input('x', {
    type: NUMBER,
    validate: v.pipe(v.nullable(v.number()), v.transform(String)),
  })
  same<typeof number, string>(true)
  const { a } = await input_group('G', [input('a', { name: 'a' })], {
    validate: v.object({ a: v.pipe(v.string(), v.transform(Number)) }),
  })
  same<typeof a, number>(true)
  const item = input('x', {
    name: 'n',
    validate: v.pipe(
      v.string(),
      v.transform((text) => text.length),
    ),
  })
  same<typeof item, InputItem<'n', number, 'field'>>(true)
}

/** Only compiled: what groups give. */
export async function groups(): Promise<void> {
  const { name, age } = await input_group('Info', [
    input('Name', { name: 'name' }),
    input('Age', { name: 'age', type: NUMBER }),
  ])
  same<typeof name, string>(true)
  same<typeof age, number | null>(true)

  const all = await input_group('G', [
    input('a', { name: 'a', type: FLOAT, required: true }),
    textarea('b', { name: 'b' }),
    select('c', ['x', 'y'], { name: 'c' }),
    checkbox('d', [['X', 1]], { name: 'd' }),
    radio('e', ['x'], { name: 'e' }),
    slider('f', { name: 'f' }),
  ])
  same<typeof all, { a: number; b: string; c: 'x' | 'y'; d: 1[]; e: 'x' | null; f: number }>(true)

  const cancelable = await input_group('G', [input('a', { name: 'a' })], { cancelable: true })
  same<typeof cancelable, { a: string } | null>(true)
  const last = await input_group('G', [
    input('a', { name: 'a' }),
    actions('', ['save', 'send'], { name: 'cmd' }),
  ])
  same<typeof last, { a: string; cmd: 'save' | 'send' }>(true)
  const first = await input_group('G', [actions('', ['save'], { name: 'cmd' }), input('a', { name: 'a' })])
  same<typeof first, { a: string; cmd: 'save' | null }>(true)
  const cancel = await input_group('G', [
    input('a', { name: 'a' }),
    actions('', ['save', { label: 'No', type: 'cancel' }], { name: 'cmd' }),
  ])
  same<typeof cancel, { a: string; cmd: 'save' } | null>(true)

  await input_group('G', [input('a', { name: 'a' }), input('b', { name: 'b', type: NUMBER })], {
    validate: (values) => {
      same<typeof values, { a: string; b: number | null }>(true)
      return values.a === '' ? ['a', 'no'] : null
    },
  })
  await input_group('G', [input('a', { name: 'a' })], {
    // @ts-expect-error no field of that name
    validate: () => ['b', 'no'],
  })
  // @ts-expect-error a field for a group needs a name
  await input_group('G', [input('a')])
}
