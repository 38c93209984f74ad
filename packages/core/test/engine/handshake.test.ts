import { hold, on_event, put_text } from '../../src/index'
import { turn } from '../support/app'
import { FakeClock } from '../support/fake-clock'
import { appEvent, hostOf, RawPage } from '../support/raw-page'

const main = () => {
  put_text('hi')
  return hold()
}

it('[H1] refuses another protocol version', () => {
  expect(new RawPage(hostOf(main)).connect({ protocol: 2 })).toBe('version_mismatch')
})

it('[H2] refuses invalid handshakes, unknown applications, and sessions beyond the limit', async () => {
  const host = hostOf({ index: main }, { maxSessions: 1 })
  expect(new RawPage(host).connect({ app: 5 })).toBe('bad_handshake')
  expect(new RawPage(host).connect({ app: 'other' })).toBe('app_not_found')
  expect(new RawPage(host).connect({ app: 'constructor' })).toBe('app_not_found')
  expect(new RawPage(host).connect()).toBe(null)
  expect(new RawPage(host).connect()).toBe('server_full')
  await host.close('shutdown')
})

it('[H4] a new session begins with welcome, an unguessable id and an unguessable secret', () => {
  const [a, b] = [new RawPage(hostOf(main)), new RawPage(hostOf(main))]
  a.connect()
  b.connect()
  expect(a.heard[0]).toEqual({
    type: 'welcome',
    session: a.session.id,
    secret: a.session.secret,
    resumed: false,
    handled: 0,
  })
  const tokens = [a, b].flatMap(({ welcome }) => [welcome.session, welcome.secret])
  expect(new Set(tokens).size).toBe(4)
  for (const token of tokens) expect(token).toMatch(/^[\w-]{24}$/)
})

it.each<[string, object, object]>([
  ['another session', { resume: { session: 'nobody', secret: 'x', seen: 0 } }, {}],
  ['another secret', { resume: { secret: 'x' } }, {}],
  ['an empty secret', { resume: { secret: '' } }, {}],
  ['another application', { app: 'other' }, {}],
  ['another user', {}, { user: 'Eve' }],
])('[H5] resuming %s gets the same refusal', async (_, changes, info) => {
  const host = hostOf({ index: main, other: main })
  const page = new RawPage(host)
  page.connect({}, { user: 'Bob' })
  const { resume } = page.resume(0)
  const handshake = {
    ...changes,
    resume: { ...resume, ...('resume' in changes && (changes.resume as object)) },
  }
  expect(new RawPage(host).connect(handshake, { user: 'Bob', ...info })).toBe('session_gone')
  expect(page.isClosed).toBe(false)
})

it('[H5] the same user may resume, even as a different object', async () => {
  const host = hostOf(main)
  const page = new RawPage(host)
  page.connect({}, { user: { id: 1 } })
  const again = new RawPage(host)
  expect(again.connect(page.resume(0), { user: { id: 1 } })).toBe(null)
  expect(again.welcome).toEqual({ ...page.welcome, resumed: true })
})

it('[H6] a page that resumes a session replaces the attached page, whose messages are then ignored', async () => {
  const heard: unknown[] = []
  const host = hostOf(() => {
    on_event('x', (data) => heard.push(data))
  })
  const [old, now] = [new RawPage(host), new RawPage(host)]
  old.connect()
  now.connect(old.resume(0))
  expect([old.replies, old.isClosed]).toEqual([[{ type: 'goodbye', code: 'taken_over' }], true])
  old.say(appEvent(1))
  old.say({ type: 'leave' })
  old.drop()
  expect([heard, now.session.state.name]).toEqual([[], 'open'])
  now.say(appEvent(1))
  await turn()
  expect(heard).toEqual([1])
})

