import {
  clear,
  get_pin_values,
  NUMBER,
  pin,
  pin_on_change,
  pin_update,
  pin_wait_change,
  put_actions,
  put_button,
  put_checkbox,
  put_collapse,
  put_input,
  put_radio,
  put_select,
  put_slider,
  put_text,
  put_textarea,
  remove,
  run_async,
  use_scope,
} from '../../src/index'
import type { Output } from '../../src/index'
import type { PinNode } from '../../src/protocol/output-spec'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { Gate, inSession, thrown, turn } from '../support/app'
import { hostOf, RawPage } from '../support/raw-page'

const allPins = (): void => {
  put_input('text', { label: 'Text', value: 'a' })
  put_input('number', { type: NUMBER })
  put_textarea('area', { value: 'x\ny' })
  put_select('one', { options: ['a', ['B', { b: 1 }], ['C', [1, 2]]] })
  put_select('many', { options: [1, 2, 3], multiple: true, value: [3] })
  put_checkbox('boxes', { options: ['p', 'q'], value: ['q'] })
  put_radio('radio', { options: [true, false] })
  put_slider('slider', { value: 40 })
  put_actions('buttons', { buttons: ['go', ['Stop', { stop: true }]] })
}

const writeToP = (text: string): void => {
  pin['p'] = text
}

const pinNode = (app: OpenApp, name: string): PinNode => {
  const found = app.outputs.find((one) => one.type === 'pin' && one.field.name === name && !one.expired)
  if (found?.type !== 'pin') throw new Error(`no pin ${name}`)
  return found
}

it('pins hold their initial values, in the form that input functions return', async () => {
  let values
  await open_app(async () => {
    allPins()
    values = await get_pin_values()
  })
  expect(values).toEqual({
    text: 'a',
    number: null,
    area: 'x\ny',
    one: 'a',
    many: [3],
    boxes: ['q'],
    radio: null,
    slider: 40,
    buttons: null,
  })
})

it.each([
  ['text', 'hello', 'hello'],
  ['number', '42', 42],
  ['number', '-', null],
  ['area', 'many\nlines', 'many\nlines'],
  ['one', { b: 1 }, { b: 1 }],
  ['one', 'C', [1, 2]],
  ['many', [3, 1], [1, 3]],
  ['boxes', ['q', 'p'], ['p', 'q']],
  ['boxes', [], []],
  ['radio', false, false],
  ['slider', 7, 7],
  ['buttons', 'Stop', { stop: true }],
])(
  'a change of %s to %j looks the same to pin, pin_wait_change, pin_on_change and onchange',
  async (name, given, value) => {
    const seen: unknown[] = []
    const app = await open_app(async () => {
      allPins()
      pin_on_change(name, { onchange: (now) => seen.push(now) })
      const change = await pin_wait_change('other', [name, 'another'])
      seen.push(change, await pin[name])
    })
    await app.change_pin(name, given)
    expect(seen).toHaveLength(3)
    expect(seen).toContainEqual({ name, value })
    expect(seen.filter((one) => JSON.stringify(one) === JSON.stringify(value))).toHaveLength(2)
    expect(app.errors).toEqual([])
  },
)

it('[P2] a callback reads the value at the time of the click', async () => {
  const gate = new Gate()
  const app = await open_app(() => {
    put_input('name')
    put_button('Read', async () => {
      const atClick = pin['name']
      await gate.promise
      put_text(`${String(await atClick)} then ${String(await pin['name'])}`)
    })
  })
  await app.change_pin('name', 'early')
  await app.click('Read')
  await app.change_pin('name', 'late')
  gate.open()
  await app.settle()
  expect(app.text()).toContain('early then late')
})

it('reading 150 pins in a callback sends nothing to the page', async () => {
  const names = Array.from({ length: 150 }, (_, index) => `pin${index}`)
  const page = new RawPage(
    hostOf(() => {
      for (const name of names) put_input(name, { value: name })
      put_button('Read', async () => {
        const read: unknown[] = []
        for (const name of names) read.push(await pin[name])
        put_text(read.join())
      })
    }),
  )
  page.connect()
  await turn()
  const shown = page.batches.flatMap(({ commands }) => commands)
  const button = shown
    .flatMap((command) => (command.type === 'output-insert' ? command.outputs : []))
    .find((output) => typeof output !== 'number' && output.type === 'button')
  const before = page.heard.length
  page.say({
    type: 'event',
    n: 1,
    seen: page.batches.length,
    event: { type: 'callback-fire', output: (button as { id: number }).id, key: 0 },
  })
  await turn()
  // The button reports that it is busy. Otherwise, only the text is sent, and nothing is requested from the
  // page.
  const heard = page.heard.slice(before)
  expect(heard.map(({ type }) => type)).toEqual(heard.map(() => 'batch'))
  const commands = heard.flatMap((message) => (message.type === 'batch' ? message.commands : []))
  expect(commands.filter(({ type }) => type !== 'output-update')).toMatchObject([
    { type: 'output-insert', outputs: [{ type: 'text', text: names.join() }] },
  ])
})

