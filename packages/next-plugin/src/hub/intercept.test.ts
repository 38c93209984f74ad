import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import net from 'node:net'
import type { Applications, WebIOHandler } from '@webio/core/server'
import type { Settings } from '../config/settings'
import type { Hub, Site } from './hub'
import { createHub } from './hub'
import { intercept } from './intercept'
import { LiveRoute } from './live-route'
import { SITE_HEADER, WARM_UP_HEADER } from './warm-up'

const SETTINGS: Settings = {
  basePath: '',
  route: '/webio',
  trailingSlash: false,
  standalone: false,
  site: 'one',
  distDir: '.next',
}
const UPGRADE = 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'

/** Replaces core's handler, and reports which calls reached it. */
function fakeHandler(): WebIOHandler & { applications: Applications[] } {
  const applications: Applications[] = []
  return {
    applications,
    handleRequest: (_request: IncomingMessage, response: ServerResponse) => response.end('from webio'),
    listensAt: () => {},
    joined: async () => {},
    handleUpgrade: (_request: IncomingMessage, socket: Socket) =>
      socket.on('error', () => {}).write('HTTP/1.1 101 webio\r\n\r\n'),
    setApplications: (changed: Applications) => applications.push(changed),
    close: () => Promise.resolve(),
  } as unknown as WebIOHandler & { applications: Applications[] }
}

interface Bench {
  readonly url: string
  readonly port: number
  readonly server: http.Server
  readonly hub: Hub
  readonly site: Site
  readonly handler: ReturnType<typeof fakeHandler>
  /** The requests that reached Next's own listeners. */
  readonly toNext: string[]
  /** Next's answer to a warm-up. */
  warmUp: { status: number; evaluates: boolean }
  /** Evaluates the route. */
  evaluate(): void
}

let bench: Bench
const { NODE_ENV } = process.env

function setNodeEnv(value: string | undefined): void {
  ;(process.env as Record<string, string | undefined>).NODE_ENV = value
}

async function setUp(settings: Settings = SETTINGS, hub = createHub()): Promise<Bench> {
  const handler = fakeHandler()
  const site: Site = hub.sites.get(settings.site) ?? { settings, route: null }
  hub.sites.set(settings.site, site)
  const toNext: string[] = []
  const made = { hub, site, handler, toNext, warmUp: { status: 204, evaluates: true } } as unknown as Bench
  made.evaluate = () => {
    const definition = {
      applications: { main() {} },
      options: {},
      createHandler: () => handler,
      brokenApplications: () => ({ main() {} }),
    }
    if (site.route) site.route.replace(definition)
    else site.route = new LiveRoute(definition)
  }
  const server = http.createServer((request, response) => {
    const isWarmUp = request.headers[WARM_UP_HEADER] === hub.secret
    toNext.push(`${isWarmUp ? 'warm-up' : 'request'} ${request.url}`)
    if (!isWarmUp) {
      response.end('from next')
      return
    }
    if (made.warmUp.evaluates) made.evaluate()
    response.setHeader(SITE_HEADER, settings.site)
    response.writeHead(made.warmUp.status).end()
  })
  server.on('upgrade', (request, socket) => {
    toNext.push(`upgrade ${request.url}`)
    socket.end('HTTP/1.1 101 next\r\n\r\n')
  })
  server.listen(0)
  await once(server, 'listening')
  hub.servers.set(server, null)
  intercept(server, hub)
  const { port } = server.address() as AddressInfo
  return Object.assign(made, { server, port, url: `http://localhost:${port}` })
}

async function get(path: string): Promise<string> {
  const response = await fetch(bench.url + path)
  return `${response.status} ${await response.text()}`
}

/** Requests an upgrade. Returns the first bytes of the answer. */
async function upgrade(path: string): Promise<{ answer: string; socket: Socket }> {
  const socket = net.connect(bench.port, 'localhost')
  socket.write(`GET ${path} HTTP/1.1\r\n${UPGRADE}\r\n`)
  const [data] = (await once(socket, 'data')) as [Buffer]
  return { answer: data.toString(), socket }
}

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => {})
  bench = await setUp()
})
afterEach(() => {
  jest.restoreAllMocks()
  setNodeEnv(NODE_ENV)
  bench.server.close()
  bench.server.closeAllConnections()
})

it("takes only the socket's path, with or without a trailing slash", async () => {
  expect(await get('/webio/io?EIO=4&transport=polling')).toBe('200 from webio')
  expect(await get('/webio/io/?EIO=4&transport=polling')).toBe('200 from webio')
  for (const path of ['/', '/webio', '/webio/', '/webio/ios', '/webio/io/x', '/other/webio/io']) {
    expect(await get(path)).toBe('200 from next')
  }
})

