import { describe, expect, it } from '@jest/globals'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import type { TaskFunction } from '../../src/engine/tasks/applications'
import { input, put_button, put_text, step } from '../../src/index'
import { FakeClock } from '../support/fake-clock'
import { DurablePage } from './durable-page'
import { WatchedStore } from './watched-store'

/** A page of a server in development. */
function developed(task: TaskFunction) {
  const clock = new FakeClock()
  const store = new WatchedStore(clock)
  const one = new DurablePage(task, { store, rehearses: true }, clock)
  return {
    one,
    store,
    /** Waits until the due trial is over, as indicated by `holds`. */
    tried: (holds: () => boolean) => one.until(() => (clock.advance(0.05), holds()), 'the trial'),
  }
}

describe('in development', () => {
  it('a session is replayed after each event, and the first line that differs is named once', async () => {
    let runs = 0
    const { one, tried } = developed(async () => {
      const run = ++runs
      put_text(run > 1 ? 'a text of another run' : 'a text')
      await input(run > 1 ? 'Other' : 'Name') // differs
      put_button('Go', () => {})
      await input('End')
    })
    await one.submit('Name', 'x')
    await one.until(() => one.form === 'End', 'the next form')
    await tried(() => one.log.length > 0)
    const before = runs
    one.click('Go')
    await tried(() => runs > before)
    await one.page.settle()
    await tried(() => true)
    expect(one.log).toEqual([
      expect.stringMatching(
        /^\[webio\] Application "index" would not continue after a restart of the server \(session [\w-]+, record 2\)\. The journal continues with answer "form:Name\/data", but the program has form:Other\/data instead: \S+rehearsal\.test\.ts:\d+\n/,
      ),
    ])
    // The live session is not affected by the trial.
    expect([one.form, one.text]).toEqual(['End', 'a text\nGo'])
  })

  it('reports nothing about sessions that continue, runs no step, and writes nothing', async () => {
    const effects: string[] = []
    let runs = 0
    const { one, store, tried } = developed(async () => {
      runs++
      const name = await input('Name')
      await step('load', () => void effects.push(`load ${name}`))
      put_button('Pay', () => step('pay', () => void effects.push('pay')))
      await input('End')
    })
    await one.submit('Name', 'Ada')
    await one.until(() => one.form === 'End', 'the next form')
    await tried(() => runs === 2)
    one.click('Pay')
    await one.until(() => effects.length === 2, 'the payment')
    await tried(() => runs === 3)
    await one.page.settle()
    expect([one.log, effects]).toEqual([[], ['load Ada', 'pay']])
    expect(store.records.map(({ kind }) => kind)).toEqual(['open', 'answer', 'step', 'event', 'step'])
    expect(one.page.session.isClosed).toBe(false)
  })

  it('nothing is replayed in production', async () => {
    let runs = 0
    const clock = new FakeClock()
    const task = async () => {
      runs++
      await input('Name')
      await input('End')
    }
    const one = new DurablePage(task, { store: new MemoryJournalStore(clock) }, clock)
    await one.submit('Name', 'x')
    await one.until(() => one.form === 'End', 'the next form')
    for (let i = 0; i < 10; i++) {
      clock.advance(1)
      await one.page.settle()
    }
    expect(runs).toBe(1)
  })
})
