import { readFileSync } from 'node:fs'
import {
  closed_signal,
  defer_call,
  hold,
  input,
  on_event,
  put_button,
  put_text,
  run_async,
  SessionClosedException,
} from '../../src/index'
import type { SessionHost } from '../../src/engine/host/session-host'
import type { SessionInfo } from '../../src/engine/session-info'
import { FakeClock } from '../support/fake-clock'
import { appEvent, hostOf, RawPage } from '../support/raw-page'
import { turn } from '../support/app'

/** The table of docs/protocol.md, section 6, which this file tests row by row. */
const TABLE = readTable('cause')

interface Stage {
  readonly host: SessionHost
  readonly page: RawPage
  readonly clock: FakeClock
}

/** Ends a session as the row of this cause describes. */
const CAUSES: { readonly [cause: string]: { task(): unknown; end(stage: Stage): unknown } } = {
  done: { task: () => ({ answer: 42 }), end: () => {} },
  failed: {
    task: () => {
      throw new Error('mine')
    },
    end: () => {},
  },
  leave: { task: () => hold(), end: ({ page }) => page.say({ type: 'leave' }) },
  lost: {
    task: () => hold(),
    end: ({ page, clock }) => {
      page.drop()
      clock.advance(29)
      expect(page.session.isClosed).toBe(false)
      clock.advance(1)
    },
  },
  idle: {
    task: () => hold(),
    end: ({ clock, page }) => {
      keepAwake(page, clock)
      clock.advance(60)
    },
  },
  age: {
    task: () => hold(),
    end: ({ clock, page }) => {
      for (let n = 1; n <= 19; n++) {
        clock.advance(50)
        page.say(appEvent(n))
        expect(page.session.isClosed).toBe(false)
      }
      clock.advance(50)
    },
  },
  shutdown: { task: () => hold(), end: ({ host }) => host.close('shutdown') },
  replaced: { task: () => hold(), end: ({ host }) => host.close('replaced') },
}

/** Events prevent a session from being idle. */
function keepAwake(page: RawPage, clock: FakeClock): void {
  for (let n = 1; n <= 3; n++) {
    clock.advance(50)
    page.say(appEvent(n))
  }
  expect(page.session.isClosed).toBe(false)
}

const SPAN = { idle: 60, age: 1000 }
const INTERVAL = 5

it('names a test for each row of the table', () => {
  expect(TABLE.map(({ cause }) => cause)).toEqual(Object.keys(CAUSES))
})

describe.each(TABLE)('the end by $cause', ({ cause, reason, page: told }) => {
  async function play() {
    const clock = new FakeClock()
    const log: string[] = []
    const scenario = CAUSES[cause as string]
    const logger = { debug() {}, info() {}, warn() {}, error: (text: string) => log.push(text) }
    const host = hostOf(
      {
        index: () => {
          defer_call(() => log.push('first'))
          defer_call(() => {
            throw new Error('a deferred function of mine')
          })
          defer_call(() => log.push('last'))
          closed_signal().addEventListener('abort', () => log.push('aborted'))
          return scenario?.task()
        },
      },
      { clock, logger, lifeSpan: SPAN, expiryInterval: INTERVAL, reconnectTimeout: 30 },
    )
    const page = new RawPage(host)
    page.connect()
    await turn()
    await scenario?.end({ host, page, clock })
    await turn()
    return { clock, host, log, page }
  }

  it(`[L1] has the reason ${reason}; deferred functions run in order, even if one throws`, async () => {
    const { log, page } = await play()
    expect(page.session.state).toMatchObject({ name: 'closed', reason: reason?.replaceAll('`', '') })
    const expected = ['aborted', 'first', '[webio] a deferred function failed (application "index"):', 'last']
    expect(log.filter((line) => !line.includes('a main task'))).toEqual(expected)
  })

  it(`[L2] the page ${told}`, async () => {
    const { page, host } = await play()
    const last = page.batches.at(-1)?.commands.at(-1)
    if (told?.startsWith('is told')) {
      expect(last).toEqual({
        type: 'session-close',
        reason: reason?.replaceAll('`', ''),
        ...(cause === 'done' && { result: { answer: 42 } }),
      })
    }
    if (cause === 'lost') expect(new RawPage(host).connect(page.resume(0))).toBe('session_gone')
  })

  it('[L3] leaves nothing of the session after its page has read the end or can no longer read it', async () => {
    const { page, host, clock } = await play()
    page.say({ type: 'seen', n: page.batches.at(-1)?.n ?? 0 })
    expect(host.registry.size).toBe(0)
    clock.advance(30)
    expect(host.registry.size).toBe(0)
    clock.advance(INTERVAL)
    expect(clock.waiting).toBe(0)
  })
})