it('returns null for a pin that is not, or no longer, on the page', async () => {
  const values: unknown[] = []
  await open_app(async () => {
    values.push(await pin['nowhere'])
    use_scope('box', () => void put_input('a', { value: 'x' }))
    values.push(await pin['a'])
    remove('box')
    values.push(await pin['a'], await get_pin_values())
  })
  expect(values).toEqual([null, 'x', null, {}])
})

it('use_strict makes reading a missing pin an error, in the session that calls it', async () => {
  const read = (): Promise<unknown> => pin['nowhere'] as Promise<unknown>
  const strict = await inSession(() => {
    pin.use_strict()
    return read().catch(String)
  })
  expect(strict).toBe('RangeError: pin.nowhere: pin widget "nowhere" doesn\'t exist.')
  expect(await inSession(read)).toBeNull()
})

it('writing a pin changes its value on the page and on the server, and does not count as a person’s change', async () => {
  const seen: unknown[] = []
  const app = await open_app(async () => {
    allPins()
    pin_on_change('text', { onchange: (value) => seen.push(value) })
    pin['text'] = 'set'
    pin['number'] = 5
    pin['one'] = { b: 1 }
    pin['many'] = [1, 2]
    pin['radio'] = true
    pin['slider'] = 9
    seen.push(await get_pin_values(['text', 'number', 'one', 'many', 'radio', 'slider']))
  })
  expect(seen).toEqual([{ text: 'set', number: 5, one: { b: 1 }, many: [1, 2], radio: true, slider: 9 }])
  expect(pinNode(app, 'many').value).toEqual([0, 1])
})

it.each([
  [
    'a slider outside of its range',
    () => void (pin['slider'] = 101),
    'RangeError: pin.slider: value (101) must be from min_value (0) to max_value (100).',
  ],
  [
    'text as a list',
    () => void (pin['text'] = ['a']),
    'TypeError: pin.text: value must be a string or a number, not an array of 1.',
  ],
  [
    'buttons',
    () => void (pin['buttons'] = 'go'),
    'TypeError: pin.buttons: there is no parameter "value". It takes label, help_text.',
  ],
  [
    'another name',
    () => void (pin['use_strict'] = (() => {}) as never),
    'RangeError: pin.use_strict: name must not be "use_strict" or "then", nor begin with "__".',
  ],
])('refuses at the assignment %s', async (_what, assign, message) => {
  expect(
    await inSession(() => {
      allPins()
      return thrown(assign)
    }),
  ).toBe(message)
})

it('[P1] a pin expires when a new pin takes over its name', async () => {
  let value
  const app = await open_app(async () => {
    put_input('a', { value: 'old' })
    put_collapse('Box', [put_input('a', { value: 'new' })])
    value = await pin['a']
  })
  expect(value).toBe('new')
  const [old, now] = app.outputs.filter((one) => one.type === 'pin')
  expect([old, now]).toMatchObject([{ expired: true }, { field: { value: 'new' } }])
  expect(app.text()).toContain('This pin widget has expired')
  const expired = old?.id ?? -1
  app.page.send({ type: 'pin-change', output: expired, value: 'x' })
  await app.settle()
  expect(app.refusals).toMatchObject([{ code: 'no_such_output' }])
})

it('pin_on_change follows the name: before the widget exists, and for its replacement', async () => {
  const seen: unknown[] = []
  const app = await open_app(() => {
    pin_on_change('a', { onchange: (value) => seen.push(value) })
    put_input('a')
    put_button('Again', () => void put_input('a'))
  })
  await app.change_pin('a', '1')
  await app.click('Again')
  await app.change_pin('a', '2')
  expect(seen).toEqual(['1', '2'])
})

