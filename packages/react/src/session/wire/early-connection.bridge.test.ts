import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Handshake, PageTransportListener } from '@webio/core/protocol'
import type { Socket } from 'socket.io'
import { Server } from 'socket.io'
import { earlyConnection } from './early-connection'
import { resolveEndpoint } from './endpoint'
import { socketIoTransport } from './socket-io-transport'

let http: HttpServer
let server: Server
const apps: string[] = []

beforeEach(async () => {
  apps.length = 0
  http = createServer()
  server = new Server(http, { path: '/webio/io', addTrailingSlash: false })
  server.use((socket, next) => {
    const { app } = socket.handshake.auth as Handshake
    apps.push(app)
    next(app === 'gone' ? Object.assign(new Error(), { data: { code: 'session_gone' } }) : undefined)
  })
  server.on('connection', (socket) => socket.send({ type: 'welcome' }))
  http.listen(0)
  await once(http, 'listening')
})
afterEach(() => server.close())

const endpoint = () => resolveEndpoint('/webio', `http://127.0.0.1:${(http.address() as AddressInfo).port}/`)
const handshakeOf = (app: string) => (): Handshake => ({ protocol: 1, app, params: {} })
const connected = () => once(server.engine, 'connection')

/** Resolves with what a listener hears first. */
function listening(): { readonly listener: PageTransportListener; readonly heard: Promise<string> } {
  let hear!: (what: string) => void
  const heard = new Promise<string>((resolve) => (hear = resolve))
  const listener: PageTransportListener = {
    message: ({ type }) => hear(type),
    refused: (code) => hear(`refused ${code}`),
    disconnected: () => hear('disconnected'),
  }
  return { listener, heard }
}

/** Resolves when a page that connects now is welcome. What has been sent to earlier ones has arrived by then. */
async function welcomeOfOther(): Promise<void> {
  const { listener, heard } = listening()
  const transport = socketIoTransport(endpoint())(handshakeOf('other'), listener)
  await heard
  transport.close()
  apps.splice(apps.indexOf('other'), 1)
}

it('connects before a session asks, and sends the handshake of the session that asks first', async () => {
  const opened = connected()
  const connect = earlyConnection(endpoint())
  await opened
  expect([server.engine.clientsCount, apps]).toEqual([1, []])
  const { listener, heard } = listening()
  const transport = connect(handshakeOf('first'), listener)
  expect(await heard).toBe('welcome')
  expect([server.engine.clientsCount, apps]).toEqual([1, ['first']])
  transport.close()
})

it('serves a session that asks before the connection is open', async () => {
  const connect = earlyConnection(endpoint())
  const { listener, heard } = listening()
  const transport = connect(handshakeOf('first'), listener)
  expect(await heard).toBe('welcome')
  expect(apps).toEqual(['first'])
  transport.close()
})

it('connects anew for the second session', async () => {
  const connect = earlyConnection(endpoint())
  const [first, second] = [listening(), listening()]
  const transports = [
    connect(handshakeOf('first'), first.listener),
    connect(handshakeOf('second'), second.listener),
  ]
  expect(await Promise.all([first.heard, second.heard])).toEqual(['welcome', 'welcome'])
  expect(apps.sort()).toEqual(['first', 'second'])
  for (const transport of transports) transport.close()
})

it('reports a refusal', async () => {
  const connect = earlyConnection(endpoint())
  const { listener, heard } = listening()
  const transport = connect(handshakeOf('gone'), listener)
  expect(await heard).toBe('refused session_gone')
  transport.close()
})

it('reports what has happened before the session asked, and connects again', async () => {
  const opened = connected()
  const connect = earlyConnection(endpoint())
  const [connection] = (await opened) as [{ close(): void }]
  const again = connected()
  connection.close()
  await again
  const heard: string[] = []
  const transport = await new Promise<{ close(): void }>((resolve) => {
    const made = connect(handshakeOf('first'), {
      message({ type }) {
        heard.push(type)
        if (type === 'welcome') resolve(made)
      },
      refused: (code) => heard.push(code),
      disconnected: () => heard.push('disconnected'),
    })
  })
  expect(heard).toEqual(['disconnected', 'welcome'])
  expect(apps).toEqual(['first'])
  transport.close()
})

it('sends the handshake of a new session at once, and passes on what the server has answered', async () => {
  const opened = once(server, 'connection')
  const connect = earlyConnection(endpoint(), undefined, handshakeOf('new')())
  await opened
  expect(apps).toEqual(['new'])
  const { listener, heard } = listening()
  const transport = connect(handshakeOf('new'), listener)
  expect(await heard).toBe('welcome')
  expect([server.engine.clientsCount, apps]).toEqual([1, ['new']])
  transport.close()
})

it('starts one session, even if its connection is lost before the page can show it', async () => {
  const opened = once(server, 'connection')
  const connect = earlyConnection(endpoint(), undefined, handshakeOf('new')())
  const [first] = (await opened) as [Socket]
  const again = connected()
  first.conn.close()
  await again
  expect(apps).toEqual(['new'])
  const heard: string[] = []
  const transport = await new Promise<{ close(): void }>((resolve) => {
    const made = connect(handshakeOf('new'), {
      message({ type }) {
        heard.push(type)
        if (heard.length === 3) resolve(made)
      },
      refused: (code) => heard.push(code),
      disconnected: () => heard.push('disconnected'),
    })
  })
  expect(heard).toEqual(['welcome', 'disconnected', 'welcome'])
  expect(apps).toEqual(['new', 'new'])
  transport.close()
})

it.each(['before', 'after'])(
  'ends the session that it has started if the page wants another one, %s the answer of the server',
  async (when) => {
    const opened = once(server, 'connection')
    const connect = earlyConnection(endpoint(), undefined, handshakeOf('new')())
    const { listener, heard } = listening()
    const [first] = (await opened) as [Socket]
    const left = once(first, 'message')
    const ended = once(first, 'disconnect')
    if (when === 'after') await welcomeOfOther()
    const transport = connect(handshakeOf('another'), listener)
    expect([await left, await heard]).toEqual([[{ type: 'leave' }], 'welcome'])
    await ended
    expect(apps).toEqual(['new', 'another'])
    transport.close()
  },
)

it('starts none if the page wants another one before the connection is open', async () => {
  const connect = earlyConnection(endpoint(), undefined, handshakeOf('new')())
  const { listener, heard } = listening()
  const transport = connect(handshakeOf('another'), listener)
  expect(await heard).toBe('welcome')
  expect(apps).toEqual(['another'])
  transport.close()
})
