import { describe, expect, it } from '@jest/globals'
import {
  actions,
  eval_js,
  get_scope,
  input,
  input_group,
  now,
  on_event,
  pin,
  popup,
  put_button,
  put_collapse,
  put_input,
  put_markdown,
  put_scope,
  put_text,
  put_widget,
  random,
  random_id,
  run_async,
  sleep,
  step,
  toast,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { FakeClock } from '../support/fake-clock'

describe('a restarted session', () => {
  it('continues at the same await, with all its outputs', async () => {
    const done: string[] = []
    const t = await open_app(
      async () => {
        put_markdown('# Refund')
        const order = await input('Order', { required: true })
        const found = await step('load', () => {
          done.push('load')
          return { id: order, at: new Date(5), items: new Map([['a', 1n]]) }
        })
        put_text('Found', found.id, found.at.getTime(), found.items.get('a'))
        if ((await actions('Refund?', ['yes', 'no'])) === 'yes')
          await step('refund', ({ key }) => void done.push(`refund ${key.split(':').slice(1).join(':')}`))
        put_text('Done')
        await input('More')
      },
      { durable: true },
    )
    expect(await t.submit('')).toEqual({ data: 'Please fill out this field.' })
    expect(await t.submit('A-1')).toEqual({})
    await t.until(() => t.text().includes('Found'), 'found')
    const before = t.text()
    await t.restart()
    expect(t.text()).toBe(before)
    expect(done).toEqual(['load'])
    await t.submit('yes')
    await t.until(() => t.text().includes('Done'), 'done')
    await t.restart()
    await t.restart()
    expect(t.text()).toBe('# Refund\nFound A-1 5 1\nDone')
    expect((await t.form()).fields[0]?.label ?? (await t.form()).label).toBe('More')
    expect(done).toEqual(['load', 'refund m:1'])
    expect(t.errors).toEqual([])
  })

  it('runs callbacks again, and continues one that was interrupted', async () => {
    const effects: string[] = []
    const t = await open_app(
      () => {
        let count = 0
        put_scope('log')
        put_button('Add', async () => {
          const mine = ++count
          use_scope('log', () => put_text('start', mine))
          const name = await input(`Name ${mine}`)
          await step(`save ${mine}`, () => void effects.push(name))
          use_scope('log', () => put_text('saved', mine, name))
          toast('saved')
        })
      },
      { durable: true },
    )
    await t.click('Add')
    await t.submit('one')
    await t.until(() => t.text('log').includes('saved 1'), 'the first name')
    await t.click('Add')
    await t.click('Add')
    const before = t.text('log')
    await t.restart()
    expect(t.text('log')).toBe(before)
    expect((await t.form()).label).toBe('Name 3')
    await t.submit('three')
    await t.submit('two')
    await t.until(() => t.text('log').includes('saved 2'), 'the last name')
    expect(effects).toEqual(['one', 'three', 'two'])
    await t.restart()
    expect(effects).toEqual(['one', 'three', 'two'])
    expect(t.text('log')).toContain('saved 3 three\nsaved 2 two')
  })

  it('has the same values, pins, events and script results', async () => {
    const t = await open_app(
      async () => {
        put_text(now(), random(), random_id())
        put_input('name', { value: 'x', onchange: (value: string) => put_text('changed to', value) })
        on_event('go', (data) => put_text('went', JSON.stringify(data), now()))
        put_button('Read', async () => put_text('pin is', await pin['name']))
        put_text('width', await eval_js<number>('innerWidth'))
      },
      { durable: true, run_script: () => Math.random() },
    )
    await t.until(() => t.text().includes('width'), 'the script')
    await t.change_pin('name', 'y')
    await t.click('Read')
    t.page.send({ type: 'app-event', name: 'go', data: { a: [1] } })
    await t.until(() => t.text().includes('went'), 'the event')
    const before = t.text()
    await t.restart()
    expect(t.text()).toBe(before)
    await t.change_pin('name', 'z')
    await t.click('Read')
    expect(t.text()).toContain('pin is z')
  })

  it('does not repeat what the page has done: toasts, scripts, downloads, events', async () => {
    let scripts = 0
    const t = await open_app(
      async () => {
        toast('hello', { duration: 0 })
        await eval_js('1')
        put_text('ready')
        await input('Name')
      },
      { durable: true, run_script: () => ++scripts },
    )
    await t.until(() => t.text().includes('ready'), 'the script')
    await t.restart()
    expect(scripts).toBe(1)
    expect(t.toasts).toEqual([{ content: 'hello', color: 'info' }])
  })

  it('keeps the order in which timers ended', async () => {
    const clock = new FakeClock()
    const t = await open_app(
      async () => {
        for (const seconds of [3, 1, 2])
          run_async(async () => {
            await sleep(seconds)
            put_text('after', seconds)
          })
        put_text(await Promise.race([sleep(5).then(() => 'sleep'), input('Name')]))
        await input('End')
      },
      { durable: true, clock },
    )
    clock.advance(2)
    await t.until(() => t.text() === 'after 1\nafter 2', 'two')
    await t.restart()
    expect(t.text()).toBe('after 1\nafter 2')
    clock.advance(1)
    await t.until(() => t.text() === 'after 1\nafter 2\nafter 3', 'three')
    clock.advance(2)
    await t.until(() => t.text().endsWith('sleep'), 'the race')
    await t.restart()
    expect(t.text()).toBe('after 1\nafter 2\nafter 3\nsleep')
  })

  it('fires timers that became due meanwhile in the order of their times', async () => {
    const clock = new FakeClock()
    const store = new MemoryJournalStore(clock)
    const release = store.release.bind(store)
    store.release = async (claims) => {
      await release(claims)
      clock.advance(10)
    }
    const t = await open_app(
      async () => {
        const late = sleep(3).then(() => 'late')
        const early = sleep(1).then(() => 'early')
        put_text(await Promise.race([late, early]))
        await input('End')
      },
      { durable: store, clock },
    )
    await t.restart()
    await t.until(() => (clock.advance(0), t.text() !== ''), 'the race')
    expect(t.text()).toBe('early')
  })

  it('fails if the task does something else', async () => {
    let label = 'A'
    const t = await open_app(
      async () => {
        await input(label)
        await step(`load ${label}`, () => 1)
        await input('End')
      },
      { durable: true },
    )
    await t.submit('x')
    label = 'B'
    await expect(t.restart()).rejects.toThrow(
      'The journal continues with answer "form:A/data", but the program has form:B/data instead: ',
    )
  })

  it('keeps no password in the clear, and asks for it again', async () => {
    const t = await open_app(
      async () => {
        const { password } = await input_group('Login', [
          input('User', { name: 'user' }),
          input('Password', { name: 'password', type: 'password' }),
        ])
        put_text('length', password.length)
        await input('End')
      },
      { durable: true },
    )
    await t.submit({ user: 'ada', password: 'hunter2' })
    await t.restart()
    expect((await t.form()).label).toBe('Login')
    await t.submit({ user: 'ada', password: 'hunter22' })
    expect(t.text()).toBe('length 8')
  })

  it('never passes a click to another button, no matter which of the author’s two timers is faster this time', async () => {
    const effects: string[] = []
    const delays = { Approve: 5, Reject: 30 }
    const t = await open_app(
      async () => {
        for (const name of ['Approve', 'Reject'] as const)
          run_async(async () => {
            put_scope(name)
            await new Promise((resolve) => setTimeout(resolve, delays[name]))
            put_button(name, () => step(name, () => void effects.push(name)), { scope: name })
          })
        await input('End')
      },
      { durable: true },
    )
    await t.until(() => t.text().includes('Approve'), 'the first button')
    await t.click('Approve')
    await t.until(() => effects.length === 1 && t.text().includes('Reject'), 'both buttons')
    Object.assign(delays, { Approve: 40, Reject: 1 })
    await t.restart()
    await t.until(() => t.text().includes('Reject'), 'the other button')
    await t.click('Reject')
    await t.until(() => effects.length === 2, 'the other effect')
    expect(effects).toEqual(['Approve', 'Reject'])
  })

  it('generates the same names for scopes and placeholders', async () => {
    const names: (string | null)[] = []
    const t = await open_app(
      async () => {
        use_scope(null, (scope) => names.push(scope))
        popup('P', () => void names.push(get_scope()))
        put_widget('<p>{{& item}}</p>', { item: put_text('in a widget') })
        put_collapse('C', []).enter(() => names.push(get_scope()))
        await input('End')
      },
      { durable: true },
    )
    const before = t.outputs.filter(({ type }) => type === 'widget')
    await t.restart()
    expect(new Set(names).size).toBe(3)
    expect(names.slice(3)).toEqual(names.slice(0, 3))
    expect(t.outputs.filter(({ type }) => type === 'widget')).toEqual(before)
    expect(before).toHaveLength(1)
  })
})
