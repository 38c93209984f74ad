import {
  actions,
  checkbox,
  FLOAT,
  input,
  NUMBER,
  put_text,
  radio,
  select,
  slider,
  textarea,
} from '@webio/core'

/** input: a line of text. The call waits for the answer, and returns what was typed. */
export async function text() {
  const name = await input('What is your name?', {
    required: true,
    placeholder: 'Ada',
    help_text: 'As your friends call you',
    autocomplete: 'name',
  })
  put_text(`Hello ${name}`)
}

/** input, type: numbers arrive as numbers, and the server checks their limits too. */
export async function numbers() {
  const age = await input('Age', {
    type: NUMBER,
    required: true,
    min: 0,
    max: 120,
  })
  const height = await input('Height in metres', { type: FLOAT, step: 0.01 })
  put_text(age + 1, height === null ? 'no height' : height * 100)
}

/** input, dates and colors: the browser's own pickers, for every type in HTML. */
export async function pickers() {
  put_text(await input('Departure', { type: 'date', min: '2026-01-01' }))
  put_text(await input('Alarm', { type: 'time', value: '06:30' }))
  put_text(await input('Paint', { type: 'color', value: '#2457d6' }))
}

/** input, suggestions and a button: suggestions do not restrict what is typed, and the value that the button sets stays on the server. */
export async function helpers() {
  put_text(
    await input('Browser', { datalist: ['Chromium', 'Firefox', 'Safari'] }),
  )
  const seat = await input('Seat', {
    action: [
      'Find one',
      (set_value) => set_value({ row: 12, letter: 'A' }, '12A, window'),
    ],
  })
  put_text('You sit in', seat)
}

/** textarea: several lines, with limits for their length. */
export async function lines() {
  const story = await textarea('Your story', {
    rows: 4,
    minlength: 10,
    maxlength: 200,
  })
  put_text(`${story.split(/\s+/).length} words`)
}

/** textarea, code: a code editor in a language and theme of your choice, loaded on demand. */
export async function code() {
  const program = await textarea('Program', {
    code: { mode: 'python' },
    rows: 5,
    value: 'def double(x):\n    return x * 2\n',
  })
  put_text(`${program.length} characters`)
}

/** select: one or many from a list; with native: false, a searchable list. Values can be any JSON. */
export async function lists() {
  const city = await select('City', [
    ['Rome', { id: 1 }],
    ['Paris', { id: 2 }, true],
  ])
  const fruits = await select('Fruits', ['apple', 'pear', 'plum', 'quince'], {
    multiple: true,
    native: false,
    value: ['pear'],
  })
  put_text(city.id, fruits)
}

const RIVERS = [
  'Amazon',
  'Danube',
  'Ganges',
  'Mekong',
  'Niger',
  'Nile',
  'Rhine',
  'Yangtze',
]

/** select, options from a function: the server finds them while you type, and only options that it has offered can be chosen. */
export async function search() {
  const river = await select(
    'River',
    async (query, { signal }) => {
      signal.throwIfAborted()
      return RIVERS.filter((name) =>
        name.toLowerCase().includes(query.toLowerCase()),
      )
    },
    { required: true },
  )
  put_text(`${river} it is.`)
}

/** checkbox, radio: visible choices, some of which may be disabled. */
export async function choices() {
  const extras = await checkbox(
    'With',
    ['milk', 'sugar', ['gold', 'gold', false, true]],
    {
      inline: true,
    },
  )
  const size = await radio('Size', ['S', 'M', 'L'], {
    value: 'M',
    required: true,
  })
  put_text(size, extras)
}

/** slider: a number on a scale. */
export async function bar() {
  put_text(await slider('Volume', { value: 30, max_value: 110, step: 10 }))
}

/** actions: buttons that are the answer. A single press closes the form. */
export async function buttons() {
  const answer = await actions('Delete all files?', [
    { label: 'Delete', value: 'delete', color: 'danger' },
    ['Keep', 'keep'],
    { label: 'Cancel', type: 'cancel' },
  ])
  put_text(answer ?? 'cancelled')
}
