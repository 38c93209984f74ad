import { hold } from '../../src/index'
import { config, limitsOf } from '../../src/server/options/app-config'
import type { SessionHostOptions } from '../../src/engine/host/session-host'
import { FakeClock } from '../support/fake-clock'
import { appEvent, hostOf, RawPage } from '../support/raw-page'

/** Applications that wait, each with its own limits. */
const APPLICATIONS = {
  plain: () => hold(),
  short: config({ session_expire_seconds: 20 }, () => hold()),
  old: config({ session_expire_seconds: 5000, session_max_age: 40 }, () => hold()),
  pair: config({ max_sessions: 2 }, () => hold()),
}
type App = keyof typeof APPLICATIONS

function stage(options: Partial<SessionHostOptions> = {}) {
  const clock = new FakeClock()
  const limits = (app: string) => limitsOf(APPLICATIONS[app as App])
  const host = hostOf(APPLICATIONS, { clock, limitsOf: limits, ...options })
  const open = (app: App): RawPage => {
    const page = new RawPage(host)
    expect(page.connect({ app })).toBeNull()
    return page
  }
  return { clock, host, open }
}

describe('limits of sessions', () => {
  it('of an application override those of the server', () => {
    const { clock, open } = stage({ lifeSpan: { idle: 100, age: Infinity }, expiryInterval: 1 })
    const pages = (['plain', 'short', 'old'] as const).map(open)
    const closed = () => pages.map(({ session }) => session.isClosed)
    clock.advance(19)
    expect(closed()).toEqual([false, false, false])
    clock.advance(1)
    expect(closed()).toEqual([false, true, false])
    clock.advance(20)
    expect(closed()).toEqual([false, true, true])
    clock.advance(60)
    expect(closed()).toEqual([true, true, true])
  })

  it('count idleness from the last sign of the visitor: an event, or a page', () => {
    const { clock, host, open } = stage({ expiryInterval: 1 })
    const page = open('short')
    clock.advance(15)
    page.say(appEvent(1))
    clock.advance(15)
    page.drop()
    const back = new RawPage(host)
    expect(back.connect({ app: 'short', ...page.resume(0) })).toBeNull()
    clock.advance(19)
    expect(back.session.isClosed).toBe(false)
    clock.advance(1)
    expect(back.session.isClosed).toBe(true)
  })

  it('are checked as often as the shortest limit of an open session requires, and not at all without sessions', () => {
    const { clock, open } = stage()
    open('plain')
    expect(clock.waiting).toBe(0)
    const old = open('old')
    expect(clock.waiting).toBe(1)
    clock.advance(3)
    // Sooner than planned: every 2 s.
    const short = open('short')
    expect(clock.waiting).toBe(1)
    clock.advance(22)
    expect([short.session.isClosed, old.session.isClosed]).toEqual([true, false])
    clock.advance(19)
    expect(old.session.isClosed).toBe(true)
    expect(clock.waiting).toBe(0)
  })

  it('count the sessions of an application in addition to all sessions', () => {
    const { host, open } = stage({ maxSessions: 4 })
    const [first] = [open('pair'), open('pair'), open('plain')]
    expect(new RawPage(host).connect({ app: 'pair' })).toBe('server_full')
    first.say({ type: 'leave' })
    open('pair')
    open('plain')
    expect(new RawPage(host).connect({ app: 'plain' })).toBe('server_full')
  })
})
