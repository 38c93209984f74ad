import {
  actions,
  checkbox,
  hold,
  input,
  input_group,
  on_event,
  popup,
  put_button,
  put_collapse,
  put_html,
  put_image,
  put_link,
  put_markdown,
  put_progressbar,
  put_row,
  put_scope,
  put_table,
  put_text,
  radio,
  select,
  slider,
  toast,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, turn } from '../support/app'

it('the example of the contract: form, submit by name, click, text, outputs', async () => {
  const t = await open_app(
    async ({ greeting }) => {
      const { name, age } = await input_group('Info', [
        input('Name', { name: 'name' }),
        input('Age', { name: 'age', type: 'number' }),
      ])
      put_text(greeting, name, age)
      put_button('Delete', () => toast('deleted', { color: 'warn' }))
    },
    { params: { greeting: 'Hello' } },
  )
  const { label, fields } = await t.form()
  expect([label, fields.map((field) => field.name)]).toEqual(['Info', ['name', 'age']])
  expect(await t.submit({ name: 'Bob', age: 30 })).toEqual({})
  await t.click('Delete')
  expect([t.text(), t.toasts, t.popup]).toEqual([
    'Hello Bob 30\nDelete',
    [{ content: 'deleted', color: 'warn' }],
    null,
  ])
  expect(t.outputs).toMatchObject([
    { type: 'text', text: 'Hello Bob 30', scope: 'ROOT' },
    { type: 'button', label: 'Delete', scope: 'ROOT' },
  ])
  expect([t.closed, await t.close(), t.closed]).toEqual([false, undefined, true])
})

it('text returns the text of the page or of a scope as a person would read it', async () => {
  const t = await open_app(() => {
    put_markdown('# a')
    put_html('<b>b</b><br>')
    put_link('c', { url: '/' })
    put_image('/x', { title: 'd' })
    put_image('/x')
    put_row([put_text('e'), null, put_progressbar('p', { init: 0.5 })])
    use_scope('s', () => put_collapse('f', put_table([['g', put_text('h')]])))
    put_scope('empty')
  })
  expect(t.text()).toBe('# a\nb\nc\nd\ne\n50.0%\nf\ng\th')
  expect([t.text('s'), t.text('empty')]).toEqual(['f\ng\th', ''])
  expect(() => t.text('no')).toThrow(new RangeError('text: there is no scope "no" on the page.'))
})

it('fields that the answer does not name keep their value', async () => {
  let values: unknown
  const t = await open_app(async () => {
    values = await input_group('G', [
      input('a', { name: 'a', value: 'kept' }),
      select('b', ['x', 'y'], { name: 'b', value: 'y' }),
      checkbox('c', ['x', 'y'], { name: 'c', value: ['x'] }),
      radio('d', ['x'], { name: 'd' }),
      actions('', ['first', 'second'], { name: 'e' }),
    ])
  })
  await t.submit({})
  expect(values).toEqual({ a: 'kept', b: 'y', c: ['x'], d: null, e: 'first' })
})

it('choices are named by value or by label; null chooses nothing', async () => {
  let values: unknown
  const t = await open_app(async () => {
    values = await input_group('G', [
      select(
        'a',
        [
          ['One', 1],
          ['Two', 2],
        ],
        { name: 'a' },
      ),
      checkbox('b', [['One', { n: 1 }]], { name: 'b' }),
      radio('c', ['x', ['Y', 'x2', true]], { name: 'c' }),
      actions(
        '',
        [
          ['Save it', 'save'],
          ['Send it', 'send'],
        ],
        { name: 'd' },
      ),
    ])
  })
  await t.submit({ a: 'Two', b: { n: 1 }, c: null, d: 'Send it' })
  expect(values).toEqual({ a: 2, b: [{ n: 1 }], c: null, d: 'send' })
})

describe('describes mistakes in a test', () => {
  it.each<[string, (t: Awaited<ReturnType<typeof open_app>>) => Promise<unknown>, string]>([
    [
      'submit of an unknown field',
      (t) => t.submit({ x: 1 }),
      'submit: the form has no field "x". It has a, b.',
    ],
    [
      'submit of an unknown option',
      (t) => t.submit({ b: 'z' }),
      'submit: b does not offer "z". It offers "x", "y".',
    ],
    [
      'click of an unknown button',
      (t) => t.click('No'),
      'click: there is no button "No" on the page:\nGo Off',
    ],
    ['click of a disabled button', (t) => t.click('Off'), 'click: the button "Off" is disabled.'],
    [
      'click of the third of two buttons',
      (t) => t.click('Go', { nth: 2 }),
      'click: there is no button "Go" on the page:\nGo Off',
    ],
    ['blur of an unknown field', (t) => t.blur('x', ''), 'blur: the form has no field "x".'],
    ['change of an unknown field', (t) => t.change('x', ''), 'change: the form has no field "x".'],
    ['change of a field that nobody watches', (t) => t.change('a', ''), 'change: refused with not_watched'],
    ['press without a button', (t) => t.press('a'), 'press: refused with no_such_callback'],
    ['cancel without a Cancel button', (t) => t.cancel(), 'cancel: refused with not_cancelable'],
    ['dismiss without an open popup', (t) => t.dismiss(), 'dismiss: no popup is open.'],
    ['an event without a listener', (t) => t.send('x'), 'send: refused with no_such_callback'],
  ])('%s', async (_, act, message) => {
    const { put_buttons } = await import('../../src/index')
    const t = await open_app(async () => {
      put_buttons(['Go', { label: 'Off', value: 0, disabled: true }], () => {})
      await input_group('G', [input('a', { name: 'a' }), select('b', ['x', 'y'], { name: 'b' })])
    })
    await expect(act(t)).rejects.toThrow(message)
  })

  it('a form that never appears: the message contains the page and the task’s error', async () => {
    const error = new Error('mine')
    const t = await open_app(
      async () => {
        put_button('b', () => {})
        throw error
      },
      { patience: 0.02 },
    )
    const said = await t.form().catch((caught: Error) => caught)
    expect(said).toMatchObject({
      message: 'form: a form has not come within 0.02 s. The page shows:\nb',
      cause: error,
    })
  })

  it('a form after the session has ended', async () => {
    const error = new Error('mine')
    const t = await open_app(() => Promise.reject(error))
    await expect(t.form()).rejects.toMatchObject({
      message: 'form: the session has ended and no form is open.',
      cause: error,
    })
  })

  it('an answer that never arrives', async () => {
    const t = await open_app(() => input('x', { validate: () => new Promise(() => {}) }), { patience: 0.02 })
    await expect(t.submit('a')).rejects.toThrow('submit: the answer has not come within 0.02 s.')
  })
})

