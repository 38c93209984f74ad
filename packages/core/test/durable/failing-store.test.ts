import { describe, expect, it } from '@jest/globals'
import { durableSessions } from '../../src/engine/host/durable-sessions'
import type { JournalClaim, JournalEntry } from '../../src/engine/durable/journal-store'
import { MANY_RECORDS, MOST_RECORDS } from '../../src/engine/durable/journal'
import type { Session } from '../../src/engine/session'
import { UNKNOWN_INFO } from '../../src/engine/session-info'
import { input, now, put_button, put_text, random_id, step } from '../../src/index'
import { ROOT_ID } from '../../src/protocol/output-spec'
import { Metrics } from '../../src/server/operations/metrics'
import { textOf } from '../../src/state/read-tree'
import { TestPage } from '../../src/testing/test-page'
import { Gate } from '../support/app'
import { FakeClock } from '../support/fake-clock'
import { hostOf, RawPage } from '../support/raw-page'
import { DurablePage } from './durable-page'
import { WatchedStore } from './watched-store'

/** A store whose behavior a test controls. */
class FragileStore extends WatchedStore {
  /** Called before each append. It may throw or wait. */
  before: (session: string) => Promise<void> | void = () => {}
  attempts = 0

  override async append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    this.attempts++
    await this.before(claim.session)
    await super.append(claim, entries)
  }
}

/** Asks one question after another, and runs a step for each answer. */
async function asks(): Promise<void> {
  for (let i = 1; ; i++) {
    const answer = await input(`Question ${i}`)
    put_text(await step(`step ${i}`, () => `kept ${answer}`))
  }
}

const fails = (): never => {
  throw new Error('ENOSPC: no space left on device')
}

/** Answers two questions. The store fails from the second one on, for so long that the session no longer waits for it. */
async function behind(one: DurablePage, store: FragileStore, clock: FakeClock): Promise<Session> {
  await one.submit('Question 1', 'a')
  await one.until(() => one.form === 'Question 2', 'the next form')
  store.before = fails
  const n = await one.answer('Question 2', 'b')
  await one.until(() => (clock.advance(0.5), one.text.includes('kept b')), 'the answer')
  expect(one.page.half.isPending(n)).toBe(false)
  return one.page.session
}

async function metricsOf({ host }: DurablePage): Promise<string> {
  const { text } = await new Metrics({
    hosts: () => [host],
    relayedPages: () => 0,
    isDraining: () => false,
  }).read()
  return text
    .split('\n')
    .filter((line) => line.startsWith('webio_durable'))
    .join('\n')
}

