import { expect, it } from '@jest/globals'
import type { JournalClaim, JournalEntry } from '../../src/engine/durable/journal-store'
import { input, put_text, random, step } from '../../src/index'
import { FakeClock } from '../support/fake-clock'
import { DurablePage } from './durable-page'
import { WatchedStore } from './watched-store'

/** A store whose writes for a session should be a second apart. */
class PausingStore extends WatchedStore {
  readonly pauseMs = 1000
  /** The kinds of records of each write. */
  readonly writes: unknown[][] = []

  override async append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    this.writes.push(entries.map(({ kind }) => kind))
    await super.append(claim, entries)
  }
}

function paused(task: () => Promise<unknown>) {
  const clock = new FakeClock()
  const store = new PausingStore(clock)
  const policyOf = () => ({ version: '', keepSeconds: 60 })
  return { clock, store, one: new DurablePage(task, { store, policyOf }, clock) }
}

it('writes the answers of a busy session together, and shows the next form without waiting', async () => {
  const { clock, store, one } = paused(async () => {
    for (let n = 1; n <= 4; n++) put_text(await input(`Name ${n}`))
    await input('End')
  })
  await store.until(() => store.writes.length === 1, 'the beginning')
  for (let n = 1; n <= 4; n++) await one.submit(`Name ${n}`, 'Ada')
  await one.until(() => one.form === 'End', 'the last form')
  expect(one.text).toBe('Ada\nAda\nAda\nAda')
  expect(store.of('answer')).toEqual([])
  clock.advance(1)
  await store.until(() => store.of('answer').length === 4, 'the answers')
  expect(store.writes.length).toBe(2)
})

it('does not make steps wait', async () => {
  const { store, one } = paused(async () => {
    await input('Name')
    for (let n = 1; n <= 5; n++) put_text(await step(`load ${n}`, async () => n), random() < 2)
    await input('End')
  })
  await one.submit('Name', 'Ada')
  await one.until(() => one.form === 'End', 'the last form')
  expect(one.text).toContain('5 true')
  expect(store.of('step').length).toBe(5)
})
