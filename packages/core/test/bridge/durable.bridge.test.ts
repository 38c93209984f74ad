import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { input, put_text, run_async, step } from '@webio/core'
import type { JournalStore } from '@webio/core/server'
import { config, FileJournalStore } from '@webio/core/server'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import type { PageSessionOptions, SessionTicket } from '@webio/core/protocol'
import { freePort } from '../support/free-port'
import { SlowClaims } from '../support/slow-claims'
import type { TestServer } from './serve'
import { serve } from './serve'
import type { Wire } from './socket-page'
import { handshake, SocketPage, tryHandshake, WIRES } from './socket-page'

let folder: string
let loads = 0

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webio-durable-'))
  loads = 0
})
afterEach(() => rm(folder, { recursive: true }))

async function order(): Promise<void> {
  put_text('Welcome')
  const name = await input('Name')
  const found = await step('load', async () => `${name} ${++loads}`)
  put_text('Found', found)
  put_text('Bought by', name, await input('Article'))
}

const quick = { host: '127.0.0.1' } as const

/** Begins a session and closes its tab. Returns what the page had. */
async function begun({ url }: TestServer, options?: Partial<PageSessionOptions>): Promise<SessionTicket> {
  await using page = new SocketPage(url, 'websocket', options)
  await page.form()
  return page.until(() => page.session.ticket)
}

/** Like a browser page, and unlike Socket.IO's client. */
function reconnectsWhenLetGo(page: SocketPage): void {
  page.socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') page.socket.connect()
  })
}

describe.each(Object.keys(WIRES) as Wire[])('a server that is replaced, over %s', (wire) => {
  it('continues at the same await, for the same page', async () => {
    const first = await serve(order, { durable: folder, port: await freePort() })
    await using page = new SocketPage(first.url, wire)
    reconnectsWhenLetGo(page)
    await page.submit({ data: 'Ann' })
    await page.until(() => page.texts.length === 2 && page.session.tree.forms.size === 1)
    const before = await page.form()
    await first.close()
    expect(first.log.of('error')).toEqual([])
    await page.until(() => page.messages.at(-1)?.type === 'moved') // [R7]

    await using second = await serve(order, { durable: folder, port: first.port, ...quick })
    await page.until(() => page.session.status === 'open')
    expect((await page.form()).spec.id).toBe(before.spec.id)
    expect(page.texts).toEqual(['Welcome', 'Found Ann 1'])
    await page.submit({ data: 'a book' })
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['Welcome', 'Found Ann 1', 'Bought by Ann a book'])
    expect(loads).toBe(1)
    await second.close()
    expect(second.log.of('error')).toEqual([])
    // Nothing remains of a session that has ended.
    expect((await readdir(folder)).filter((name) => name.endsWith('.jsonl'))).toEqual([])
  })
})

it('refuses a page without the session’s secret, and then accepts the session’s own page', async () => {
  const first = await serve(order, { durable: folder })
  const { session, secret } = await begun(first)
  await first.close()
  await using second = await serve(order, { durable: folder })
  const resume = (changes: object) => handshake({ resume: { session, secret, seen: 0, ...changes } })
  expect(await tryHandshake(second.url, resume({ secret: 'wrong' }))).toBe('session_gone')
  expect(await tryHandshake(second.url, resume({ session: '../etc/passwd' }))).not.toBe('welcome')
  expect(second.sessions()).toEqual([])
  expect(await tryHandshake(second.url, resume({}))).toBe('welcome')
})

it('gives a session to its user on any device, and to no other user', async () => {
  const authorize = ({ auth }: { auth: unknown }) => (typeof auth === 'string' ? { name: auth } : null)
  const first = await serve(order, { durable: folder, authorize })
  const { session, secret } = await begun(first, { auth: () => 'Ann' })
  await first.close()
  await using second = await serve(order, { durable: folder, authorize })
  const resume = (auth: string) => handshake({ auth, resume: { session, secret, seen: 0 } })
  expect(await tryHandshake(second.url, resume('Bob'))).toBe('session_gone')
  // The refused attempt did not resume it.
  expect(second.sessions()).toEqual([])
  expect(await tryHandshake(second.url, resume('Ann'))).toBe('welcome')
  expect(await tryHandshake(second.url, resume('Bob'))).toBe('session_gone')
})

it('[R9] tells the page that a session cannot be continued, and the operator why', async () => {
  const first = await serve(order, { durable: folder })
  const { session, secret } = await begun(first)
  await first.close()
  const name = (await readdir(folder)).find((one) => one.endsWith('.jsonl')) ?? ''
  const text = await readFile(join(folder, name), 'utf8')
  await writeFile(join(folder, name), text.replace('"kind":"open"', '"kind":"oven"'))
  await using second = await serve(order, { durable: folder })
  const resume = (changes: object) => handshake({ resume: { session, secret, seen: 0, ...changes } })
  expect(await tryHandshake(second.url, resume({ secret: 'wrong' }))).toBe('session_gone')
  expect(await tryHandshake(second.url, resume({}))).toBe('session_lost')
  expect(await tryHandshake(second.url, resume({}))).toBe('session_gone')
  const errors = second.log.of('error')
  expect(errors).toHaveLength(1)
  expect(errors[0]).toContain(`The durable session ${session} in ${folder} cannot be continued`)
  expect(errors[0]).toContain('is damaged at record')
})