it('pin_on_change adds a listener or removes earlier ones, and calls the new one at once on request', async () => {
  const seen: string[] = []
  const app = await open_app(() => {
    put_input('a', { value: 'v' })
    pin_on_change('a', { onchange: (value) => seen.push(`first ${String(value)}`) })
    pin_on_change('a', { onchange: (value) => seen.push(`second ${String(value)}`), init_run: true })
    put_button('Replace', () => pin_on_change('a', { onchange: () => seen.push('third'), clear: true }))
    put_button('Clear', () => pin_on_change('a', { clear: true }))
  })
  expect(seen.splice(0)).toEqual(['second v'])
  await app.change_pin('a', 'w')
  expect(seen.splice(0)).toEqual(['first w', 'second w'])
  await app.click('Replace')
  await app.change_pin('a', 'x')
  expect(seen.splice(0)).toEqual(['third'])
  await app.click('Clear')
  await app.change_pin('a', 'y')
  expect(seen).toEqual([])
})

it('serial_mode runs calls one after another, and mutex_mode skips changes during a call', async () => {
  const gate = new Gate()
  const serial: unknown[] = []
  const mutex: unknown[] = []
  const app = await open_app(() => {
    put_input('a')
    put_input('b')
    pin_on_change('a', {
      serial_mode: true,
      onchange: async (value) => {
        await gate.promise
        serial.push(value)
      },
    })
    pin_on_change('b', {
      mutex_mode: true,
      onchange: async (value) => {
        mutex.push(value)
        await turn()
      },
    })
  })
  app.page.send({ type: 'pin-change', output: pinNode(app, 'b').id, value: '1' })
  app.page.send({ type: 'pin-change', output: pinNode(app, 'b').id, value: '2' })
  await app.settle()
  app.page.send({ type: 'pin-change', output: pinNode(app, 'a').id, value: '1' })
  app.page.send({ type: 'pin-change', output: pinNode(app, 'a').id, value: '2' })
  await app.settle()
  expect([mutex, serial]).toEqual([['1'], []])
  gate.open()
  await app.settle()
  expect(serial).toEqual(['1', '2'])
})

it('onchange of a pin runs with the value, one call after another, and its errors are logged', async () => {
  const seen: unknown[] = []
  const app = await open_app(() => {
    put_input('a', {
      type: NUMBER,
      onchange: async (value) => {
        await turn()
        seen.push(value)
        if (value === 2) throw new Error('two')
      },
    })
  })
  const { id } = pinNode(app, 'a')
  for (const value of ['1', '2', '3']) app.page.send({ type: 'pin-change', output: id, value })
  await app.until(() => seen.length === 3)
  expect(seen).toEqual([1, 2, 3])
  expect(app.errors.map(String)).toEqual(['Error: two'])
  expect(app.toasts).toEqual([])
})

it('waiting calls of onchange are dropped with their pin', async () => {
  const gate = new Gate()
  const seen: unknown[] = []
  const app = await open_app(() => {
    put_input('a', {
      onchange: (value) => {
        seen.push(value)
        return gate.promise
      },
    })
  })
  const { id } = pinNode(app, 'a')
  for (const value of ['1', '2']) app.page.send({ type: 'pin-change', output: id, value })
  await app.settle()
  await app.session.tasks.run('external', () => clear())
  gate.open()
  await app.settle()
  expect(seen).toEqual(['1'])
})

it('pin_wait_change resolves with null at its timeout or signal, and with an exception when its task is closed', async () => {
  const ends: unknown[] = []
  await open_app(async () => {
    put_input('a')
    ends.push(await pin_wait_change('a', { timeout: 0.001 }))
    ends.push(await pin_wait_change(['a'], { signal: AbortSignal.abort() }))
    const task = run_async(() => pin_wait_change('a'))
    task.close()
    ends.push(await task.result.catch((error: Error) => error.name))
  }).then((app) => app.until(() => ends.length === 3))
  expect(ends).toEqual([null, null, 'SessionClosedException'])
})

it('does not keep changes between two calls of pin_wait_change', async () => {
  const gate = new Gate()
  const seen: unknown[] = []
  const app = await open_app(async () => {
    put_input('a')
    seen.push(await pin_wait_change('a'))
    await gate.promise
    seen.push(await pin_wait_change('a'))
  })
  await app.change_pin('a', '1')
  await app.change_pin('a', 'lost')
  gate.open()
  await app.settle()
  await app.change_pin('a', '2')
  expect(seen).toEqual([
    { name: 'a', value: '1' },
    { name: 'a', value: '2' },
  ])
})