it('form waits for a form that appears later', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    await gate.promise
    await input('late')
  })
  const form = t.form()
  await turn()
  gate.open()
  expect((await form).label).toBe('late')
})

it('click prefers the popup on top, and the first enabled one of several', async () => {
  const clicked: string[] = []
  const t = await open_app(() => {
    put_button('a', () => clicked.push('page'))
    put_button('b', () => clicked.push('disabled'), { disabled: true })
    put_button('b', () => clicked.push('second'))
    popup(
      '1',
      put_button('a', () => clicked.push('below')),
    )
    popup(
      '2',
      put_button('a', () => clicked.push('top')),
    )
  })
  await t.click('a')
  await t.click('a', { nth: 2 })
  await t.click('b')
  expect(clicked).toEqual(['top', 'page', 'second'])
})

it('settle waits for callbacks that take several microtasks, and for their outputs', async () => {
  const t = await open_app(() => {
    put_button('a', async () => {
      for (let i = 0; i < 50; i++) await Promise.resolve()
      put_text('b')
    })
  })
  await t.click('a')
  expect(t.text()).toBe('a\nb')
})

it('several apps are independent', async () => {
  const main = () => {
    on_event('x', (data) => put_text(data))
    return hold()
  }
  const [a, b] = [await open_app(main), await open_app(main)]
  await a.send('x', 1)
  await b.send('x', 2)
  expect([a.text(), b.text()]).toEqual(['1', '2'])
})

it('debug shows the stack, and errors contains the error of a failing task', async () => {
  const error = new Error('mine')
  const t = await open_app(() => Promise.reject(error), { debug: true })
  expect([t.errors, t.popup?.text.startsWith('Error: mine'), t.closed]).toEqual([[error], true, true])
})

describe('answers of a single field', () => {
  it.each<[string, () => Promise<unknown>, unknown, unknown]>([
    ['by its name', () => input('Name'), { data: 'Bob' }, 'Bob'],
    ['bare', () => input('Name'), 'Bob', 'Bob'],
    ['an option by its name', () => select('S', ['a', 'b']), { data: 'b' }, 'b'],
    ['an object that is offered', () => select('S', [['A', { data: 1 }]]), { data: 1 }, { data: 1 }],
  ])('%s', async (_, ask, given, expected) => {
    let got: unknown
    const t = await open_app(async () => {
      got = await ask()
    })
    expect(await t.submit(given)).toEqual({})
    expect(got).toEqual(expected)
  })
})

it.each<[string, () => unknown, unknown, string]>([
  [
    'a disabled option',
    () => select('S', ['a', ['b', 'b', false, true]]),
    'b',
    'submit: data does not let "b" be chosen: the option is disabled.',
  ],
  [
    'a disabled radio',
    () => radio('S', [['b', 'b', false, true]]),
    'b',
    'submit: data does not let "b" be chosen: the option is disabled.',
  ],
  [
    'a disabled box',
    () => checkbox('S', ['a', ['b', 'b', false, true]]),
    ['b'],
    'submit: data does not let "b" be chosen: the option is disabled.',
  ],
  [
    'a box twice',
    () => checkbox('S', ['a']),
    ['a', 'a'],
    'submit: data cannot hold ["a","a"]: each option can be chosen once.',
  ],
  ['a slider without a number', () => slider('S'), 'x', 'submit: data takes a number, not "x".'],
  [
    'a disabled button',
    () => actions('A', ['ok', { label: 'no', value: 1, disabled: true }]),
    1,
    'submit: the button "no" of data is disabled.',
  ],
])(
  'an answer that no page can send throws with the field and the reason: %s',
  async (_, ask, given, message) => {
    const t = await open_app(async () => {
      await ask()
    })
    await expect(t.submit(given)).rejects.toThrow(message)
    await t.close()
  },
)

it('a slider value outside of its range returns a message', async () => {
  const t = await open_app(async () => {
    await slider('S')
  })
  expect(await t.submit(1000)).toEqual({ data: 'The value must be 100 or less.' })
  await t.close()
})
