import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect as connectTo, createServer as createLine } from 'node:net'
import type {
  Disconnection,
  Handshake,
  HandshakeErrorCode,
  PageTransport,
  PageTransportListener,
} from '@webio/core/protocol'
import type { Socket } from 'socket.io'
import { Server } from 'socket.io'
import { resolveEndpoint } from './endpoint'
import type { RetryClock } from './socket-io-transport'
import { socketIoTransport } from './socket-io-transport'
import type { SocketTransports } from './transport-order'

/** A listener that records its calls, which can be awaited. */
class Ear implements PageTransportListener {
  readonly heard: string[] = []
  #waiting: { readonly what: string; readonly resolve: () => void }[] = []

  message = (message: { readonly type: string }): void => this.#note(`message ${message.type}`)
  refused = (code: HandshakeErrorCode): void => this.#note(`refused ${code}`)
  disconnected = ({ isByServer = false, reason }: Disconnection = {}): void =>
    this.#note(
      isByServer
        ? 'disconnected by server'
        : reason === undefined
          ? 'disconnected'
          : `disconnected: ${reason}`,
    )

  /** Resolves after `what` has been recorded `times` times. */
  async hear(what: string, times = 1): Promise<void> {
    while (this.heard.filter((heard) => heard === what).length < times) {
      await new Promise<void>((resolve) => this.#waiting.push({ what, resolve }))
    }
  }

  #note(what: string): void {
    this.heard.push(what)
    const [due, rest] = [
      this.#waiting.filter((w) => w.what === what),
      this.#waiting.filter((w) => w.what !== what),
    ]
    this.#waiting = rest
    for (const { resolve } of due) resolve()
  }
}

interface Wait {
  readonly fire: () => void
  readonly ms: number
}

/** A clock that never lets a transport connect again by itself, and records when it would. It stands still. */
function waitingClock(luck = 0.5): {
  readonly clock: RetryClock & { time: number }
  readonly waits: readonly Wait[]
} {
  const waits: Wait[] = []
  const later = (fire: () => void, ms: number): (() => void) => {
    waits.push({ fire, ms })
    return () => {}
  }
  const clock = { time: 0, random: () => luck, now: () => clock.time, later }
  return { clock, waits }
}

/** Closes a transport as soon as it reports that its connection is lost. Resolves after it has returned from that report. */
function closedWhenLost(ear: Ear, transport: PageTransport): Promise<void> {
  return new Promise((resolve) => {
    ear.disconnected = () => {
      transport.close()
      queueMicrotask(resolve)
    }
  })
}