it('pin_update changes options and value together, and does not change the value if it names neither', async () => {
  const values: unknown[] = []
  const app = await open_app(() => {
    put_select('city', { options: ['Rome', 'Milan'] })
    put_button('France', async () => {
      pin_update('city', { options: ['Paris', 'Lyon', 'Nice'], value: 'Nice' })
      values.push(await pin['city'])
    })
    put_button('Label', async () => {
      pin_update('city', { label: 'City', help_text: 'in France' })
      values.push(await pin['city'])
    })
    put_button('Spain', async () => {
      pin_update('city', { options: ['Madrid', 'Vigo'] })
      values.push(await pin['city'])
    })
  })
  await app.click('France')
  await app.change_pin('city', 'Lyon')
  await app.click('Label')
  expect(pinNode(app, 'city').field).toMatchObject({ label: 'City', help_text: 'in France' })
  await app.click('Spain')
  expect(values).toEqual(['Nice', 'Lyon', 'Madrid'])
})

it('[V3] new options keep the choice if they contain it', async () => {
  const values: unknown[] = []
  const app = await open_app(() => {
    put_select('city', { options: ['Rome', 'Milan'] })
    put_checkbox('more', { options: ['a', 'b', 'c'] })
    put_button('Others', async () => {
      pin_update('city', { options: ['Turin', 'Milan'] })
      pin_update('more', { options: ['c', 'd', 'b'] })
      values.push(await pin['city'], await pin['more'])
      pin_update('more', { options: ['b', ['d', 'd', true]] })
      values.push(await pin['more'])
    })
  })
  await app.change_pin('city', 'Milan')
  await app.change_pin('more', ['a', 'c'])
  await app.click('Others')
  expect(values).toEqual(['Milan', ['c'], ['d']])
})

it.each<[string, (first: (value: string, write: (text: string) => void) => Promise<void>) => unknown]>([
  ['onchange', (first) => put_input('p', { onchange: (value: string) => first(value, writeToP) })],
  [
    'onchange, by Output.update',
    (first) => {
      const output: Output = put_textarea('p', {
        onchange: (value: string) => first(value, (text) => output.update({ value: text })),
      })
    },
  ],
  [
    'pin_on_change',
    (first) => {
      put_input('p')
      pin_on_change('p', { onchange: (value: string) => first(value, writeToP) })
    },
  ],
  [
    'pin_wait_change',
    async (first) => {
      put_input('p')
      await first((await pin_wait_change('p')).value as string, writeToP)
    },
  ],
])('[P6] a text that answers an older change does not replace newer input (%s)', async (_, task) => {
  const gate = new Gate()
  const done = new Gate()
  let isFirst = true
  const app = await open_app(async () => {
    await task(async (value, write) => {
      if (!isFirst) return
      isFirst = false
      await gate.promise
      write(value.toUpperCase())
      done.open()
    })
  })
  await app.change_pin('p', 'a')
  await app.change_pin('p', 'ab')
  gate.open()
  await done.promise
  expect(pinNode(app, 'p').value).toBe('ab')
})

it('[P6] a callback that has read the pin since then may replace what it read', async () => {
  const before = new Gate()
  const app = await open_app(() => {
    put_input('p')
    put_button('Clear', async () => {
      await before.promise
      pin['p'] = ''
    })
    put_button('Read and clear', async () => {
      await before.promise
      await pin['p']
      pin['p'] = ''
    })
    put_button('Mark', () => pin_update('p', { help_text: 'h', value: 'x' }))
  })
  await app.click('Clear')
  await app.change_pin('p', 'new')
  before.open()
  await app.settle()
  expect(pinNode(app, 'p').value).toBe('new')
  await app.click('Read and clear')
  expect(pinNode(app, 'p').value).toBe('')
  await app.click('Mark')
  expect(pinNode(app, 'p')).toMatchObject({ value: 'x', field: { help_text: 'h' } })
})

it('a slider whose limits change keeps the person’s value as far as the limits allow', async () => {
  const values: unknown[] = []
  const app = await open_app(() => {
    put_slider('s', { value: 10 })
    put_button('Narrow', async () => {
      pin_update('s', { max_value: 50 })
      values.push(await pin['s'])
    })
  })
  await app.change_pin('s', 30)
  await app.click('Narrow')
  await app.change_pin('s', 50)
  expect(values).toEqual([30])
})

it('pin_update marks a field and removes the mark', async () => {
  const app = await open_app(() => {
    put_input('a', { label: 'A' })
    pin_update('a', { valid_status: false, invalid_feedback: 'Taken' })
    put_button('Good', () => pin_update('a', { valid_status: true, valid_feedback: 'Free' }))
    put_button('None', () => pin_update('a', { valid_status: 0 }))
  })
  expect(app.text()).toBe('A\nTaken\nGood\nNone')
  await app.click('Good')
  expect(app.text()).toBe('A\nFree\nGood\nNone')
  await app.click('None')
  expect(app.text()).toBe('A\nGood\nNone')
})

