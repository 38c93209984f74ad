import { describe, expect, it } from '@jest/globals'
import { clear, emit, hold, on_event, put_text, remove, set_scope } from '@webio/core'
import type { TransientCommand } from '@webio/core/protocol'
import { snapshotOf } from '@webio/core/protocol'
import { webio_handler } from '@webio/core/server'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { silentPage } from './raw-web-socket'
import { RecordingLogger, serve } from './serve'
import type { Wire } from './socket-page'
import { SocketPage, WIRES } from './socket-page'
import { greet } from './tasks'
import type { TcpProxy } from './tcp-proxy'
import { tcpProxy } from './tcp-proxy'

describe.each(Object.keys(WIRES) as Wire[])('a connection that ends over %s', (wire) => {
  it('[R1] in the middle of a form: the form and the outputs are restored, and the answer arrives', async () => {
    await using server = await serve(greet)
    await using proxy = await tcpProxy(server.port)
    await using page = new SocketPage(proxy.url, wire)
    const before = await page.form()
    await drop(page, proxy)
    await page.until(() => page.session.status === 'open')
    expect(await page.form()).toBe(before)
    await page.submit({ data: 'Bob' })
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['hi', 'Hello Bob'])
  })

  it('[E3] right after an answer was sent: it is handled once', async () => {
    let answers = 0
    await using server = await serve(async () => {
      await greet()
      answers++
    })
    await using proxy = await tcpProxy(server.port)
    await using page = new SocketPage(proxy.url, wire)
    await page.submit({ data: 'Bob' })
    await drop(page, proxy)
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['hi', 'Hello Bob'])
    expect(answers).toBe(1)
  })

  it('[R3] in the middle of 5,000 outputs: no output is lost or repeated', async () => {
    const count = 5000
    await using server = await serve(async () => {
      for (let i = 0; i < count; i++) {
        put_text(`line ${i}`)
        if (i % 50 === 0) await new Promise(setImmediate)
      }
      return hold()
    })
    await using proxy = await tcpProxy(server.port)
    await using page = new SocketPage(proxy.url, wire)
    for (const seen of [500, 1500, 3000]) {
      await page.until(() => page.texts.length > seen)
      await drop(page, proxy)
    }
    await page.until(() => page.texts.length >= count)
    expect(page.texts).toEqual(Array.from({ length: count }, (_, i) => `line ${i}`))
    expect(page.welcomes).toBeGreaterThan(1)
  }, 60_000)

  const seed = Number(process.env['WEBIO_SEED'] ?? Date.now() % 1e9)
  it(`[R3] [R4] at hundreds of random points: both ends agree (WEBIO_SEED=${seed})`, async () => {
    const random = randomNumbers(seed)
    const handled: number[] = []
    const handler = webio_handler(() => chatter(handled, random), { path: '', logger: new RecordingLogger() })
    const http = createServer()
    handler.attach(http)
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const { port } = http.address() as AddressInfo
    let calm = false
    // Many connections end during the handshake. Some live long enough for a snapshot, or the test would
    // never finish.
    const life = () => 300 + Math.floor(random() < 0.7 ? random() * 3000 : random() * 150_000)
    await using proxy = await tcpProxy(port, () => (calm ? Infinity : life()))
    await using page = new SocketPage(proxy.url, wire)
    await page.until(() => page.session.status === 'open')
    let events = 0
    while (proxy.connections < 300) {
      const n = ++events
      page.send({ type: 'app-event', name: 'go', data: n })
      // Events are sent in all states: several at once, after an answer, and into a closed connection.
      if (random() < 0.5) await page.until(() => page.session.status === 'open')
      if (random() < 0.5) await page.until(() => !page.session.isPending(n - 5))
    }
    calm = true
    await page.until(() => !page.session.isPending(events))
    // A second session may exist, whose welcome never arrived.
    const session = handler.host.registry.get(page.session.ticket?.session ?? '')
    await session?.view.flushed()
    await page.until(() => snapshotText(page.session.tree) === snapshotText(session?.view.tree))
    expect(handled).toEqual(Array.from({ length: events }, (_, i) => i + 1))
    expect(page.transients.map(emitted)).toEqual(handled)
    expect(page.refused).toEqual([])
    expect(page.welcomes).toBeGreaterThan(10) // Otherwise, connections ended too early to test anything.
    page.session.leave()
    await handler.close()
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  }, 60_000)
})

it('[R1] a page that waits while the process is busy for longer than reconnect_timeout gets its session', async () => {
  const http = createServer()
  const handler = webio_handler(() => hold(), {
    path: '',
    reconnect_timeout: 1,
    logger: new RecordingLogger(),
  })
  handler.attach(http)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  try {
    await using proxy = await tcpProxy(port)
    await using page = new SocketPage(proxy.url, 'websocket')
    await page.until(() => page.session.status === 'open')
    const { session = '', secret = '' } = page.session.ticket ?? {}
    proxy.cut()
    while (handler.host.registry.get(session)?.state.name !== 'detached') await new Promise(setImmediate)

    const resume = { session, secret, seen: 0 }
    const back = silentPage(port, { protocol: 1, app: 'index', params: {}, resume })
    let answer = ''
    back.on('data', (data: Buffer) => (answer += data.toString()))
    // A handshake takes several turns, so the page waits for longer than its session would.
    const begun = performance.now()
    for (; !/welcome|session_gone/.test(answer); await new Promise(setImmediate)) busyFor(400)
    back.destroy()
    expect(performance.now() - begun).toBeGreaterThan(1000)
    expect(answer).toContain('"resumed":true')
  } finally {
    await handler.close()
    http.closeAllConnections()
    http.close()
  }
})

/** Blocks the event loop. */
function busyFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Cuts the page's connection, and allows a new one once the page has noticed. */
async function drop(page: SocketPage, proxy: TcpProxy): Promise<void> {
  proxy.cut()
  await page.until(() => page.session.status !== 'open')
  proxy.mend()
}

/** Adds, moves and removes outputs at each event, in a scope that comes and goes. */
function chatter(handled: number[], random: () => number): Promise<void> {
  on_event('go', (n) => {
    handled.push(Number(n))
    emit('done', n)
    const roll = random()
    if (roll < 0.1) remove('box')
    else if (roll < 0.2) clear('ROOT')
    else if (roll < 0.3) set_scope('box', { if_exist: 'clear' })
    const position = random() < 0.3 ? 0 : -1
    for (let i = 0; i < 1 + roll * 8; i++)
      put_text(`${Number(n)}.${i} ${'x'.repeat(random() * 200)}`, { position })
    if (roll > 0.5) put_text(`boxed ${Number(n)}`, { scope: 'box' })
  })
  return hold()
}

function emitted(command: TransientCommand): number {
  return command.type === 'app-event' ? Number(command.data) : -1
}

function snapshotText(tree: Parameters<typeof snapshotOf>[0] | undefined): string {
  return tree ? JSON.stringify(snapshotOf(tree)) : ''
}

/** Mulberry32, a seeded generator. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