it('puts aside a session whose page is away, and any process that the page reaches resumes it', async () => {
  const survey = () => config({ durable: { keep: '1d', hibernate_after: 0.2 } }, () => order())
  await using first = await serve(survey(), { durable: folder })
  let ticket: SessionTicket | undefined
  {
    await using page = new SocketPage(first.url, 'websocket')
    await page.submit({ data: 'Ann' })
    await page.until(() => page.texts.includes('Found Ann 1') && page.session.tree.forms.size === 1)
    ticket = await page.until(() => page.session.ticket)
  }
  while (first.sessions().length > 0) await new Promise((wait) => setTimeout(wait, 20))
  // No process holds it, so a second one gets it at once while the first one runs.
  await using second = await serve(survey(), { durable: folder })
  await using back = new SocketPage(second.url, 'polling', { ticket })
  await back.form()
  expect(back.texts).toEqual(['Welcome', 'Found Ann 1'])
  await back.submit({ data: 'a book' })
  await back.until(() => back.session.tree.closed)
  expect([loads, first.log.of('error'), second.log.of('error')]).toEqual([1, [], []])
})

it('lets go of a session that was being resumed when it closed', async () => {
  const store = new SlowClaims()
  const first = await serve(order, { durable: store })
  const { session, secret } = await begun(first)
  await first.close()
  const second = await serve(order, { durable: store })
  const { asked, release } = store.hold()
  await using page = new SocketPage(second.url, 'websocket', { ticket: { session, secret } })
  await asked
  const closed = second.close()
  release()
  await closed
  expect(await store.get(session)).toMatchObject({ state: 'live', owner: null })
  expect(page.session.failure).toBe(null)
})

it('waits for a process that holds the session to let it go', async () => {
  const store = new MemoryJournalStore()
  const first = await serve(order, { durable: store })
  const { session, secret } = await begun(first)
  // The page may show its first form a moment before.
  while ((await store.get(session)) === null) await new Promise(setImmediate)
  await using second = await serve(order, { durable: store })
  const welcome = tryHandshake(second.url, handshake({ resume: { session, secret, seen: 0 } }))
  expect(second.sessions()).toEqual([])
  await first.close()
  expect(await welcome).toBe('welcome')
})

it('keeps no password in the clear, and asks for no password again', async () => {
  const login = async () => {
    await input('Password', { type: 'password' })
    put_text('In')
    await input('Next')
  }
  const options = { durable: folder, durable_secret: 'a secret of the server' }
  const first = await serve(login, { ...options, port: await freePort() })
  await using page = new SocketPage(first.url, 'websocket')
  reconnectsWhenLetGo(page)
  await page.submit({ data: 'hunter2!' })
  await page.until(() => page.texts.length === 1)
  await first.close()
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.jsonl')))
    expect(await readFile(join(folder, name), 'utf8')).not.toContain('hunter2')
  await using _second = await serve(login, { ...options, port: first.port, ...quick })
  await page.until(() => page.session.status === 'open')
  expect(page.texts).toEqual(['In'])
  expect((await page.form()).spec.fields[0]?.type).toBe('text')
})

it('reports an unusable folder at the start, in one line', async () => {
  await writeFile(join(folder, 'file'), '')
  await using server = await serve(order, { durable: join(folder, 'file', 'sessions') })
  await server.log.says(/store of durable sessions, .*sessions, fails: .*A part of the path is a file/)
  expect(server.log.of('error').join('\n')).not.toMatch(/\n\s+at /)
  await using page = new SocketPage(server.url, 'websocket')
  await page.form()
})

it('reports a failing store once, and the session continues', async () => {
  const memory = new MemoryJournalStore()
  const failing = new Proxy<JournalStore>(memory, {
    get(store, name: keyof JournalStore) {
      if (name === 'append') return () => Promise.reject(new Error('The disk is full.'))
      const member = store[name]
      return typeof member === 'function' ? member.bind(store) : member
    },
  })
  await using server = await serve(order, { durable: failing })
  await using page = new SocketPage(server.url, 'websocket')
  await page.submit({ data: 'Ann' })
  await page.until(() => page.texts.length === 2)
  await page.submit({ data: 'a book' })
  await page.until(() => page.session.tree.closed)
  expect(page.texts).toEqual(['Welcome', 'Found Ann 1', 'Bought by Ann a book'])
  const errors = server.log.of('error')
  expect(errors.filter((line) => line.includes('is not durable while'))).toHaveLength(1)
  expect(errors.join()).toContain('The disk is full.')
}, 30_000)

it('uses the author’s store and leaves it open', async () => {
  const store = new FileJournalStore(folder)
  const server = await serve(() => void run_async(() => input('x')), { durable: store })
  await using page = new SocketPage(server.url, 'websocket')
  await page.form()
  await server.close()
  expect(await store.list()).toMatchObject([{ app: 'index', owner: null, state: 'live' }])
  await store.close()
})