it('[P4] validate marks a pin when it loses focus, and never its value', async () => {
  const app = await open_app(() => {
    put_input('a', {
      required: true,
      validate: async (value) => {
        await turn()
        if (value === 'crash') throw new Error('crash')
        return value.startsWith('x') ? null : 'Begin with x'
      },
    })
  })
  await app.change_pin('a', 'abc')
  expect(await app.blur_pin('a')).toBe('Begin with x')
  expect(await app.session.pins.value('a')).toBe('abc')
  await app.change_pin('a', 'crash')
  expect(await app.blur_pin('a')).toBe('Your input is not valid.')
  await app.change_pin('a', 'xyz')
  expect(await app.blur_pin('a')).toBeNull()
  await app.change_pin('a', '')
  expect(await app.blur_pin('a')).toBe('Please fill out this field.')
})

it('[P4] the answer of an earlier check does not replace that of a later one', async () => {
  const gate = new Gate<string | null>()
  const app = await open_app(() => {
    put_input('a', { required: true, validate: () => gate.promise })
  })
  await app.change_pin('a', 'abc')
  app.page.send({ type: 'pin-check', output: pinNode(app, 'a').id })
  await app.change_pin('a', '')
  expect(await app.blur_pin('a')).toBe('Please fill out this field.')
  gate.open('Begin with x')
  await app.settle()
  expect(pinNode(app, 'a').invalid_feedback).toEqual({ id: 'required' })
})

it('Output.update changes a pin like pin_update', async () => {
  let value
  const app = await open_app(async () => {
    const output = put_select('a', { options: [1, 2], value: 2 })
    output.update({ label: 'A' })
    value = await pin['a']
  })
  expect(value).toBe(2)
  expect(pinNode(app, 'a').field.label).toBe('A')
  expect(app.errors).toEqual([])
})

it('a session with a pin continues when its task has ended', async () => {
  const app = await open_app(() => void put_input('a'))
  expect(app.closed).toBe(false)
  await app.change_pin('a', 'x')
})

it('[R2] a reloaded page shows the values of the pins', async () => {
  const app = await open_app(() => allPins())
  await app.change_pin('text', 'typed')
  await app.change_pin('boxes', ['p'])
  await app.reload()
  expect([pinNode(app, 'text').value, pinNode(app, 'boxes').value]).toEqual(['typed', [0]])
})

it.each([
  [
    'put_input',
    () => put_input('a b'),
    'RangeError: put_input: name can only contain letters, digits, "-" and "_", not "a b".',
  ],
  [
    'put_input',
    () => put_input('use_strict'),
    'RangeError: put_input: name must not be "use_strict" or "then", nor begin with "__".',
  ],
  [
    'put_input',
    () => put_input('a', { action: ['Go', () => {}] } as never),
    'TypeError: put_input: the attribute action must be a string, a finite number or a boolean, not an array of 2.',
  ],
  [
    'put_select',
    () => put_select('a', {} as never),
    'TypeError: put_select: options must be an array, or a function that finds options, not undefined.',
  ],
  [
    'put_slider',
    () => put_slider('a', { value: 200 }),
    'RangeError: put_slider: value (200) must be from min_value (0) to max_value (100).',
  ],
  [
    'put_actions',
    () => put_actions('a', { buttons: [{ label: 'R', type: 'reset' }] }),
    'TypeError: put_actions: a pin takes only buttons of type "submit", not "reset".',
  ],
  [
    'put_checkbox',
    () => put_checkbox('a', { options: [], required: 1 } as never),
    'TypeError: put_checkbox: required must be true or false, not 1.',
  ],
  [
    'pin_update',
    () => pin_update('a', { multiple: true }),
    "TypeError: pin_update: 'multiple' can not be updated.",
  ],
  [
    'pin_update',
    () => pin_update('a', { valid_status: 'yes' as never }),
    'TypeError: pin_update: valid_status must be one of true, false, 0, not "yes".',
  ],
  ['pin_wait_change', () => pin_wait_change(), 'TypeError: pin_wait_change: give it at least one name.'],
  [
    'pin_on_change',
    () => pin_on_change('a', {}),
    'TypeError: pin_on_change: give it onchange, or clear: true.',
  ],
])('%s refuses bad arguments at the call', async (_name, call, message) => {
  const found = await inSession(() => {
    if (_name === 'pin_update') put_select('a', { options: [] })
    return thrown(call)
  })
  expect(found).toBe(message)
})