describe('the end of a session', () => {
  it('[L1] makes all waiting calls of its tasks throw', async () => {
    const ended: string[] = []
    const wait = (what: string, promise: Promise<unknown>): void =>
      void promise.then(
        () => ended.push(`${what} resolved`),
        (error) => ended.push(error instanceof SessionClosedException ? `${what} threw` : String(error)),
      )
    const host = hostOf({
      index: async () => {
        wait('input', input('a'))
        wait('hold', hold())
        const { result } = run_async(() => input('b'))
        wait('a task', result)
        await input('c')
      },
    })
    const page = new RawPage(host)
    page.connect()
    await turn()
    page.say({ type: 'leave' })
    await turn()
    expect(ended.sort()).toEqual(['a task threw', 'hold resolved', 'input threw'])
  })

  it('[L2] reaches a page that was away, if it comes back in time', async () => {
    const clock = new FakeClock()
    const host = hostOf({ index: () => input('x') }, { clock })
    const page = new RawPage(host)
    page.connect()
    await turn()
    page.drop()
    await page.session.close('shutdown')
    clock.advance(29)
    const back = new RawPage(host)
    expect(back.connect(page.resume(0))).toBeNull()
    expect(back.batches.at(-1)?.commands.at(-1)).toMatchObject({ type: 'session-close' })
    clock.advance(60)
    expect([back.isClosed, host.registry.size]).toEqual([false, 1])
    back.say({ type: 'seen', n: back.batches.at(-1)?.n })
    expect(new RawPage(host).connect(page.resume(0))).toBe('session_gone')
  })

  it('[L2] ends without a page that does not come back', async () => {
    const clock = new FakeClock()
    const host = hostOf({ index: () => input('x') }, { clock })
    const page = new RawPage(host)
    page.connect()
    await turn()
    page.drop()
    await page.session.close('shutdown')
    clock.advance(30)
    expect([host.registry.size, clock.waiting]).toEqual([0, 0])
  })

  it('[L3] leaves nothing behind if a page that was away comes back and reads it', async () => {
    const clock = new FakeClock()
    const host = hostOf({ index: () => input('x') }, { clock })
    const page = new RawPage(host)
    page.connect()
    await turn()
    page.drop()
    await page.session.close('shutdown')
    const back = new RawPage(host)
    expect(back.connect(page.resume(0))).toBeNull()
    back.say({ type: 'seen', n: back.batches.at(-1)?.n })
    expect([back.isClosed, host.registry.size, clock.waiting]).toEqual([true, 0, 0])
  })

  it('[L2] waits no longer than usual for a page that loses its connection after it', async () => {
    const clock = new FakeClock()
    const host = hostOf({ index: () => void put_text('a') }, { clock })
    const page = new RawPage(host)
    page.connect()
    await turn()
    clock.advance(100)
    page.drop()
    clock.advance(29)
    expect([page.session.isClosed, host.registry.size]).toEqual([true, 1])
    clock.advance(1)
    expect([host.registry.size, clock.waiting]).toEqual([0, 0])
  })

  describe('with a page that reads more slowly than the session writes', () => {
    const limits = { batchBytes: 1000, flightBatches: 2, flightBytes: 2000, waitingBytes: 1e6 }
    const showing = (texts: number) => () => {
      for (let i = 0; i < texts; i++) put_text('x'.repeat(500))
    }

    it('[L2] [L3] is delivered, no matter how long that takes, and leaves nothing behind', async () => {
      const clock = new FakeClock()
      const host = hostOf({ index: showing(100) }, { clock, reconnectTimeout: 0, outboxLimits: limits })
      const page = new RawPage(host)
      page.connect()
      await turn()
      expect([page.session.isClosed, host.registry.size]).toEqual([true, 1])
      for (let n = 1; !page.isClosed && n <= page.batches.length; n++) {
        clock.advance(200)
        page.say({ type: 'seen', n })
      }
      const commands = page.batches.flatMap((batch) => batch.commands)
      const outputs = commands.flatMap((command) => (command.type === 'output-insert' ? command.outputs : []))
      expect(outputs).toHaveLength(100)
      expect(commands.at(-1)).toEqual({ type: 'session-close', reason: 'finished' })
      expect([page.isClosed, host.registry.size, clock.waiting]).toEqual([true, 0, 0])
    })

    it('[L3] gives up on a page that reads nothing at all', async () => {
      const clock = new FakeClock()
      const host = hostOf({ index: showing(100) }, { clock, outboxLimits: limits })
      const page = new RawPage(host)
      page.connect()
      await turn()
      clock.advance(299)
      expect(host.registry.size).toBe(1)
      clock.advance(1)
      expect([page.isClosed, host.registry.size, clock.waiting]).toEqual([true, 0, 0])
    })
  })

  it('[L3] refuses a page whose handshake was accepted before it', () => {
    const host = hostOf({ index: () => {} })
    const session = host.prepare('index')
    const admission = host.admit(host.parse({ protocol: 1, app: 'index', params: {} }), {
      user: null,
    } as SessionInfo)
    void session.close('left')
    const page = new RawPage(host)
    admission.begin(page.transport)
    expect([page.heard, page.isClosed]).toEqual([[], true])
    expect(page.connect()).toBeNull()
    expect(page.session).not.toBe(session)
  })

  it('names an unawaited form', async () => {
    const warnings: string[] = []
    const logger = { debug() {}, info() {}, error() {}, warn: (text: string) => void warnings.push(text) }
    const task = (): void => {
      void input('Name')
    }
    const page = new RawPage(hostOf(task, { logger }))
    page.connect()
    await turn()
    expect(page.session.state.name).toBe('closed')
    expect(warnings).toEqual([
      '[webio] application "index": the form "Name" closes unanswered, because its task has ended. ' +
        'Write await before the call that asks.',
    ])
  })

  it('does not happen while a callback can still run', async () => {
    const host = hostOf({
      index: () => put_button('x', () => put_text('y')),
      event: () => on_event('x', () => {}),
    })
    for (const app of ['index', 'event']) {
      const page = new RawPage(host)
      page.connect({ app })
      await turn()
      expect(page.session.state.name).toBe('open')
    }
  })
})

function readTable(firstColumn: string): Record<string, string>[] {
  const lines = readFileSync(new URL('../../../../docs/protocol.md', `file://${__filename}`), 'utf8').split(
    '\n',
  )
  const start = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`))
  const rows = lines.slice(start, lines.indexOf('', start)).map((line) => line.split('|').slice(1, -1))
  const [names = [], , ...body] = rows.map((cells) => cells.map((cell) => cell.trim()))
  return body.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])))
}
