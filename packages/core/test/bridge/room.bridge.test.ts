import { describe, expect, it } from '@jest/globals'
import { input } from '@webio/core'
import type { ServerMessage } from '@webio/core/protocol'
import { io } from 'socket.io-client'
import { serve } from './serve'
import { handshake, onceOptions, SocketPage, tryHandshake } from './socket-page'
import { greet } from './tasks'

const ask = () => input('Name', { required: true })

describe.each(['max_sessions', 'max_sessions_per_ip'] as const)('%s', (option) => {
  it('refuses one session too many, and logs that', async () => {
    await using server = await serve(ask, { [option]: 2 })
    await using first = new SocketPage(server.url, 'websocket')
    await using second = new SocketPage(server.url, 'websocket')
    await Promise.all([first.form(), second.form()])
    for (let i = 0; i < 2; i++) expect(await tryHandshake(server.url, handshake())).toBe('server_full')
    expect(server.log.of('warn')).toEqual([
      expect.stringContaining(`[webio] refused a page at 127.0.0.1: server_full (${option}`),
    ])
  })

  it('replaces a session whose page left without any input', async () => {
    await using server = await serve(ask, { [option]: 2, reconnect_timeout: 600 })
    await using used = new SocketPage(server.url, 'websocket')
    await used.submit({ data: '' })
    await used.until(() => !used.session.isPending(1))
    await using idle = new SocketPage(server.url, 'websocket')
    await idle.form()
    const kept = used.session.ticket?.session
    const states = () => server.sessions().length
    expect(states()).toBe(2)
    for (const page of [used, idle]) {
      page.session.detach()
      page.socket.disconnect()
    }
    // The server forgets the page, too, once another one needs the room.
    await using next = new SocketPage(server.url, 'websocket')
    await next.until(() => next.session.ticket ?? next.session.failure)
    expect(next.session.failure).toBeNull()
    expect(server.sessions().map(({ id }) => id)).toEqual([kept, next.session.ticket?.session])
    expect(await tryHandshake(server.url, handshake())).toBe('server_full')
  })
})

it('max_sessions_per_ip counts by the address that a trusted proxy reports', async () => {
  await using server = await serve(ask, { max_sessions_per_ip: 1, trust_proxy: true })
  const tryFrom = (address: string) =>
    new Promise<string>((resolve) => {
      const extraHeaders = { 'x-forwarded-for': address }
      const socket = io(server.url, { ...onceOptions('websocket'), auth: handshake() as never, extraHeaders })
      socket.once('message', (message: ServerMessage) => resolve(message.type))
      socket.once('connect_error', ({ data }: Error & { data?: { code?: string } }) =>
        resolve(String(data?.code)),
      )
    })
  expect(await tryFrom('10.0.0.1')).toBe('welcome')
  expect(await tryFrom('10.0.0.2')).toBe('welcome')
  expect(await tryFrom('10.0.0.1')).toBe('server_full')
})

it('[H8] a connection is closed after three refusals', async () => {
  let asked = 0
  await using server = await serve(greet, { authorize: () => void asked++ })
  const url = `${server.url}io?EIO=4&transport=polling`
  const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string }
  const poll = async () => (await fetch(`${url}&sid=${sid}`)).text()
  const post = async () =>
    (await fetch(`${url}&sid=${sid}`, { method: 'POST', body: `40${JSON.stringify(handshake())}` })).status
  for (let tries = 0; tries < 3; tries++) {
    expect(await post()).toBe(200)
    expect(await poll()).toContain('unauthorized')
  }
  await poll() // The last refusal says that the connection closes.
  expect([await post(), asked]).toEqual([400, 3])
  expect(server.log.of('warn')).toEqual(['[webio] authorize refused 127.0.0.1.'])
})