describe.each<{ transports: SocketTransports }>([
  { transports: ['websocket', 'polling'] },
  { transports: ['polling'] },
])('socketIoTransport over $transports', ({ transports }) => {
  let http: HttpServer
  let server: Server
  let refusal: string | null
  const handshakes: Handshake[] = []

  beforeEach(async () => {
    handshakes.length = 0
    refusal = null
    http = createServer()
    server = new Server(http, { path: '/base/webio/io', addTrailingSlash: false })
    server.use((socket, next) => {
      handshakes.push(socket.handshake.auth as Handshake)
      next(refusal === null ? undefined : Object.assign(new Error(refusal), { data: { code: refusal } }))
    })
    server.on('connection', (socket) => socket.send({ type: 'welcome' }))
    http.listen(0)
    await once(http, 'listening')
  })
  afterEach(async () => {
    await server.close()
  })

  const base = (): string => `http://127.0.0.1:${(http.address() as AddressInfo).port}/`

  function connect(ear: Ear, clock?: RetryClock): ReturnType<ReturnType<typeof socketIoTransport>> {
    let seen = 0
    const handshake = (): Handshake => ({
      protocol: 1,
      app: 'a',
      params: {},
      resume: { session: 's', secret: 'k', seen: seen++ },
    })
    return socketIoTransport(resolveEndpoint('base/webio', base()), transports, clock)(handshake, ear)
  }

  const connection = (): Socket => [...server.sockets.sockets.values()].at(-1) as Socket

  it('carries messages in both directions', async () => {
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('message welcome')
    const received = once(connection(), 'message')
    transport.send({ type: 'seen', n: 4 })
    expect(await received).toEqual([{ type: 'seen', n: 4 }])
    transport.close()
    expect(ear.heard).toEqual(['message welcome'])
  })

  it('delivers messages that were sent just before the end', async () => {
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('message welcome')
    const received = once(connection(), 'message')
    transport.send({ type: 'leave' })
    transport.close()
    expect(await received).toEqual([{ type: 'leave' }])
  })

  it('reconnects after a drop, with a new handshake', async () => {
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('message welcome')
    connection().conn.close()
    await ear.hear('message welcome', 2)
    expect(ear.heard).toEqual(['message welcome', 'disconnected by server', 'message welcome'])
    expect(handshakes.map(({ resume }) => resume?.seen)).toEqual([0, 1])
    transport.close()
  })

  it('reconnects after the server has disconnected it', async () => {
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('message welcome')
    connection().disconnect(true)
    await ear.hear('message welcome', 2)
    transport.close()
    expect(handshakes).toHaveLength(2)
  })

  it.each([0, 0.25, 0.999])('[R7] waits up to two seconds if its session has moved: %d', async (luck) => {
    const ear = new Ear()
    const { clock, waits } = waitingClock(luck)
    const transport = connect(ear, clock)
    await ear.hear('message welcome')
    connection().send({ type: 'moved' })
    connection().disconnect(true)
    await ear.hear('disconnected by server')
    expect(waits.map(({ ms }) => ms)).toEqual([luck * 2000])
    // Socket.IO, which would otherwise reconnect by itself, does not.
    const other = new Ear()
    const stranger = connect(other)
    await other.hear('message welcome')
    expect(handshakes).toHaveLength(2)
    waits[0]?.fire()
    await ear.hear('message welcome', 2)
    expect(handshakes).toHaveLength(3)
    transport.close()
    stranger.close()
  })

  it('discards messages that were sent without a connection', async () => {
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('message welcome')
    const received: unknown[] = []
    server.on('connection', (socket) => socket.on('message', (message) => received.push(message)))
    ear.disconnected = () => {
      ear.heard.push('disconnected')
      transport.send({ type: 'seen', n: 1 })
    }
    connection().disconnect(true)
    await ear.hear('message welcome', 2)
    const next = once(connection(), 'message')
    transport.send({ type: 'seen', n: 2 })
    await next
    expect(received).toEqual([{ type: 'seen', n: 2 }])
    transport.close()
  })

  it('reconnects on request', async () => {
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('message welcome')
    transport.reconnect()
    await ear.hear('message welcome', 2)
    expect(handshakes.map(({ resume }) => resume?.seen)).toEqual([0, 1])
    transport.close()
  })

  it('stops when the handshake is refused', async () => {
    refusal = 'unauthorized'
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('refused unauthorized')
    expect(ear.heard).toEqual(['refused unauthorized'])
    transport.close()
  })

  it('can connect again from within a refusal', async () => {
    refusal = 'session_gone'
    const ear = new Ear()
    const refused = ear.refused
    ear.refused = (code) => {
      refused(code)
      refusal = null
      transport.reconnect()
    }
    const transport = connect(ear)
    await ear.hear('message welcome')
    expect(ear.heard).toEqual(['refused session_gone', 'message welcome'])
    transport.close()
  })

  it('tries again if it was refused for an unknown reason', async () => {
    refusal = 'mercury_retrograde'
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('disconnected')
    refusal = null
    await ear.hear('message welcome')
    transport.close()
  })

  it('[T5] waits longer after each refusal for an unknown reason', async () => {
    refusal = 'mercury_retrograde'
    const { clock, waits } = waitingClock()
    const ear = new Ear()
    const transport = connect(ear, clock)
    for (let n = 1; n <= 7; n++) {
      waits.at(-1)?.fire()
      await ear.hear('disconnected', n)
    }
    expect(waits.map(({ ms }) => ms)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000])
    transport.close()
  })

  it('[T5] waits longer each time the server ends the connection soon, and not if it has lasted', async () => {
    const { clock, waits } = waitingClock()
    const ear = new Ear()
    const transport = connect(ear, clock)
    for (const [n, seconds] of [0, 1, 4.9, 5, 0].entries()) {
      waits.at(-1)?.fire()
      await ear.hear('message welcome', n + 1)
      clock.time += seconds * 1000
      const closed = once(connection().conn, 'close')
      connection().disconnect(true)
      await Promise.all([closed, ear.hear('disconnected by server', n + 1)])
    }
    expect(waits.map(({ ms }) => ms)).toEqual([200, 400, 800, 200, 400])
    transport.close()
  })

  it('[T5] begins with a short wait again after a connection that has lasted, however that has ended', async () => {
    refusal = 'mercury_retrograde'
    const { clock, waits } = waitingClock()
    const ear = new Ear()
    const transport = connect(ear, clock)
    await ear.hear('disconnected')
    refusal = null
    waits.at(-1)?.fire()
    await ear.hear('message welcome')
    clock.time += 5000
    refusal = 'mercury_retrograde'
    connection().conn.close()
    await ear.hear('disconnected', 2)
    expect(waits.map(({ ms }) => ms)).toEqual([200, 200])
    transport.close()
  })

  it.each([
    ['text/plain', 'the route did not compile.', 'disconnected: the route did not compile.'],
    ['text/plain; charset=utf-8', ' said so\n', 'disconnected: said so'],
    ['text/html', '<h1>Bad gateway</h1>', 'disconnected'],
    ['text/plain', '', 'disconnected'],
    ['text/plain', 'no sentence '.repeat(100), 'disconnected'],
  ])('reports the response of an endpoint that cannot serve: %s %j', async (type, body, heard) => {
    const endpoint = resolveEndpoint('base/webio', base())
    http.removeAllListeners('request')
    http.removeAllListeners('upgrade')
    const answer = `HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: ${type}\r\n\r\n${body}`
    http.on('request', (_, response) => response.writeHead(503, { 'content-type': type }).end(body))
    http.on('upgrade', (_, socket) => socket.end(answer))
    const ear = new Ear()
    const transport = socketIoTransport(endpoint, transports)(
      () => ({ protocol: 1, app: 'a', params: {} }),
      ear,
    )
    await ear.hear(heard)
    transport.close()
  })

  it('sends no cookies, which an endpoint on another site could mistake for a login', async () => {
    const cookies: unknown[] = []
    server.engine.on('initial_headers', (headers: Record<string, string>) => {
      headers['set-cookie'] = 'login=secret; Path=/'
    })
    http.on('request', ({ headers }) => cookies.push(headers.cookie))
    const ear = new Ear()
    const transport = connect(ear)
    await ear.hear('message welcome')
    transport.reconnect()
    await ear.hear('message welcome', 2)
    expect(cookies.filter(Boolean)).toEqual([])
    transport.close()
  })

  it.each<[string, () => unknown]>([
    ['breaks', () => connection().conn.close()],
    ['is closed by the server', () => connection().disconnect(true)],
    [
      'moves',
      () => {
        connection().send({ type: 'moved' })
        connection().disconnect(true)
      },
    ],
  ])('does not reconnect if its listener closes it when the connection %s', async (_, lose) => {
    const { clock, waits } = waitingClock()
    const ear = new Ear()
    const transport = connect(ear, clock)
    await ear.hear('message welcome')
    // A server that closes before it has noticed would wait for the page.
    const closed = Promise.all([closedWhenLost(ear, transport), once(connection().conn, 'close')])
    lose()
    await closed
    expect(waits).toEqual([])
  })

  it.each(['', 'mercury_retrograde'])(
    'does not try again if its listener closes it when an attempt fails: %j',
    async (reason) => {
      const { clock, waits } = waitingClock()
      const endpoint = resolveEndpoint('base/webio', base())
      if (reason === '') await server.close()
      else refusal = reason
      const ear = new Ear()
      const handshake = (): Handshake => ({ protocol: 1, app: 'a', params: {} })
      await closedWhenLost(ear, socketIoTransport(endpoint, transports, clock)(handshake, ear))
      expect(waits).toEqual([])
    },
  )

  it('keeps trying while the server is down', async () => {
    const endpoint = resolveEndpoint('base/webio', base())
    await server.close()
    const ear = new Ear()
    const transport = socketIoTransport(endpoint, transports)(
      () => ({ protocol: 1, app: 'a', params: {} }),
      ear,
    )
    await ear.hear('disconnected', 2)
    transport.close()
  })
})

