import { describe, expect, it } from '@jest/globals'
import type { ShareLink, ShareOptions } from '@webio/core'
import { checkpoint, info, input, put_text, share } from '@webio/core'
import type { SessionTicket } from '@webio/core/protocol'
import type { ServerOptions } from '@webio/core/server'
import { config } from '@webio/core/server'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import type { ViewRequest } from '../../src/protocol/viewers'
import { readShareId } from '../../src/protocol/viewers'
import { startNodes } from './nodes'
import type { TestServer } from './serve'
import { serve } from './serve'
import { handshake, SocketPage, tryHandshake } from './socket-page'

// Several servers start, and the machine may be busy.
jest.setTimeout(30_000)

const OPTIONS = { durable_secret: 'a secret of sixteen characters', reconnect_timeout: 3600 } as const

/** Shares its session and asks one question. Holds the last link that it shared. */
function survey(options: ShareOptions = {}, shared: (link: ShareLink) => void = () => {}) {
  const links: ShareLink[] = []
  const task = async (): Promise<void> => {
    const link = await share({ role: 'driver', ...options })
    links.push(link)
    shared(link)
    for (;;) put_text(`${String(info.user)}: ${await input('Text')}`)
  }
  return { task, view: () => viewOf(links[0]) }
}

function viewOf(link: ShareLink | undefined): ViewRequest {
  const { session, token } = readShareId(link?.id ?? '') ?? { session: '', token: '' }
  return { session, token }
}

/** A session with one answer, whose process has ended and whose page has left. */
async function left(
  task: () => Promise<void>,
  options: ServerOptions = {},
): Promise<{ readonly store: MemoryJournalStore; readonly ticket: SessionTicket }> {
  const store = new MemoryJournalStore()
  await using first = await serve({ survey: task }, { ...OPTIONS, durable: store, ...options })
  await using page = new SocketPage(first.url, 'websocket', { app: 'survey', auth: () => 'Ada' })
  await page.submit({ data: 'from the desk' })
  await page.until(() => page.texts.length === 1 && page.session.tree.forms.size === 1)
  return { store, ticket: await page.until(() => page.session.ticket) }
}

const next = (task: () => Promise<void>, store: MemoryJournalStore, options: ServerOptions = {}) =>
  serve({ survey: task }, { ...OPTIONS, durable: store, ...options })

const open = ({ url }: TestServer, options: ConstructorParameters<typeof SocketPage>[2]) =>
  new SocketPage(url, 'websocket', { app: 'survey', ...options })

const drives = (page: SocketPage) =>
  page.until(() => page.session.status === 'open' && page.session.role === 'driver')