describe('a store that fails', () => {
  it('for a moment does no harm: the write is repeated, and the session stays durable', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(asks, { store }, clock)
    await one.submit('Question 1', 'a')
    await one.until(() => one.form === 'Question 2', 'the next form')
    const before = store.attempts
    store.before = () => {
      if (store.attempts < before + 3) fails()
    }
    await one.answer('Question 2', 'b')
    await one.until(() => (clock.advance(0.05), one.text.includes('kept b')), 'the answer')
    expect(one.log).toEqual([])
    expect(store.of('answer').map(({ fp }) => fp)).toEqual(['form:Question 1/data', 'form:Question 2/data'])
    expect(one.page.session.durable?.isKept).toBe(true)
  })

  it('for longer: the session continues, reports that once, and is durable again when the store works', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(asks, { store }, clock)
    const { id, secret } = await behind(one, store, clock)
    await one.submit('Question 3', 'c')
    await one.until(() => one.text.includes('kept c'), 'the next answer')
    expect(one.log).toEqual([
      `[webio] Session ${id} of application "index" continues, and is not durable while its journal cannot be written: Error: ENOSPC: no space left on device`,
    ])
    expect(await metricsOf(one)).toContain('webio_durable_given_up_total{app="index",reason="store"} 1')
    expect(await metricsOf(one)).not.toContain('webio_durable_sessions{')

    store.before = () => {}
    await one.until(() => (clock.advance(1), one.page.session.durable?.isKept === true), 'the journal')
    expect(one.log).toEqual([
      expect.anything(),
      `[webio] Session ${id} of application "index" is durable again.`,
    ])
    expect(await metricsOf(one)).toContain('webio_durable_sessions{app="index"} 1')
    expect(store.of('answer').map(({ fp }) => fp)).toEqual([1, 2, 3].map((i) => `form:Question ${i}/data`))
    // Nothing is missing after a restart.
    expect(await one.page.session.suspend()).toBe(true)
    const next = new DurablePage(asks, { store }, clock)
    const session = await next.host.durable?.resume(id, secret)
    if (!session || session === 'held') throw new Error('The session is not resumed.')
    expect(textOf(session.view.tree, ROOT_ID)).toBe('kept a\nkept b\nkept c')
  })

  it('at the moment of a release: the session stays in its process', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(asks, { store }, clock)
    await behind(one, store, clock)
    expect(await one.page.session.suspend()).toBe(false)
    await one.submit('Question 3', 'c')
    await one.until(() => one.text.includes('kept c'), 'the next answer')
  })

  it('until the process is killed: the next one continues from the last stored record, and the first one writes no more', async () => {
    const clock = new FakeClock()
    const store = new FragileStore(clock)
    const one = new DurablePage(asks, { store }, clock)
    const { id, secret } = await behind(one, store, clock)
    const stored = await store.kept(id)
    // The claim expires without a renewal.
    clock.advance(20)
    const next = new DurablePage(asks, { store }, clock)
    const session = await next.host.durable?.resume(id, secret)
    if (!session || session === 'held') throw new Error('The session is not resumed.')
    expect(textOf(session.view.tree, ROOT_ID)).toBe('kept a')
    store.before = () => {}
    await one.until(() => (clock.advance(5), one.page.session.isClosed), 'the end of the first one')
    expect(await store.kept(id)).toEqual(stored)
  })

  it('when the server stops: the session ends, and nobody continues it from an old journal', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(asks, { store }, clock)
    const { id } = await behind(one, store, clock)
    await one.page.session.close('shutdown')
    expect(one.page.session.isClosed).toBe(true)
    expect(await store.get(id)).toBeNull()
  })

  it('at the end of a session: the session ends, and its journal as soon as the store works', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(() => input('Name'), { store }, clock)
    await one.until(() => one.form === 'Name', 'the form')
    await store.until(() => store.of('open').length === 1, 'the journal')
    const { id } = one.page.session
    const end = store.end.bind(store)
    let failures = 0
    store.end = () => (failures++, Promise.reject(new Error('ECONNRESET')))
    await one.page.session.close('left')
    expect(failures).toBe(1)
    store.end = end
    await one.until(() => (clock.advance(1), failures > 0), 'the retry')
    await one.page.settle()
    expect(await store.get(id)).toBeNull()
  })

  it('for too long: what the session holds has a bound, and is then let go', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(asks, { store }, clock)
    const { id } = await behind(one, store, clock)
    for (let i = 3; !one.log.at(-1)?.includes('no longer'); i++) {
      expect(i).toBeLessThan(20)
      await one.submit(`Question ${i}`, 'x'.repeat(90_000))
    }
    expect(one.log.at(-1)).toMatch(
      /is no longer durable. Its journal could not be written for too long: Error: ENOSPC/,
    )
    await one.page.settle()
    expect(await store.get(id)).toBeNull()
    expect(await metricsOf(one)).toContain('webio_durable_given_up_total{app="index",reason="store"} 1')
  })

  it('by not answering: the session waits only for a few seconds', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(asks, { store }, clock)
    await one.submit('Question 1', 'a')
    await one.until(() => one.form === 'Question 2', 'the next form')
    store.before = () => new Promise(() => {})
    await one.answer('Question 2', 'b')
    await one.until(() => one.form === '', 'the submit')
    clock.advance(14)
    await one.page.settle()
    expect([one.text, one.log]).toEqual(['kept a', []])
    await one.until(() => (clock.advance(1), one.text.includes('kept b')), 'the answer')
    expect(one.log).toEqual([expect.stringContaining('The store has not answered for 15 s.')])
  })

  it('by being slow: the session waits as long as the store writes for others, up to a minute', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    const one = new DurablePage(asks, { store }, clock)
    const other = new TestPage(one.host, { errors: [] })
    await one.submit('Question 1', 'a')
    await one.until(() => one.form === 'Question 2', 'the next form')
    await other.until(() => other.half.tree.forms.size === 1, 'the form of the other')
    const { id } = one.page.session
    store.before = (session) => (session === id ? new Promise(() => {}) : undefined)
    await one.answer('Question 2', 'b')
    await one.until(() => one.form === '', 'the submit')
    for (let seconds = 10; seconds < 60; seconds += 10) {
      clock.advance(10)
      const written = store.of('answer').length
      const [form] = other.half.tree.forms.keys()
      other.send({ type: 'form-submit', form: form ?? 0, values: { data: 'x' } })
      await store.until(() => store.of('answer').length > written, 'the answer of the other')
      await other.until(() => !other.half.tree.forms.has(form ?? 0), 'its next form')
      await other.until(() => other.half.tree.forms.size === 1, 'its next form')
      expect([one.text, one.log]).toEqual(['kept a', []])
    }
    await one.until(() => (clock.advance(5), one.text.includes('kept b')), 'the answer')
    expect(one.log).toEqual([expect.stringMatching(/The store has not answered for (60|75) s\./)])
  })

  it('from the beginning: the session still runs', async () => {
    const store = new FragileStore()
    const clock = new FakeClock()
    store.open = () => Promise.reject(new Error('ECONNREFUSED'))
    const one = new DurablePage(asks, { store }, clock)
    await one.until(() => one.form === 'Question 1', 'the form')
    await one.answer('Question 1', 'a')
    await one.until(() => (clock.advance(0.5), one.text.includes('kept a')), 'the answer')
    expect(one.log).toEqual([expect.stringContaining('ECONNREFUSED')])
  })
})

