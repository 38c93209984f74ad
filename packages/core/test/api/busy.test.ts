import { clear, input, on_event, pin, put_button, put_buttons, put_input, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

/** The running callbacks of the first output, as reported to the page. */
const busy = (t: { outputs: readonly { busy?: readonly unknown[] }[] }) => t.outputs[0]?.busy

describe('[C6] the page learns which callbacks are running', () => {
  it('from the click until the promise settles', async () => {
    const gate = new Gate()
    const t = await open_app(() => {
      put_buttons(['a', 'b'], () => gate.promise)
    })
    expect(busy(t)).toBeUndefined()
    await t.click('b')
    expect(busy(t)).toEqual([1])
    await t.click('a')
    expect(busy(t)).toEqual([0, 1])
    gate.open()
    await t.until(() => busy(t) === undefined)
  })

  it('until the last of several runs has ended, even if they throw', async () => {
    const gates = [new Gate(), new Gate()]
    let clicks = 0
    const t = await open_app(() => {
      put_button('a', async () => {
        await gates[clicks++]?.promise
        throw new Error('no')
      })
    })
    await t.click('a')
    await t.click('a')
    gates[1]?.open()
    await t.settle()
    expect(busy(t)).toEqual([0])
    gates[0]?.open()
    await t.until(() => busy(t) === undefined)
    expect(t.errors).toHaveLength(2)
  })

  it('but not about one that ends at once', async () => {
    const seen: unknown[] = []
    const t = await open_app(() => {
      put_button('a', () => put_text('x'))
    })
    t.page.subscribe(t.outputs[0]?.id ?? 0, () => seen.push(busy(t)))
    await t.click('a')
    expect(seen).toEqual([])
  })

  it('or one that awaits only available values', async () => {
    const seen: unknown[] = []
    const t = await open_app(() => {
      put_button('a', async () => {
        for (let index = 0; index < 150; index++) await pin['b']
        put_text('x')
      })
      put_input('b')
    })
    t.page.subscribe(t.outputs[0]?.id ?? 0, () => seen.push(busy(t)))
    await t.click('a')
    expect([t.outputs.at(-1)?.type, seen]).toEqual(['text', []])
  })

  it('including one that waits behind a serial one', async () => {
    const gate = new Gate()
    const t = await open_app(() => {
      put_buttons(['a', 'b'], [() => put_text('x'), () => gate.promise], { serial_mode: true })
    })
    await t.click('b')
    await t.click('a')
    expect([busy(t), t.text()]).toEqual([[0, 1], 'a b'])
    gate.open()
    await t.until(() => busy(t) === undefined)
    expect(t.text()).toBe('a b\nx')
  })

  it('an update does not change that; a removed button is no longer busy', async () => {
    const gate = new Gate()
    const t = await open_app(() => {
      const buttons = put_buttons(['a', 'b'], () => gate.promise)
      put_button('small', () => buttons.update({ small: true }))
      put_button('less', () => buttons.update({ buttons: ['a'] }))
    })
    await t.click('a')
    await t.click('b')
    await t.click('small')
    expect(busy(t)).toEqual([0, 1])
    await t.click('less')
    expect(busy(t)).toEqual([0])
    gate.open()
    await t.until(() => busy(t) === undefined)
  })

  it('including an onclick; a removed output is ignored', async () => {
    const gate = new Gate()
    const t = await open_app(() => {
      put_text('x').onclick(() => gate.promise)
      put_button('clear', () => clear('ROOT'))
    })
    const output = t.outputs[0]?.id ?? 0
    t.page.send({ type: 'callback-fire', output, key: 'click' })
    await t.settle()
    expect(busy(t)).toEqual(['click'])
    await t.click('clear')
    gate.open()
    await t.settle()
    expect([t.outputs, t.errors]).toEqual([[], []])
  })
})

describe('a serial callback holds back later events', () => {
  it('events of the embedding page', async () => {
    const gate = new Gate()
    const t = await open_app(() => {
      on_event('ping', () => put_text('pong'))
      put_buttons(['a'], () => gate.promise, { serial_mode: true })
    })
    await t.click('a')
    t.page.send({ type: 'app-event', name: 'ping', data: null })
    await t.settle()
    expect(t.text()).toBe('a')
    gate.open()
    await t.until(() => t.text() === 'a\npong')
  })

  it('the button next to an input', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      put_buttons(['a'], () => gate.promise, { serial_mode: true })
      await input('x', { action: ['go', (set) => set('filled')] })
    })
    await t.click('a')
    const form = [...t.tree.forms.keys()][0] ?? 0
    t.page.send({ type: 'form-action', form, field: 'data' })
    await t.settle()
    const value = () => t.tree.forms.get(form)?.spec.fields[0]
    expect(value()).not.toMatchObject({ value: 'filled' })
    gate.open()
    await t.until(() => (value() as { value?: unknown }).value === 'filled')
  })
})

describe('onclick', () => {
  it('given twice runs both in order, the second even if the first throws', async () => {
    const t = await open_app(() => {
      put_text('x')
        .onclick(async () => {
          await Promise.resolve()
          put_text('first')
          throw new Error('no')
        })
        .onclick(() => put_text('second'))
    })
    t.page.send({ type: 'callback-fire', output: t.outputs[0]?.id ?? 0, key: 'click' })
    await t.until(() => t.text() === 'x\nfirst\nsecond')
    expect(t.errors.map(String)).toEqual(['Error: no'])
  })

  it('reports all failures', async () => {
    const fail = (message: string) => () => {
      throw new Error(message)
    }
    const t = await open_app(() => {
      put_text('x').onclick(fail('one')).onclick(fail('two'))
    })
    t.page.send({ type: 'callback-fire', output: t.outputs[0]?.id ?? 0, key: 'click' })
    await t.until(() => t.errors.length > 0)
    expect((t.errors[0] as AggregateError).errors.map(String)).toEqual(['Error: one', 'Error: two'])
  })
})