async function untilSessions(server: TestServer, count: number): Promise<void> {
  while (server.sessions().length !== count) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('a link to a session that is only in the store', () => {
  it('continues it on another device, and its own page drives again when it comes back', async () => {
    const { task, view } = survey()
    const { store, ticket } = await left(task)
    await using second = await next(task, store)
    await using phone = open(second, { view: view() })
    await drives(phone)
    await phone.until(() => phone.session.tree.forms.size === 1)
    expect(phone.texts).toEqual(['null: from the desk'])
    expect(phone.session.ticket?.secret).not.toBe(ticket.secret)
    await phone.submit({ data: 'from the phone' })
    await phone.until(() => phone.texts.length === 2)

    await using desk = open(second, { ticket })
    await desk.until(() => desk.session.status === 'open' && desk.texts.length === 2)
    expect([desk.session.role, desk.session.mayDrive]).toEqual(['observer', true])
    desk.session.drive()
    await drives(desk)
    await desk.submit({ data: 'from the desk again' })
    await phone.until(() => phone.texts.length === 3)
    expect(second.sessions()).toHaveLength(1)
    expect([second.log.of('warn'), second.log.of('error')]).toEqual([[], []])
  })

  it('leaves the session for its own page and the same link, process after process', async () => {
    const { task, view } = survey()
    const { store, ticket } = await left(task)
    {
      await using second = await next(task, store)
      await using phone = open(second, { view: view() })
      await drives(phone)
      await phone.submit({ data: 'from the phone' })
      await phone.until(() => phone.texts.length === 2)
    }
    await using third = await next(task, store)
    await using desk = open(third, { ticket })
    await drives(desk)
    await using phone = open(third, { view: view() })
    await drives(phone)
    expect(phone.texts).toEqual(['null: from the desk', 'null: from the phone'])
  })

  it('continues a session that was put aside, and keeps it in memory while someone watches', async () => {
    const { task, view } = survey({ role: 'observer' })
    const sleepy = config({ durable: { keep: '1d', hibernate_after: 0.2 } }, task)
    const { store } = await left(sleepy)
    await using second = await next(sleepy, store)
    {
      await using watching = open(second, { view: view() })
      await watching.until(() => watching.session.role === 'observer' && watching.texts.length === 1)
      {
        await using other = open(second, {})
        await other.form()
      }
      // The other session, whose page leaves later, is put aside.
      await untilSessions(second, 1)
      expect([second.sessions()[0]?.id, watching.welcomes]).toEqual([view().session, 1])
    }
    await untilSessions(second, 0)
    await using again = open(second, { view: view() })
    await again.until(() => again.texts.length === 1)
    expect(second.log.of('error')).toEqual([])
  })

  it('and the session’s own page, at the same moment, get the same session', async () => {
    const { task, view } = survey()
    const { store, ticket } = await left(task)
    await using second = await next(task, store)
    await using phone = open(second, { view: view() })
    await using desk = open(second, { ticket })
    await Promise.all([phone, desk].map((page) => page.until(() => page.session.status === 'open')))
    expect(second.sessions()).toHaveLength(1)
    const driver = [phone, desk].find((page) => page.session.role === 'driver')
    await driver?.submit({ data: 'from one of them' })
    await Promise.all([phone, desk].map((page) => page.until(() => page.texts.length === 2)))
    expect(second.log.of('error')).toEqual([])
  })

  it('continues it at any node of a cluster, where its own page finds it through another node', async () => {
    const { task, view } = survey()
    const { store, ticket } = await left(task)
    await using nodes = await startNodes(2, { survey: task }, { ...OPTIONS, durable: store })
    const [first, second] = nodes.servers as [TestServer, TestServer]
    await using phone = open(first, { view: view() })
    await drives(phone)
    await using desk = open(second, { ticket })
    await desk.until(() => desk.session.status === 'open')
    desk.session.drive()
    await drives(desk)
    await desk.submit({ data: 'through the other node' })
    await phone.until(() => phone.texts.length === 2)
    expect([first.sessions(), second.sessions()].map((list) => list.length)).toEqual([1, 0])
  })
})

describe('nobody else gets the session', () => {
  it.each<[string, (view: { session: string; token: string }) => object]>([
    ['another token', (view) => ({ view: { ...view, token: 'guessed' } })],
    ['no token', (view) => ({ view: { ...view, token: '' } })],
    ['the link of another session', (view) => ({ view: { ...view, session: 'other' } })],
    ['another application', (view) => ({ view, app: 'other' })],
    ['the token as the secret of its page', ({ session, token }) => ({ resume: { session, secret: token, seen: 0 } })], // prettier-ignore
  ])('with %s, which does not even resume the session', async (_, asked) => {
    const { task, view } = survey()
    const { store } = await left(task)
    await using second = await serve({ survey: task, other: task }, { ...OPTIONS, durable: store })
    const shake = handshake({ app: 'survey', ...asked(view()) })
    expect(await tryHandshake(second.url, shake)).not.toBe('welcome')
    expect(second.sessions()).toEqual([])
    expect(await store.list({ state: 'live' })).toHaveLength(1)
  })

  it('with a link that has expired', async () => {
    const { task, view } = survey({ expires: 0.05 })
    const { store } = await left(task)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await using second = await next(task, store)
    expect(await tryHandshake(second.url, handshake({ app: 'survey', view: view() }))).toBe('session_gone')
    expect(second.sessions()).toEqual([])
  })

  it('with a link that the task has revoked', async () => {
    const { task, view } = survey({}, (link) => link.revoke())
    const { store } = await left(task)
    await using second = await next(task, store)
    expect(await tryHandshake(second.url, handshake({ app: 'survey', view: view() }))).toBe('session_gone')
  })

  it('with a link from before a checkpoint', async () => {
    let link: ShareLink | undefined
    const task = async (params?: object): Promise<void> => {
      if (params && 'checkpoint' in params) return void (await input('After'))
      link = await share({ role: 'driver' })
      put_text(await input('Before'))
      checkpoint(1)
      await input('After')
    }
    const { store } = await left(task)
    await using second = await next(task, store)
    expect(await tryHandshake(second.url, handshake({ app: 'survey', view: viewOf(link) }))).toBe(
      'session_gone',
    )
    expect(second.sessions()).toEqual([])
  })

  it('without the consent of authorize, no matter who has the link; the session remains its owner’s', async () => {
    const authorize: ServerOptions['authorize'] = ({ auth }) =>
      auth === 'Ada' || auth === 'Bob' ? auth : null
    const { task, view } = survey()
    const { store, ticket } = await left(task, { authorize })
    await using second = await next(task, store, { authorize })
    const asks = (auth: string, changes: object) =>
      tryHandshake(second.url, handshake({ app: 'survey', auth, ...changes }))
    expect(await asks('Eve', { view: view() })).toBe('unauthorized')
    expect(second.sessions()).toEqual([])
    await using bob = open(second, { view: view(), auth: () => 'Bob' })
    await drives(bob)
    await bob.submit({ data: 'for Ada' })
    await bob.until(() => bob.texts.length === 2)
    expect(bob.texts[1]).toBe('Ada: for Ada')
    // The page’s key does not admit another user, even if the link has brought the session back.
    const { session, secret } = ticket
    expect(await asks('Bob', { resume: { session, secret, seen: 0 } })).toBe('session_gone')
    expect(await asks('Ada', { resume: { session, secret: 'guessed', seen: 0 } })).toBe('session_gone')
    expect(await asks('Ada', { resume: { session, secret, seen: 0 } })).toBe('welcome')
  })

  it('if changed code prevents it from continuing: the page learns only that it is gone, and the log says why', async () => {
    const { task, view } = survey()
    const { store } = await left(task)
    const strict = config({ durable: { on_new_code: 'end', version: '2' } }, () => task())
    await using second = await next(strict, store)
    expect(await tryHandshake(second.url, handshake({ app: 'survey', view: view() }))).toBe('session_gone')
    expect(second.log.of('error').join()).toContain('cannot be continued')
  })
})
