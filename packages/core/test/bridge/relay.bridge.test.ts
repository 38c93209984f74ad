import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { broadcast, download, file_upload, hold, input, on_message, put_text } from '@webio/core'
import { WebSocket } from 'ws'
import type { ClusterBus } from '../../src/engine/cluster/cluster-bus'
import { MemoryCluster } from '../../src/engine/cluster/memory-cluster-bus'
import type { DownloadCommand } from '../../src/protocol/commands'
import type { FileField } from '../../src/protocol/input-spec'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { SlowClaims } from '../support/slow-claims'
import { signRequest } from '../../src/server/cluster/node-signature'
import { get } from '../support/get'
import { SECRET, startNodes } from './nodes'
import { roundRobin } from './round-robin'
import { serve } from './serve'
import type { Wire } from './socket-page'
import { handshake, SocketPage, tryHandshake, WIRES } from './socket-page'
import { tcpProxy } from './tcp-proxy'

// Many connections are made, and the machine may be busy.
jest.setTimeout(60_000)

/** Shows each text that it receives. */
async function echo(): Promise<void> {
  for (let i = 1; ; i++) put_text(`${i}: ${await input('Text')}`)
}

/** Answers `count` forms, one after another. */
async function answer(page: SocketPage, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const before = page.texts.length
    await page.submit({ data: `answer ${before + 1}` })
    await page.until(() => page.texts.length > before && page.session.tree.forms.size === 1)
  }
}

/** Waits until a page has left long-polling for a WebSocket. */
async function upgraded({ socket }: SocketPage): Promise<void> {
  const { engine } = socket.io
  if (engine.transport.name !== 'websocket')
    await new Promise<void>((done) => void engine.once('upgrade', () => done()))
}