describe('a WebSocket that fails during an upgrade', () => {
  let http: HttpServer
  let server: Server
  let line: Awaited<ReturnType<typeof lineThatCutsUpgrade>>
  let ear: Ear
  let transport: PageTransport
  /** The server's end of the first connection, and its messages. */
  let first: Socket
  const received: unknown[] = []

  beforeEach(async () => {
    http = createServer((_, response) => response.end())
    server = new Server(http, { path: '/webio/io', addTrailingSlash: false })
    server.on('connection', (socket) => socket.send({ type: 'welcome' }))
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    received.length = 0
    line = await lineThatCutsUpgrade(portOf(http))
    const connected = once(server, 'connection')
    ear = new Ear()
    transport = socketIoTransport(resolveEndpoint('webio', line.url), ['polling', 'websocket'])(
      () => ({ protocol: 1, app: 'a', params: {} }),
      ear,
    )
    first = ((await connected) as [Socket])[0]
    first.on('message', (message) => received.push(message))
    await ear.hear('message welcome')
    await line.pausing
  })
  afterEach(async () => {
    transport.close()
    await server.close()
    await line[Symbol.asyncDispose]()
  })

  it('is replaced by another connection', async () => {
    const left = once(first, 'disconnect')
    line.cut()
    await ear.hear('message welcome', 2)
    expect(ear.heard).toEqual(['message welcome', 'disconnected by server', 'message welcome'])
    // The first connection has not been forgotten.
    await left
  })

  it('does not keep a page from sending what waits when it leaves', async () => {
    const left = once(first, 'disconnect')
    transport.send({ type: 'leave' })
    transport.close()
    line.cut()
    await left
    expect(received).toEqual([{ type: 'leave' }])
    expect(ear.heard).toEqual(['message welcome'])
  })

  it('does not matter to a page that has left', async () => {
    const left = once(first, 'disconnect')
    transport.close()
    line.cut()
    await left
    expect(ear.heard).toEqual(['message welcome'])
  })
})