describe('[H10] a handshake that its page has given up', () => {
  const made = (page: string, attempt: number, of: RawPage) => ({
    resume: { ...of.resume(0).resume, page, attempt },
  })

  it('does not take the session from a later handshake of the page', async () => {
    const host = hostOf(main)
    const [first, given, newest] = [new RawPage(host), new RawPage(host), new RawPage(host)]
    first.connect()
    newest.connect(made('a', 3, first))
    given.connect(made('a', 2, first))
    expect([given.heard, given.isClosed]).toEqual([[], true])
    expect([newest.replies, newest.isClosed]).toEqual([[], false])
    given.say({ type: 'leave' })
    given.drop()
    expect(newest.session.state).toEqual({ name: 'open', transport: newest.transport })
    await host.close('shutdown')
  })

  it.each<[string, number]>([
    ['a', 4],
    ['b', 1],
  ])('differs from one of page %s with number %d, which takes the session', async (page, attempt) => {
    const host = hostOf(main)
    const [first, earlier, later] = [new RawPage(host), new RawPage(host), new RawPage(host)]
    first.connect()
    earlier.connect(made('a', 3, first))
    later.connect(made(page, attempt, first))
    expect(earlier.replies).toEqual([{ type: 'goodbye', code: 'taken_over' }])
    expect(later.session.state).toEqual({ name: 'open', transport: later.transport })
    await host.close('shutdown')
  })
})

it('[R1] a session without a page continues, and is kept for reconnect_timeout', async () => {
  const clock = new FakeClock()
  const host = hostOf(main, { clock, reconnectTimeout: 30 })
  const page = new RawPage(host)
  page.connect()
  page.drop()
  clock.advance(29)
  const again = new RawPage(host)
  expect(again.connect(page.resume(0))).toBe(null)
  clock.advance(60)
  expect([again.session.state.name, host.registry.size]).toEqual(['open', 1])
  again.drop()
  clock.advance(30)
  expect(again.session.state).toMatchObject({ name: 'closed', reason: 'expired', transport: null })
  expect(host.registry.size).toBe(0)
  expect(new RawPage(host).connect(page.resume(0))).toBe('session_gone')
})

it('leave ends a session at once', async () => {
  const host = hostOf(main)
  const page = new RawPage(host)
  page.connect()
  page.say({ type: 'leave' })
  expect([page.session.isClosed, page.isClosed, host.registry.size]).toEqual([true, true, 0])
})

it('close ends all sessions and notifies their pages', async () => {
  const host = hostOf(main)
  const pages = [new RawPage(host), new RawPage(host)]
  for (const page of pages) page.connect()
  await host.close('shutdown')
  for (const page of pages)
    expect(page.batches.at(-1)?.commands.at(-1)).toEqual({ type: 'session-close', reason: 'shutdown' })
})

it('new sessions run the most recent applications', () => {
  const host = hostOf(main)
  host.setApplications(new Map([['other', main]]))
  expect([new RawPage(host).connect(), new RawPage(host).connect({ app: 'other' })]).toEqual([
    'app_not_found',
    null,
  ])
})

it('a prepared session goes to one page, and the next page gets its own', () => {
  const host = hostOf(main)
  const session = host.prepare('index')
  const [first, second] = [new RawPage(host), new RawPage(host)]
  expect([first.connect(), second.connect()]).toEqual([null, null])
  expect([first.session === session, second.session === session]).toEqual([true, false])
})

it('a prepared session that has ended goes to no page', async () => {
  const clock = new FakeClock()
  const host = hostOf(main, { clock })
  const session = host.prepare('index')
  await session.close('shutdown')
  clock.advance(3600)
  const page = new RawPage(host)
  expect(page.connect()).toBeNull()
  expect([page.session === session, page.session.isClosed]).toEqual([false, false])
})

it('[E5] bad messages are counted for each connection', () => {
  const host = hostOf(() => hold())
  const page = new RawPage(host)
  page.connect()
  for (let i = 0; i < 100; i++) page.say('rubbish')
  expect(page.isClosed).toBe(false)
  page.drop()
  const again = new RawPage(host)
  expect(again.connect(page.resume(0))).toBeNull()
  again.say('rubbish')
  expect(again.isClosed).toBe(false)
})
