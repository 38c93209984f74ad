import { describe, expect, it } from '@jest/globals'
import { input, put_button, put_text, sleep, step } from '../../src/index'
import type { TaskFunction } from '../../src/engine/tasks/applications'
import { Metrics } from '../../src/server/operations/metrics'
import { Gate } from '../support/app'
import { FakeClock } from '../support/fake-clock'
import { DurablePage } from './durable-page'
import { WatchedStore } from './watched-store'

const DAY = 86_400

/** A page whose session is put aside after a minute and kept for a day. */
function sleepy(task: TaskFunction, onNewCode?: 'keep') {
  const clock = new FakeClock()
  const store = new WatchedStore(clock)
  const policyOf = () => ({ version: '', keepSeconds: DAY, hibernateSeconds: 60, onNewCode })
  const one = new DurablePage(task, { store, policyOf }, clock)
  /** Drops the page, and waits until everything that its session has begun is done and written: the store would look slow if time jumped ahead. */
  const leave = async () => {
    const { session } = one.page
    one.page.drop()
    await one.until(() => session.durable?.rests === true, 'the rest')
  }
  return {
    one,
    clock,
    store,
    leave,
    isInMemory: () => one.host.registry.get(one.page.half.ticket?.session ?? '') !== undefined,
    /** Does what a server does for a page that comes back. */
    async comeBack() {
      const { session, secret } = one.page.half.ticket ?? { session: '', secret: '' }
      if (!one.host.registry.get(session)) await one.host.durable?.resume(session, secret)
      await one.page.resume()
    },
  }
}

describe('a session whose page is away', () => {
  it('is freed after its time, and continues when the page comes back', async () => {
    const { one, clock, store, leave, isInMemory, comeBack } = sleepy(async () => {
      put_text('Hello', await input('Name'))
      await input('End')
    })
    await one.submit('Name', 'Ada')
    await one.until(() => one.form === 'End', 'the next form')
    await leave()
    clock.advance(59)
    expect(isInMemory()).toBe(true)
    clock.advance(1)
    await one.until(() => !isInMemory(), 'its end in memory')
    const id = one.page.half.ticket?.session ?? ''
    await one.until(() => true, 'the release')
    expect(await store.get(id)).toMatchObject({ state: 'live', owner: null })
    clock.advance(DAY / 2)
    await comeBack()
    expect([one.text, one.form, one.log]).toEqual(['Hello Ada', 'End', []])
    const { text } = await new Metrics({
      hosts: () => [one.host],
      relayedPages: () => 0,
      isDraining: () => false,
    }).read()
    expect(text).toContain('webio_durable_hibernated_total{app="index"} 1')
    // A second time.
    await leave()
    clock.advance(60)
    await one.until(() => !isInMemory(), 'its end in memory')
    await comeBack()
    await one.submit('End', '')
  })

  it('leaves no timer behind when it is freed', async () => {
    const { one, clock, leave, isInMemory } = sleepy(() => input('Name'))
    await one.until(() => one.form === 'Name', 'the form')
    await leave()
    clock.advance(60)
    await one.until(() => !isInMemory(), 'its end in memory')
    expect(clock.waiting).toBe(0)
  })

  it('stays if the page comes back in time, and its time starts again', async () => {
    const { one, clock, leave, isInMemory } = sleepy(() => input('Name'))
    await one.until(() => one.form === 'Name', 'the form')
    await leave()
    clock.advance(40)
    await one.page.resume()
    clock.advance(40)
    one.page.drop()
    clock.advance(40)
    await one.page.settle()
    expect(isInMemory()).toBe(true)
  })

  it.each<[string, (gate: Gate) => Promise<unknown>, (clock: FakeClock, gate: Gate) => void]>([
    ['a step', (gate) => step('load', () => gate.promise), (_, gate) => gate.open()],
    ['a sleep', () => sleep(300), (clock) => clock.advance(300)],
    ['the timeout of a form', () => input('Quick', { timeout: 300 }).catch(() => {}), (clock) => clock.advance(300)], // prettier-ignore
  ])('stays until %s has ended', async (_, wait, end) => {
    const gate = new Gate()
    const { one, clock, isInMemory, comeBack } = sleepy(async () => {
      put_button('Go', () => {})
      await wait(gate)
      put_text('done')
      await input('End')
    })
    await one.until(() => one.text.includes('Go'), 'the page')
    await one.page.settle()
    const { session } = one.page
    one.page.drop()
    clock.advance(250)
    await one.page.settle()
    expect(isInMemory()).toBe(true)
    end(clock, gate)
    await one.until(() => session.durable?.rests === true, 'the rest')
    clock.advance(60)
    await one.until(() => !isInMemory(), 'its end in memory')
    await comeBack()
    expect([one.text, one.form]).toEqual(['Go\ndone', 'End'])
  })

  it('stays if it keeps its code', async () => {
    const { one, clock, leave, isInMemory } = sleepy(() => input('Name'), 'keep')
    await one.until(() => one.form === 'Name', 'the form')
    await leave()
    clock.advance(600)
    await one.page.settle()
    expect(isInMemory()).toBe(true)
  })

  it('is also freed if it was resumed and its page did not come', async () => {
    const { one, clock, isInMemory } = sleepy(() => input('Name'))
    await one.until(() => one.form === 'Name', 'the form')
    await one.page.session.suspend()
    const { session, secret } = one.page.half.ticket ?? { session: '', secret: '' }
    await one.host.durable?.resume(session, secret)
    expect(isInMemory()).toBe(true)
    await one.until(() => one.host.registry.get(session)?.durable?.rests === true, 'the rest')
    clock.advance(60)
    await one.until(() => !isInMemory(), 'its end in memory')
  })
})