function portOf(server: HttpServer): number {
  return (server.address() as AddressInfo).port
}

/** A line to a server. Once it has delivered the server's answer to the first WebSocket's probe, it holds back all else that comes from the server. */
async function lineThatCutsUpgrade(port: number): Promise<
  AsyncDisposable & {
    readonly url: string
    /** Resolves when the page is about to upgrade. */
    readonly pausing: Promise<void>
    /** Cuts the WebSocket, and delivers what was held back. */
    cut(): void
  }
> {
  let answered = (): void => {}
  const isAnswered = new Promise<void>((resolve) => (answered = resolve))
  let cut = (): void => {}
  const isCut = new Promise<void>((resolve) => (cut = resolve))
  let probed: object | null = null
  const line = createLine((page) => {
    const server = connectTo(port, '127.0.0.1')
    let isWebSocket = false
    page.on('data', (data) => (isWebSocket ||= /^upgrade: websocket/im.test(data.toString('latin1'))))
    server.on('data', (data) => {
      if (probed === null && isWebSocket && data.includes('3probe')) {
        probed = page
        page.write(data, answered)
        void isCut.then(() => page.destroy())
      } else if (probed === null) page.write(data)
      else if (probed !== page) void isCut.then(() => page.write(data))
    })
    page.pipe(server)
    for (const [one, other] of [
      [page, server],
      [server, page],
    ] as const) {
      one.on('error', () => {})
      one.on('close', () => other.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(line, 'listening')
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}/`,
    // After another round trip, the page has read it.
    pausing: isAnswered.then(async () => void (await fetch(`http://127.0.0.1:${port}/`))),
    cut,
    [Symbol.asyncDispose]: async () => {
      line.close()
      await once(line, 'close')
    },
  }
}
