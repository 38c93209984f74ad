import { describe, expect, it } from '@jest/globals'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { freePort } from '../support/free-port'
import { get } from '../support/get'
import { startNodes } from './nodes'
import { serve } from './serve'
import { handsOver, sharing, TypingPage, viewOf } from './shared-session'
import type { Wire } from './socket-page'
import { handshake, tryHandshake, WIRES } from './socket-page'

// Many connections are made, and the machine may be busy.
jest.setTimeout(60_000)

describe.each(Object.keys(WIRES) as Wire[])('over %s', (wire) => {
  it('[W6] one form goes from one page to another and back, with the text typed so far', async () => {
    const { link, task } = sharing({ role: 'driver' })
    await using server = await serve(task)
    await using ada = new TypingPage(server.url, wire)
    await ada.form()
    ada.typed = 'half-ty'
    await using bob = new TypingPage(server.url, wire, { view: viewOf(await link) })
    await Promise.all([ada.is('observer'), bob.is('driver')])
    await bob.hasDrafts({ data: 'half-ty' })
    expect(ada.session.mayDrive).toBe(true)
    await bob.submit({ data: 'half-typed' })
    await Promise.all([ada.shows('null: half-typed'), bob.shows('null: half-typed')])
    bob.typed = 'mo'
    ada.session.drive()
    await Promise.all([ada.is('driver'), bob.is('observer')])
    await ada.hasDrafts({ data: 'mo' })
    await ada.submit({ data: 'more' })
    await bob.shows('null: half-typed', 'null: more')
    expect(server.log.of('error')).toEqual([])
  })
})

it('[W3] the server refuses what an observer forges, no matter how large it is, and the driver’s numbers do not change', async () => {
  const { link, task } = sharing()
  await using server = await serve(task, { max_message_size: '2K' })
  await using ada = new TypingPage(server.url, 'websocket')
  const { spec } = await ada.form()
  await using eve = new TypingPage(server.url, 'websocket', { view: viewOf(await link) })
  await eve.is('observer')
  const submit = (data: string): void =>
    void eve.socket.send({
      type: 'event',
      n: 1,
      seen: 0,
      event: { type: 'form-submit', form: spec.id, values: { data } },
    })
  submit('forged')
  await eve.until(() => eve.refused.includes('not_driver'))
  submit('x'.repeat(4096))
  await eve.until(() => eve.welcomes === 2)
  await ada.submit({ data: 'real' })
  await Promise.all([ada.shows('null: real'), eve.shows('null: real')])
  expect([ada.refused, ada.welcomes]).toEqual([[], 1])
})

it('[W2] authorize decides about everyone who opens a link, and the session remains its owner’s', async () => {
  const { link, task } = sharing({ role: 'driver' })
  const users = new Set(['Ada', 'Bob'])
  await using server = await serve(task, {
    authorize: ({ auth }) => (users.has(String(auth)) ? auth : null),
  })
  await using ada = new TypingPage(server.url, 'websocket', { auth: () => 'Ada' })
  await ada.form()
  const view = viewOf(await link)
  expect(await tryHandshake(server.url, handshake({ view, auth: 'Eve' }))).toBe('unauthorized')
  expect(await tryHandshake(server.url, handshake({ view: { ...view, token: 'x' }, auth: 'Bob' }))).toBe(
    'session_gone',
  )
  await using bob = new TypingPage(server.url, 'websocket', { view, auth: () => 'Bob' })
  await bob.is('driver')
  await bob.submit({ data: 'for Ada' })
  await ada.shows('Ada: for Ada')
  expect(ada.session.tree.viewers).toEqual([
    { id: 1, role: 'driver', name: 'Bob' },
    { id: 0, role: 'observer', name: 'Ada' },
  ])
})

it('max_viewers limits the number of visitors by link, and the metrics count viewers', async () => {
  const { link, task } = sharing()
  await using server = await serve({ desk: task }, { max_viewers: 1, authorize_metrics: () => true })
  await using ada = new TypingPage(server.url, 'websocket', { app: 'desk' })
  await ada.form()
  const view = viewOf(await link)
  await using bob = new TypingPage(server.url, 'websocket', { app: 'desk', view })
  await bob.is('observer')
  expect(await tryHandshake(server.url, handshake({ app: 'desk', view }))).toBe('server_full')
  expect(await (await get(`${server.url}-/metrics`)).text()).toContain('webio_viewers{app="desk"} 1')
  expect(server.log.of('warn').join()).toContain('max_viewers')
})

it('[W1] the address of a link is the stand-alone page at the host that the owner’s page used', async () => {
  const { link, task } = sharing()
  await using server = await serve({ desk: task })
  await using ada = new TypingPage(server.url, 'websocket', { app: 'desk' })
  await ada.form()
  const { id, url } = await link
  expect(url).toBe(`${server.url}?app=desk#session=${id}`)
})

describe('in a cluster', () => {
  it.each(Object.keys(WIRES) as Wire[])(
    'any node accepts the page of a viewer over %s, and hand-overs work between nodes',
    async (wire) => {
      const { link, task } = sharing({ role: 'driver' })
      await using nodes = await startNodes(2, task)
      await handsOver(nodes, link, wire)
    },
  )

  it('behind a load balancer that sends each request to another node, a viewer that loses the connection misses nothing', async () => {
    const { link, task } = sharing()
    await using nodes = await startNodes(3, task)
    const { balancer } = nodes
    await using ada = new TypingPage(balancer.url, 'websocket')
    await ada.form()
    const view = viewOf(await link)
    await using bob = new TypingPage(balancer.url, 'websocket', { view })
    await using eve = new TypingPage(balancer.url, 'polling', { view })
    await Promise.all([bob.is('observer'), eve.is('observer')])
    balancer.cut()
    await Promise.all([ada, bob].map((page) => page.until(() => page.welcomes > 1)))
    await ada.submit({ data: '1' })
    await ada.shows('null: 1')
    await ada.submit({ data: '2' })
    await Promise.all([ada, bob, eve].map((page) => page.shows('null: 1', 'null: 2')))
    expect(balancer.failures).toEqual([])
  })
})

it('[W1] a link of a durable session outlives its process', async () => {
  const store = new MemoryJournalStore()
  const { link, task } = sharing({ role: 'driver' })
  const options = { durable: store, durable_secret: 'a secret of sixteen characters', reconnect_timeout: 60 }
  const port = await freePort()
  const first = await serve(task, { ...options, port })
  await using ada = new TypingPage(first.url, 'websocket')
  await ada.submit({ data: 'before' })
  await ada.shows('null: before')
  const view = viewOf(await link)
  await using bob = new TypingPage(first.url, 'websocket', { view })
  await bob.is('driver')
  const before = [ada.welcomes, bob.welcomes]
  await first.close()
  await using second = await serve(task, { ...options, port })
  await Promise.all([ada, bob].map((page, i) => page.until(() => page.welcomes > (before[i] ?? 0))))
  await bob.is('driver')
  await bob.submit({ data: 'after' })
  await ada.shows('null: before', 'null: after')
  expect(second.log.of('error')).toEqual([])
})
