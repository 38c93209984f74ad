import { input, on_event, pin_on_change, put_button, put_buttons, put_input, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

/** Callbacks that record when they start and end. They end on request. */
class Runs {
  readonly log: string[] = []
  readonly #gates: Record<string, Gate[]> = {}

  run(name: string): () => Promise<void> {
    return async () => {
      const gate = new Gate()
      ;(this.#gates[name] ??= []).push(gate)
      this.log.push(`+${name}`)
      await gate.promise
      this.log.push(`-${name}`)
    }
  }

  end(name: string): void {
    this.#gates[name]?.shift()?.open()
  }
}

it('runs of callbacks overlap, even those of the same callback', async () => {
  const runs = new Runs()
  const t = await open_app(() => {
    put_button('a', runs.run('a'))
    put_button('b', runs.run('b'))
  })
  for (const label of ['a', 'b', 'a']) await t.click(label)
  expect(runs.log).toEqual(['+a', '+b', '+a'])
  for (const name of ['b', 'a', 'a']) runs.end(name)
  await t.settle()
  expect(runs.log.slice(3)).toEqual(['-b', '-a', '-a'])
})

it('serial_mode: while it runs, all later callbacks of the session wait, in order', async () => {
  const runs = new Runs()
  const t = await open_app(() => {
    put_buttons(['serial'], runs.run('serial'), { serial_mode: true })
    put_button('a', runs.run('a'))
    put_text('b').onclick(runs.run('b'))
  })
  await t.click('a')
  await t.click('serial')
  await t.click('a')
  await t.click_output(t.outputs.find((one) => one.type === 'text')?.id ?? 0)
  await t.click('serial')
  expect(runs.log).toEqual(['+a', '+serial'])
  runs.end('serial')
  await t.settle()
  expect(runs.log.slice(2)).toEqual(['-serial', '+a', '+b', '+serial'])
  await t.click('a')
  expect(runs.log).toHaveLength(6)
  runs.end('serial')
  await t.settle()
  expect(runs.log.slice(6)).toEqual(['-serial', '+a'])
})

it('serial_mode also holds back events of the page, buttons next to inputs, and changes of pins', async () => {
  const runs = new Runs()
  const t = await open_app(async () => {
    put_buttons(['serial'], runs.run('serial'), { serial_mode: true })
    on_event('ring', runs.run('event'))
    put_input('pin')
    pin_on_change('pin', { onchange: runs.run('pin') })
    await input('Name', { action: ['Look up', runs.run('action')] })
  })
  const { id = 0 } = t.outputs.find(({ type }) => type === 'pin') ?? {}
  const [form = 0] = t.tree.forms.keys()
  await t.click('serial')
  await t.send('ring')
  t.page.send({ type: 'form-action', form, field: 'data' })
  t.page.send({ type: 'pin-change', output: id, value: 'x' })
  await t.settle()
  expect(runs.log).toEqual(['+serial'])
  runs.end('serial')
  await t.until(() => runs.log.length === 5)
  expect(runs.log.slice(1)).toEqual(['-serial', '+event', '+action', '+pin'])
})

it('serial_mode: one that throws does not block the others', async () => {
  const t = await open_app(() => {
    put_buttons(['bad'], () => Promise.reject(new Error('no')), { serial_mode: true })
    put_button('a', () => put_text('ran'))
  })
  await t.click('bad')
  await t.click('a')
  expect([t.text(), t.errors.length]).toEqual(['bad\na\nran', 1])
})

it('mutex_mode: while it runs, further events for it are ignored, but events for others are not', async () => {
  const runs = new Runs()
  const t = await open_app(() => {
    put_buttons(
      [
        ['one', 1],
        ['two', 2],
      ],
      [runs.run('one'), runs.run('two')],
      { mutex_mode: true },
    )
  })
  for (const label of ['one', 'one', 'two']) await t.click(label)
  expect(runs.log).toEqual(['+one', '+two'])
  runs.end('one')
  await t.settle()
  await t.click('one')
  expect(runs.log.slice(2)).toEqual(['-one', '+one'])
})

it('mutex_mode survives an update of its buttons', async () => {
  const runs = new Runs()
  const t = await open_app(() => {
    const buttons = put_buttons(['one'], runs.run('one'), { mutex_mode: true })
    put_button('update', () => buttons.update({ small: true }))
  })
  for (const label of ['one', 'update', 'one']) await t.click(label)
  expect(runs.log).toEqual(['+one'])
  runs.end('one')
  await t.settle()
  await t.click('one')
  expect(runs.log).toEqual(['+one', '-one', '+one'])
})

it('once: it runs only once; further events are refused, even while it is running', async () => {
  const runs = new Runs()
  const t = await open_app(() => {
    put_buttons(['one', 'two'], runs.run('x'), { once: true })
  })
  await t.click('one')
  await expect(t.click('one')).rejects.toThrow('no_such_callback')
  await t.click('two')
  expect(runs.log).toEqual(['+x', '+x'])
})

describe('[C10] the page learns which callbacks can no longer run', () => {
  const spent = (t: { outputs: readonly { spent?: readonly unknown[] }[] }) => t.outputs[0]?.spent

  it('as soon as it is clicked, no matter what is updated in between', async () => {
    const t = await open_app(() => {
      const buttons = put_buttons(['one', 'two'], () => {}, { once: true })
      put_button('small', () => buttons.update({ small: true }))
    })
    expect(spent(t)).toBeUndefined()
    await t.click('two')
    expect(spent(t)).toEqual([1])
    await t.click('small')
    expect(spent(t)).toEqual([1])
    await t.click('one')
    expect(spent(t)).toEqual([0, 1])
  })

  it('until an update removes `once` or the button', async () => {
    const t = await open_app(() => {
      const buttons = put_buttons(['one', 'two'], () => {}, { once: true })
      put_button('less', () => buttons.update({ buttons: ['one'] }))
      put_button('again', () => buttons.update({ once: false }))
    })
    await t.click('one')
    await t.click('two')
    await t.click('less')
    expect(spent(t)).toEqual([0])
    await t.click('again')
    expect(spent(t)).toBeUndefined()
    await t.click('one')
    await t.click('one')
    expect(spent(t)).toBeUndefined()
  })
})

it('a click on an output that was removed meanwhile is refused', async () => {
  const t = await open_app(() => {
    const button = put_button('a', () => {
      put_text('ran')
      button.remove()
    })
  })
  const output = t.outputs[0]?.id ?? 0
  t.page.send({ type: 'callback-fire', output, key: 0 })
  t.page.send({ type: 'callback-fire', output, key: 0 })
  await t.settle()
  expect([t.text(), t.refusals.map((one) => one.code)]).toEqual(['ran', ['no_such_callback']])
})
