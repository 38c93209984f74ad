import { describe, expect, it } from '@jest/globals'
import { input, put_button, put_text, run_async, step } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'
import { Changes } from '../support/changes'
import { FakeClock } from '../support/fake-clock'
import { WatchedStore } from './watched-store'

/** Records events, and lets a test wait for them. */
class Happened {
  readonly list: string[] = []
  readonly #changes = new Changes()

  add(what: string): void {
    this.list.push(what)
    this.#changes.changed()
  }

  until(count: number): Promise<void> {
    return this.#changes.until(() => this.list.length >= count, `${count} things that happen`)
  }
}

describe('a step', () => {
  it('is retried with the same key, at once and then after growing delays; its result is kept', async () => {
    const clock = new FakeClock()
    const happened = new Happened()
    const t = await open_app(
      async () => {
        const value = await step(
          'flaky',
          ({ key }) => {
            happened.add(`${key.split(':')[2]} at ${clock.now()}`)
            if (happened.list.length < 4) throw new Error('not yet')
            return 7
          },
          { retries: 3 },
        )
        put_text('value', value)
        await input('End')
      },
      { durable: true, clock },
    )
    await t.until(() => (clock.advance(0.1), t.text() === 'value 7'), 'the value')
    const [first = 0, second = 0, third = 0, fourth = 0] = happened.list.map((one) =>
      Number(one.split(' ')[2]),
    )
    expect(happened.list.map((one) => one.split(' ')[0])).toEqual(['0', '0', '0', '0'])
    expect(second - first).toBeLessThan(1000)
    expect(third - second).toBeGreaterThanOrEqual(1000)
    expect(fourth - third).toBeGreaterThanOrEqual(2000)
    await t.restart()
    expect(t.text()).toBe('value 7')
    expect(happened.list).toHaveLength(4)
  })

  it('keeps the error of its last attempt, including class and data', async () => {
    let calls = 0
    const t = await open_app(
      async () => {
        const error = await step('fails', () => {
          calls++
          throw Object.assign(new RangeError('too far'), { code: 'E_FAR' })
        }).catch((thrown: unknown) => thrown as RangeError & { code: string })
        put_text(error instanceof RangeError, error.message, (error as { code: string }).code)
        await input('End')
      },
      { durable: true },
    )
    await t.until(() => t.text() !== '', 'the error')
    await t.restart()
    expect(t.text()).toBe('true too far E_FAR')
    expect(calls).toBe(1)
  })

  it('is aborted and fails if it takes longer than its timeout', async () => {
    const clock = new FakeClock()
    const happened = new Happened()
    const t = await open_app(
      async () => {
        const slow = step(
          'slow',
          ({ signal }) => {
            signal.addEventListener('abort', () => happened.add(`aborted: ${String(signal.reason)}`))
            happened.add('begins')
            return new Promise<number>(() => {})
          },
          { timeout: 2 },
        )
        put_text(await slow.catch((error: unknown) => String(error)))
        await input('End')
      },
      { durable: true, clock },
    )
    await happened.until(1)
    clock.advance(2)
    await happened.until(2)
    const message = 'Error: step("slow"): an attempt has taken longer than 2 s.'
    expect(happened.list).toEqual(['begins', `aborted: ${message}`])
    await t.until(() => t.text() === message, 'the message')
    await t.restart()
    expect(t.text()).toBe(message)
    expect(happened.list).toHaveLength(2)
  })

  it('that was running at the restart runs again with the same key', async () => {
    const happened = new Happened()
    const gates = [new Gate(), new Gate()]
    const t = await open_app(
      async () => {
        put_text(
          'paid',
          await step('pay', async ({ key }) => {
            happened.add(key)
            await gates[happened.list.length - 1]?.promise
            return happened.list.length
          }),
        )
        await input('End')
      },
      { durable: true },
    )
    await happened.until(1)
    await t.restart()
    await happened.until(2)
    // The first attempt belongs to a process that has ended.
    gates[0]?.open()
    gates[1]?.open()
    await t.until(() => t.text() === 'paid 2', 'the payment')
    expect(happened.list[0]).toBe(happened.list[1])
    expect(happened.list[0]).toBe(`${t.session.id}:m:0`)
  })

  it('begins once everything before it is in the store', async () => {
    const store = new WatchedStore()
    const t = await open_app(
      async () => {
        const order = await input('Order')
        put_text(await step('load', () => store.of('answer').map(({ fp }) => `${fp} for ${order}`)))
        await input('End')
      },
      { durable: store },
    )
    await t.submit('A-1')
    await t.until(() => t.text() !== '', 'the step')
    expect(t.text()).toBe('["form:Order/data for A-1"]')
  })

  it('has a different key in each task and callback, and the same key after a restart', async () => {
    const keys = new Set<string>()
    const note = (name: string) => step(name, ({ key }) => void keys.add(key.split(':').slice(1).join(':')))
    const t = await open_app(
      async () => {
        run_async(() => note('child'))
        put_button('Go', () => note('callback'))
        await note('main')
        await note('main')
        await input('End')
      },
      { durable: true },
    )
    await t.click('Go')
    await t.click('Go')
    await t.until(() => keys.size === 5, 'five steps')
    expect([...keys].sort()).toEqual(['e1:0', 'e2:0', 'm.1:0', 'm:0', 'm:1'])
    await t.restart()
    await t.click('Go')
    await t.until(() => keys.size === 6, 'one more')
    expect(keys.has('e3:0')).toBe(true)
  })

  it('fails with a message that names the place if its result is not data', async () => {
    const t = await open_app(
      async () => {
        put_text(
          await step('load', () => ({ rows: [{ at: () => 1 }] })).catch((error: unknown) => String(error)),
        )
        await input('End')
      },
      { durable: true },
    )
    await t.until(() => t.text() !== '', 'the message')
    expect(t.text()).toBe(
      'TypeError: step("load"): the value.rows[0].at is a function. What a durable session keeps must be data: JSON, Date, Map, Set, bytes, BigInt.',
    )
    await t.restart()
    expect(t.text()).toContain('the value.rows[0].at is a function')
  })

  it('does not prevent a restart if it shows and asks something: its outputs are gone, and its result remains', async () => {
    const t = await open_app(
      async () => {
        put_text('before')
        const file = await step('choose', async () => {
          put_text('choosing')
          return input('Which one?')
        })
        put_text('chosen', file)
        await input('Name')
        await input('End')
      },
      { durable: true },
    )
    await t.submit('a.txt')
    await t.until(() => t.text().includes('chosen'), 'the result')
    await t.submit('Ada')
    expect(t.text()).toBe('before\nchoosing\nchosen a.txt')
    await t.restart()
    expect(t.text()).toBe('before\nchosen a.txt')
    expect((await t.form()).label).toBe('End')
  })
})