it("does not touch Next's own socket for hot reload", async () => {
  const { answer, socket } = await upgrade('/_next/hmr?id=1')
  expect(answer).toMatch(/^HTTP\/1\.1 101 next/)
  expect(bench.toNext).toEqual(['upgrade /_next/hmr?id=1'])
  socket.destroy()
})

it('distinguishes two sites of one process whose sockets have the same path', async () => {
  setNodeEnv('production')
  const other = await setUp({ ...SETTINGS, site: 'two' }, bench.hub)
  const asked: string[] = []
  for (const [name, { handler }] of Object.entries({ one: bench, two: other }))
    handler.handleRequest = (_request, response) => response.end(asked.push(name) && name)
  for (const { url } of [other, bench, other, bench]) await (await fetch(`${url}/webio/io?EIO=4`)).text()
  expect(asked).toEqual(['two', 'one', 'two', 'one'])
  expect([other.toNext.length, bench.toNext.length]).toEqual([1, 1])

  const ended: string[] = []
  for (const [name, { handler }] of Object.entries({ one: bench, two: other }))
    handler.close = async () => void ended.push(name)
  await new Promise<void>((resolve) => {
    other.server.close(() => resolve())
    other.server.closeAllConnections()
  })
  expect(ended).toEqual(['two'])
})

it('distinguishes two sites whose configurations ran in one folder, and therefore have one name', async () => {
  setNodeEnv('production')
  const other = await setUp({ ...SETTINGS, site: 'two' }, bench.hub)
  other.site.settings = null
  const asked: string[] = []
  for (const [name, { handler }] of Object.entries({ one: bench, two: other }))
    handler.handleRequest = (_request, response) => response.end(asked.push(name) && name)
  // A visitor of the stand-alone page has already caused the first route to be evaluated.
  bench.evaluate()
  for (const { url } of [other, bench, other, bench]) await (await fetch(`${url}/webio/io?EIO=4`)).text()
  expect(asked).toEqual(['two', 'one', 'two', 'one'])
  await new Promise<void>((resolve) => {
    other.server.close(() => resolve())
    other.server.closeAllConnections()
  })
})

it('serves a site that was built in another folder, whose route therefore has another name', async () => {
  const moved: Site = { settings: null, route: null }
  bench.hub.sites.set('elsewhere', moved)
  bench.server.removeAllListeners('request')
  bench.server.on('request', (_request, response: ServerResponse) => {
    moved.route ??= new LiveRoute({
      applications: {},
      options: {},
      createHandler: () => bench.handler,
      brokenApplications: () => ({}),
    })
    response.setHeader(SITE_HEADER, 'elsewhere')
    response.writeHead(204).end()
  })
  for (let time = 0; time < 2; time++) expect(await get('/webio/io?EIO=4')).toBe('200 from webio')
})

it('keeps the sessions of a site with two servers until the last server closes', async () => {
  const other = await setUp(SETTINGS, bench.hub)
  for (const { url } of [bench, other]) await (await fetch(`${url}/webio/io?EIO=4`)).text()
  let ended = 0
  for (const { handler } of [bench, other]) handler.close = async () => void ended++
  const close = ({ server }: Bench): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await close(other)
  expect(ended).toBe(0)
  await close(bench)
  expect(ended).toBe(1)
})

it('copies from a request to its own request only what proxy.ts may decide by', async () => {
  const names: string[] = []
  bench.server.prependListener('request', ({ headers }: IncomingMessage) =>
    names.push(...Object.keys(headers)),
  )
  const headers = {
    cookie: 'a=1',
    authorization: 'Bearer x',
    rsc: '1',
    'next-router-state-tree': '[]',
    'x-middleware-subrequest': 'x',
    'x-forwarded-for': '192.0.2.1',
  }
  await (await fetch(`${bench.url}/webio/io?EIO=4`, { headers })).text()
  expect(names.sort()).toEqual(
    ['accept-language', 'authorization', 'cookie', 'host', 'user-agent', WARM_UP_HEADER].sort(),
  )
})

it('evaluates the route before the first connection, and in production only once', async () => {
  setNodeEnv('production')
  const { answer, socket } = await upgrade('/webio/io?EIO=4&transport=websocket')
  expect(answer).toMatch(/^HTTP\/1\.1 101 webio/)
  await get('/webio/io?EIO=4&transport=polling')
  expect(bench.toNext).toEqual(['warm-up /webio'])
  socket.destroy()
})

it('evaluates it in development before every new connection, but not for existing ones', async () => {
  setNodeEnv('development')
  await get('/webio/io?EIO=4&transport=polling')
  await get('/webio/io?EIO=4&transport=polling&sid=abc')
  await get('/webio/io?EIO=4&transport=polling')
  expect(bench.toNext).toEqual(['warm-up /webio', 'warm-up /webio'])
})