const answered = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${i + 1}: answer ${i + 1}`)

describe.each(Object.keys(WIRES) as Wire[])('three nodes that receive requests in turn, over %s', (wire) => {
  it('serve pages that lose their connections: no answer is lost or repeated', async () => {
    await using nodes = await startNodes(3, echo)
    const { balancer } = nodes
    const pages = Array.from({ length: 6 }, () => new SocketPage(balancer.url, wire))
    await Promise.all(pages.map((page) => answer(page, 3)))
    expect(balancer.failures).toEqual([])
    // This client repeats a poll whose response is cut off, so both sides lose the response.
    if (wire === 'upgraded') await Promise.all(pages.map(upgraded))
    if (wire === 'polling') for (const page of pages) page.socket.io.engine.close()
    else balancer.cut()
    await Promise.all(pages.map((page) => page.until(() => page.welcomes > 1)))
    await Promise.all(pages.map((page) => answer(page, 3)))
    for (const page of pages) expect(page.texts).toEqual(answered(6))
    const counts = nodes.servers.map((server) => server.sessions().length)
    expect(counts.reduce((sum, count) => sum + count)).toBe(6)
    expect(Math.max(...counts)).toBeLessThan(6)
    if (wire !== 'polling') expect(balancer.upgrades).toBeGreaterThanOrEqual(6)
    for (const page of pages) await page[Symbol.asyncDispose]()
    for (const { log } of nodes.servers) expect(log.of('error')).toEqual([])
  })
})

describe('a page at a node that does not have its session', () => {
  it('can resume its session, and is told when another page takes it over', async () => {
    await using nodes = await startNodes(2, echo)
    const [first, second] = nodes.servers.map(({ url }) => url) as [string, string]
    await using page = new SocketPage(first, 'websocket')
    await answer(page, 1)
    const { session, secret } = page.session.ticket ?? { session: '', secret: '' }
    const resume = { session, secret, seen: 0 }
    // The page at the other node answers (rule H9).
    expect(await tryHandshake(second, handshake({ resume: { ...resume, unless_attached: true } }))).toBe(
      'session_gone',
    )
    expect(await tryHandshake(second, handshake({ resume: { ...resume, secret: 'x' } }))).toBe('session_gone')
    expect(await tryHandshake(second, handshake({ resume: { ...resume, session: 'x' } }))).toBe(
      'session_gone',
    )
    expect(await tryHandshake(second, handshake({ resume }))).toBe('welcome')
    await page.until(() => page.messages.at(-1)?.type === 'goodbye')
    expect(page.messages.at(-1)).toEqual({ type: 'goodbye', code: 'taken_over' })
  })

  it('has messages refused as at its own node if they are too large or do not parse', async () => {
    await using nodes = await startNodes(2, echo, { max_message_size: 2000 })
    const [first, second] = nodes.servers.map(({ url }) => url) as [string, string]
    await using page = new SocketPage(first, 'websocket')
    await answer(page, 1)
    const { session, secret } = page.session.ticket ?? { session: '', secret: '' }
    await using other = new SocketPage(second, 'websocket', {
      ticket: { session, secret },
    })
    await other.form()
    other.socket.emit('message', { type: 'nonsense' })
    await other.until(() => other.refused.includes('bad_message'))
    await other.submit({ data: 'x'.repeat(3000) })
    await other.until(() => other.refused.includes('message_too_large'))
    await answer(other, 1)
    expect(other.texts.length).toBe(2)
  })

  it('downloads files from the node that has them, and uploads files to it', async () => {
    const bytes = randomBytes(3_000_000)
    await using nodes = await startNodes(3, async () => {
      const file = await file_upload('File')
      download('same.bin', file?.content ?? new Uint8Array())
      await input('Done')
    })
    const { balancer } = nodes
    await using page = new SocketPage(nodes.servers[0]?.url ?? '', 'websocket')
    const { id: form } = (await page.form()).spec
    page.send({
      ...{ type: 'upload-open', owner: form, field: 'data', key: 'k', name: 'a.bin', mime_type: '' },
      ...{ size: bytes.length, last_modified: 0 },
    })
    const upload = await page.until(
      () => ([...page.session.tree.forms.values()][0]?.spec.fields[0] as FileField | undefined)?.files?.[0],
    )
    const at = `${page.session.ticket?.session}/${upload.token}`
    // Each request goes to the next node, and two of three nodes do not have the session.
    for (let offset = 0; offset < bytes.length; offset += 1_000_000) {
      const response = await fetch(`${balancer.url}uploads/${at}?offset=${offset}`, {
        method: 'POST',
        body: bytes.subarray(offset, offset + 1_000_000),
      })
      expect(await response.json()).toEqual({ outcome: 'taken', offset: offset + 1_000_000 })
    }
    page.send({ type: 'form-submit', form, values: { data: [upload.id] } })
    const offered = await page.until(() =>
      page.transients.find((command): command is DownloadCommand => command.type === 'download'),
    )
    for (let i = 0; i < 3; i++) {
      const response = await fetch(`${balancer.url}files/${page.session.ticket?.session}/${offered.token}`, {
        headers: { range: `bytes=${i}-` },
      })
      expect(response.status).toBe(206)
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(i))).toBe(true)
    }
    const missing = await fetch(`${nodes.servers[1]?.url}files/${page.session.ticket?.session}/x`)
    expect(missing.status).toBe(404)
    await missing.text()
  })
})

describe('a slow page at a node that does not have its session', () => {
  it('delays no other page on the link between the nodes, and uses little memory', async () => {
    const updates = 400
    let flooded = (): void => {}
    const flood = new Promise<void>((resolve) => (flooded = resolve))
    const large = async () => {
      const shown = put_text('0')
      on_message('flood', async () => {
        for (let i = 1; i <= updates; i++) {
          shown.update({ text: `${i} ${'x'.repeat(100_000)}` })
          await new Promise((turn) => setImmediate(turn))
        }
        flooded()
      })
      await hold()
    }
    await using nodes = await startNodes(2, { echo, large })
    const [first, second] = nodes.servers.map(({ url }) => url) as [string, string]
    /** A page at the first node, whose session is at the second one. */
    const relayed = async (app: string, url: string) => {
      await using born = new SocketPage(second, 'websocket', { app })
      await born.until(() => born.texts.length + born.session.tree.forms.size > 0)
      const ticket = await born.until(() => born.session.ticket)
      return new SocketPage(url, 'websocket', { app, ticket })
    }
    await using proxy = await tcpProxy(Number(new URL(first).port))
    await using slow = await relayed('large', proxy.url)
    await using quick = await relayed('echo', first)
    await slow.until(() => slow.texts.length > 0)
    await answer(quick, 1)
    proxy.stall()
    broadcast('flood', null)
    await answer(quick, 10)
    await flood
    await answer(quick, 10)
    const metrics = async (url: string) => (await get(`${url}-/metrics`)).text()
    expect(await metrics(first)).toMatch(/^webio_relayed_pages 2$/m)
    const { 1: unread } = /^webio_unread_bytes (\d+)$/m.exec(await metrics(second)) ?? []
    // 40 MB were sent. Of these, 8 MB may wait for a page, and half a megabyte may be in transit.
    expect(Number(unread)).toBeGreaterThan(100_000)
    expect(Number(unread)).toBeLessThan(9 * 1024 ** 2)
    proxy.mend()
    await slow.until(() => slow.texts[0]?.startsWith(`${updates} x`))
    expect(slow.welcomes).toBe(1)
    expect(quick.texts).toEqual(answered(21))
  })
})

describe('a node that accepts no new sessions', () => {
  it('starts them on the node with the fewest sessions', async () => {
    await using nodes = await startNodes(2, echo)
    await using full = await nodes.add({ max_sessions: 1 })
    await using own = new SocketPage(full.url, 'websocket')
    await answer(own, 1)
    await using busy = new SocketPage(nodes.servers[0]?.url ?? '', 'polling')
    await answer(busy, 1)
    await using page = new SocketPage(full.url, 'websocket')
    await answer(page, 2)
    expect(page.texts).toEqual(answered(2))
    expect(nodes.servers.map((server) => server.sessions().length)).toEqual([1, 1])
    expect(full.sessions()).toHaveLength(1)
  })
})

describe('a bus that has been restarted and names no other node', () => {
  it('does not separate pages from their sessions', async () => {
    let isEmpty = false
    const cluster = new MemoryCluster()
    const forgetful = (): ClusterBus => {
      const bus = cluster.bus()
      const members = bus.members.bind(bus)
      bus.members = async () => (isEmpty ? [] : members())
      return bus
    }
    await using nodes = await startNodes(3, echo, {}, forgetful)
    const pages = (['polling', 'websocket'] as const).map((wire) => new SocketPage(nodes.balancer.url, wire))
    await Promise.all(pages.map((page) => answer(page, 4)))
    isEmpty = true
    // The nodes' knowledge of each other stays fresh for a second.
    for (const until = performance.now() + 1500; performance.now() < until;)
      await Promise.all(pages.map((page) => answer(page, 1)))
    expect(nodes.balancer.failures).toEqual([])
    nodes.balancer.cut()
    await Promise.all(pages.map((page) => answer(page, 4)))
    for (const page of pages) {
      expect(page.texts).toEqual(answered(page.texts.length))
      await page[Symbol.asyncDispose]()
    }
  })
})

it('a node that joins introduces itself, so others find it although the bus names nobody', async () => {
  const cluster = new MemoryCluster()
  const bus = (): ClusterBus => ({ ...cluster.bus(), members: async () => [] })
  const start = () => serve(echo, { cluster: bus(), cluster_secret: SECRET })
  await using second = await start()
  await using first = await start()
  await using balancer = await roundRobin([first.url, second.url])
  await using page = new SocketPage(balancer.url, 'polling')
  await answer(page, 4)
  expect(balancer.failures).toEqual([])
})

describe('a node that leaves', () => {
  it('closes the WebSockets that it passed on to another node', async () => {
    await using nodes = await startNodes(2, echo)
    const [first, second] = nodes.servers
    const io = 'io?EIO=4&transport='
    const opened = await (await get(`${first?.url}${io}polling`)).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const socket = new WebSocket(`${second?.url.replace(/^http/, 'ws')}${io}websocket&sid=${sid}`)
    await once(socket, 'open')
    const ended = once(socket, 'close')
    await second?.close()
    await ended
  })

  it('passes on no more of them when it has closed its connections', async () => {
    const cluster = new MemoryCluster()
    let leaves = (): void => {}
    let release = (): void => {}
    const isLeaving = new Promise<void>((resolve) => (leaves = resolve))
    const isReleased = new Promise<void>((resolve) => (release = resolve))
    // A node that cannot leave the cluster yet.
    const bus = (): ClusterBus =>
      Object.assign(cluster.bus(), {
        close: () => {
          leaves()
          return isReleased
        },
      })
    await using nodes = await startNodes(2, echo, {}, bus)
    const [first, second] = nodes.servers
    const io = 'io?EIO=4&transport='
    const opened = await (await get(`${first?.url}${io}polling`)).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const closed = second?.close()
    await isLeaving
    const socket = new WebSocket(`${second?.url.replace(/^http/, 'ws')}${io}websocket&sid=${sid}`)
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
    expect(response.statusCode).toBe(503)
    socket.on('error', () => {}).terminate()
    release()
    await closed
  })

  it('ends its sessions, and another node tells their pages so', async () => {
    await using nodes = await startNodes(2, echo)
    const leaving = await nodes.add()
    await using page = new SocketPage(leaving.url, 'websocket')
    await answer(page, 1)
    const { session, secret } = page.session.ticket ?? { session: '', secret: '' }
    await page[Symbol.asyncDispose]()
    await leaving.close()
    const resume = { session, secret, seen: 0 }
    const { url } = nodes.balancer
    expect(await tryHandshake(url, handshake({ resume }))).toBe('session_gone')
    const file = await fetch(`${url}files/${session}/x`)
    expect(file.status).toBe(404)
    await file.text()
  })

  it('leaves each durable session to the node that its page reaches next', async () => {
    const store = new MemoryJournalStore()
    await using nodes = await startNodes(2, echo, { durable: store })
    const leaving = await nodes.add()
    const { balancer } = nodes
    balancer.targets.unshift(leaving.url)
    const pages = Array.from({ length: 4 }, () => new SocketPage(balancer.url, 'websocket'))
    // Like a browser page, and unlike Socket.IO's client.
    for (const { socket } of pages)
      socket.on('disconnect', (reason) => {
        if (reason === 'io server disconnect') socket.connect()
      })
    await Promise.all(pages.map((page) => answer(page, 2)))
    expect(leaving.sessions().length).toBeGreaterThan(0)
    balancer.targets.shift()
    // It may wait for half a minute, but stops as soon as all its sessions have moved.
    const closed = leaving.close({ drain: 30 })
    await Promise.all(pages.map((page) => answer(page, 2)))
    await closed
    for (const page of pages) expect(page.texts).toEqual(answered(4))
    for (const page of pages) await page[Symbol.asyncDispose]()
  })

  it('also leaves a session that was being resumed when it began to end', async () => {
    const store = new SlowClaims()
    await using nodes = await startNodes(2, echo, { durable: store })
    const [first, second] = nodes.servers
    const leaving = await nodes.add()
    const { targets, url } = nodes.balancer
    targets.splice(0, Infinity, first?.url ?? '')
    await using page = new SocketPage(url, 'websocket')
    page.socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') page.socket.connect()
    })
    await answer(page, 1)
    const { asked, release } = store.hold()
    targets.splice(0, Infinity, leaving.url)
    await first?.close()
    await asked
    // Longer than the limit of this test.
    const closed = leaving.close({ drain: 600 })
    targets.splice(0, Infinity, second?.url ?? '')
    release()
    await closed
    await answer(page, 2)
    expect(page.texts).toEqual(answered(3))
  })
})

it('an operator sees and ends the sessions of all nodes at any node', async () => {
  await using nodes = await startNodes(3, echo, { authorize_metrics: () => true })
  const urls = nodes.servers.map(({ url }) => url)
  const pages = urls.map((url) => new SocketPage(url, 'websocket'))
  await Promise.all(pages.map((page) => answer(page, 1)))
  const at = `${urls[0]}-/sessions`
  const list = async () => {
    const response = await fetch(at, { headers: { accept: 'application/json' } })
    return ((await response.json()) as { sessions: { key: string; waits_for: string }[] }).sessions
  }
  const sessions = await list()
  expect(sessions.map(({ waits_for }) => waits_for)).toEqual(Array(3).fill('form "Text"'))
  expect(await (await fetch(at)).text()).toContain('3 sessions live in 3 processes.')
  for (const { key } of sessions) {
    const ended = await fetch(at, {
      method: 'POST',
      body: new URLSearchParams({ close: key }),
      headers: { origin: new URL(at).origin },
      redirect: 'manual',
    })
    expect(ended.status).toBe(303)
  }
  for (const page of pages) {
    await page.until(() => page.session.tree.closed)
    await page[Symbol.asyncDispose]()
  }
  expect(await list()).toEqual([])
})

describe('the link between nodes', () => {
  /** The status of a request to open one. */
  function open(url: string, headers: Record<string, string>): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const asked = request(`${url}-/node`, {
        headers: {
          ...{ connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
          ...{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers },
        },
      })
      asked.on('response', (response) => resolve(response.resume().statusCode))
      asked.on('upgrade', (_, socket) => {
        socket.destroy()
        resolve(101)
      })
      asked.on('error', reject)
      asked.end()
    })
  }

  it('opens only for nodes', async () => {
    await using nodes = await startNodes(1, echo)
    const url = nodes.servers[0]?.url ?? ''
    await using page = new SocketPage(url, 'websocket')
    await page.form()
    const to = (page.session.ticket?.session ?? '').slice(0, 8)
    const asked = { to, method: 'GET', target: '/-/node' }
    const header = (value: string) => open(url, { 'x-webio-node': value })
    expect(await open(url, {})).toBe(403)
    expect(await header('nonsense')).toBe(403)
    expect(await header(signRequest('another secret, of other people', asked))).toBe(403)
    expect(await header(signRequest(SECRET, { ...asked, to: 'another1' }))).toBe(403)
    expect(await header(signRequest(SECRET, { ...asked, target: '/io' }))).toBe(403)
    expect(await header(signRequest(SECRET, asked, Date.now() - 40_000))).toBe(403)
    const signed = signRequest(SECRET, asked)
    expect(await header(signed)).toBe(101)
    // A copy that was intercepted arrives too late.
    expect(await header(signed)).toBe(403)
    expect(await header(signRequest(SECRET, asked))).toBe(101)
  })

  it('does not exist without a secret', async () => {
    await using server = await serve(echo)
    expect(await open(server.url, { 'x-webio-node': 'x' })).toBe(404)
  })
})