describe('what the page sees', () => {
  it('waits only for records of what could differ after a crash', async () => {
    const store = new FragileStore()
    const one = new DurablePage(
      async () => {
        put_button('Time', () => put_text(now()))
        put_button('Text', () => put_text('text'))
        await input('Name')
      },
      { store },
    )
    await one.until(() => one.form === 'Name', 'the form')
    const gate = new Gate()
    store.before = () => gate.promise
    one.click('Text')
    await one.until(() => one.text.includes('text'), 'the text')
    one.click('Time')
    await one.page.settle()
    expect(one.text).not.toMatch(/\d/)
    gate.open()
    await one.until(() => /\d/.test(one.text), 'the time')
  })
})

describe('the length of a journal', () => {
  it('is 5,000 records before the log warns, and 20,000 before durability ends', () => {
    expect([MANY_RECORDS, MOST_RECORDS]).toEqual([5000, 20_000])
  })

  it('is reported once, and finally ends durability', async () => {
    const store = new WatchedStore()
    const one = new DurablePage(asks, { store, bounds: { many: 5, most: 9 } })
    for (let i = 1; i <= 6; i++) await one.submit(`Question ${i}`, String(i))
    const name = `Session ${one.page.session.id} of application "index"`
    expect(one.log).toEqual([
      `[webio] ${name} has 5 records, so it takes longer and longer to resume. Call checkpoint(state) now and then.`,
      `[webio] ${name} continues, but is no longer durable. It has too many records. Call checkpoint(state) now and then.`,
    ])
    await one.until(() => one.text.includes('kept 6'), 'the last answer')
    expect(one.text.split('\n')).toHaveLength(6)
    expect(await metricsOf(one)).toContain('webio_durable_given_up_total{app="index",reason="records"} 1')
  })
})

describe('metrics', () => {
  it('count records and sessions, and measure how long it takes to resume sessions', async () => {
    const store = new WatchedStore()
    const task = async () => {
      put_text(random_id(), await input('Name'))
      await input('End')
    }
    const one = new DurablePage(task, { store })
    await one.submit('Name', 'Ada')
    await store.until(() => store.of('answer').length === 1, 'the answer')
    expect(await metricsOf(one)).toContain('webio_durable_records_total{app="index"} 3')
    expect(await metricsOf(one)).toContain('webio_durable_sessions{app="index"} 1')
    const { id, secret } = one.page.session
    await one.page.session.suspend()
    const { durable } = one.host
    expect(await durable?.resume(id, secret)).not.toBeNull()
    expect(await metricsOf(one)).toContain('webio_durable_replays_total{app="index",outcome="continued"} 1')
    expect(await metricsOf(one)).toMatch(/webio_durable_replay_seconds_total\{app="index"\} \d/)
  })

  it('count a session that could not be resumed', async () => {
    const store = new WatchedStore()
    const first = new DurablePage(() => input('Name'), { store })
    await first.until(() => first.form === 'Name', 'the form')
    await first.answer('Name', 'Ada')
    await store.until(() => store.of('answer').length === 1, 'the answer')
    // The session ends with its answer. Another one begins, and a process with different code replaces its
    // process.
    const page = new RawPage(hostOf(asks, { durable: durableSessions({ store, owner: 'old' }) }))
    page.connect({}, UNKNOWN_INFO)
    await page.until(() => JSON.stringify(page.batches).includes('form-open'), 'the form')
    const form = page.batches.flatMap(({ commands }) => commands).find((one) => one.type === 'form-open')
    page.say({ type: 'event', n: 1, seen: 0, event: { type: 'form-submit', form: form?.form.id, values: { data: 'x' } } }) // prettier-ignore
    await store.until(() => store.of('step').length === 1, 'the step')
    const { id, secret } = page.session
    await page.session.suspend()
    const next = new DurablePage(() => input('Other'), { store, patienceMs: 50 })
    await expect(next.host.durable?.resume(id, secret)).rejects.toThrow(
      'the program has form:Other/data instead',
    )
    expect(await metricsOf(next)).toContain('webio_durable_replays_total{app="index",outcome="failed"} 1')
  })
})