it('requests the path that Next answers without a redirect', async () => {
  bench.server.close()
  bench = await setUp({ ...SETTINGS, basePath: '/docs', trailingSlash: true })
  expect(await get('/docs/webio/io/?EIO=4')).toBe('200 from webio')
  expect(bench.toNext).toEqual(['warm-up /docs/webio/'])
})

it.each([
  [500, /\[webio\] the route \/webio did not compile: see the terminal/],
  [404, /\[webio\] there is no route at \/webio\. Give withWebIO the option app/],
  [307, /\[webio\] .*redirect \(307\).*proxy\.ts/],
  [200, /\[webio\] \/webio answered 200/],
  [204, /\[webio\] the route \/webio has no handler/],
])('rejects connections with 503 and the reason while the route answers %i', async (status, reason) => {
  bench.warmUp = { status, evaluates: false }
  expect(await get('/webio/io?EIO=4')).toMatch(/^503/)
  expect(await get('/webio/io?EIO=4')).toMatch(reason)
  const { answer, socket } = await upgrade('/webio/io?EIO=4')
  expect(answer).toMatch(/^HTTP\/1\.1 503/)
  expect(answer).toMatch(reason)
  socket.destroy()
})

it('rejects connections with the reason if the handler rejects its options', async () => {
  const create = (): never => {
    throw new RangeError('reconnect_timeout must be at least 0')
  }
  bench.warmUp = { status: 204, evaluates: false }
  bench.site.route = new LiveRoute({
    applications: {},
    options: {},
    createHandler: create,
    brokenApplications: () => ({}),
  })
  expect(await get('/webio/io?EIO=4')).toBe(
    '503 [webio] the route /webio cannot be used: RangeError: reconnect_timeout must be at least 0',
  )
})

it('continues live sessions after a task got an error, and gives new ones the reason until it is fixed', async () => {
  setNodeEnv('development')
  await get('/webio/io?EIO=4')
  bench.warmUp = { status: 500, evaluates: false }
  expect(await get('/webio/io?EIO=4')).toBe('200 from webio')
  expect(bench.handler.applications).toHaveLength(1)
  // The file is as it was before the error, so Next does not evaluate it again.
  bench.warmUp = { status: 204, evaluates: false }
  await get('/webio/io?EIO=4')
  expect(bench.handler.applications[1]).toBe(bench.site.route?.definition.applications)
})

it('survives a browser that leaves while the route is compiled', async () => {
  const socket = net.connect(bench.port, 'localhost')
  socket.write(`GET /webio/io?EIO=4 HTTP/1.1\r\n${UPGRADE}\r\n`)
  await once(socket, 'connect')
  socket.resetAndDestroy()
  expect(await get('/webio/io?EIO=4')).toBe('200 from webio')
})

it('lets the server close while a page is connected, after the sessions have ended', async () => {
  const { socket } = await upgrade('/webio/io?EIO=4')
  socket.on('error', () => {})
  let ended = false
  bench.handler.close = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    ended = true
  }
  await new Promise<void>((resolve) => {
    bench.server.close(() => resolve())
  })
  expect(ended).toBe(true)
})

describe('a server that closes despite an open connection', () => {
  const closed = (): Promise<void> =>
    new Promise((resolve) => {
      bench.server.close(() => resolve())
    })
  /** A connection that the browser keeps open as long as the server does. */
  const connect = async (): Promise<Socket> => {
    const socket = net.connect(bench.port, 'localhost')
    socket.on('error', () => {})
    await once(bench.server, 'connection')
    return socket
  }

  beforeEach(() => {
    // Without a time-out, so no connection ends by itself.
    bench.server.keepAliveTimeout = 0
  })

  it('that has sent no request', async () => {
    const socket = await connect()
    await closed()
    socket.destroy()
  })

  it.each(['/webio/io?EIO=4&sid=abc', '/a-page-of-the-site'])(
    'that still waits for a response from %s',
    async (path) => {
      await get('/webio/io?EIO=4')
      const reached = new Promise<ServerResponse>((resolve) => {
        bench.handler.handleRequest = (_request, response) => resolve(response)
        bench.server.removeAllListeners('request')
        bench.server.on('request', (_request, response: ServerResponse) => resolve(response))
      })
      const socket = await connect()
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      const response = await reached
      const down = closed()
      const answer = once(socket, 'data').then(String)
      // By then, idle connections have been closed.
      await new Promise(setImmediate)
      response.end('late')
      expect(await answer).toMatch(/late/)
      await down
      socket.destroy()
    },
  )
})
