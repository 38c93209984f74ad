import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import { input, put_text } from '@webio/core'
import type { Hub } from './hub'
import { getHub } from './hub'
import { createWebIOHandler } from '../route/create-handler'

const HUB = Symbol.for('@webio/next-plugin/hub/2')

/** A server that passes requests to a route and does nothing else, as Next does if its own server cannot be found. */
async function routeAlone(task: () => unknown): Promise<{ url: string; close(): Promise<void> }> {
  const { GET, POST } = createWebIOHandler({ task })
  const server = http.createServer((incoming, answer) => {
    void (async () => {
      const body: Buffer[] = []
      for await (const chunk of incoming) body.push(chunk as Buffer)
      const { method = 'GET', url = '', headers } = incoming
      const stopped = new AbortController()
      answer.on('close', () => stopped.abort())
      const request = new Request(`http://${headers.host}${url}`, {
        method,
        headers: headers as Record<string, string>,
        signal: stopped.signal,
        ...(method === 'POST' && { body: Buffer.concat(body) }),
      })
      const response = await (method === 'POST' ? POST : GET)(request)
      answer.writeHead(response.status, Object.fromEntries(response.headers))
      answer.end(Buffer.from(await response.arrayBuffer()))
    })()
  })
  server.listen(0)
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

let warn: jest.SpyInstance
beforeEach(() => (warn = jest.spyOn(console, 'warn').mockImplementation(() => {})))
afterEach(async () => {
  jest.restoreAllMocks()
  const { endSearch, sites } = getHub()
  // Other tests of this process have their own servers.
  endSearch?.()
  delete (globalThis as { [HUB]?: Hub })[HUB]
  for (const { route } of sites.values()) await route?.existingHandler?.close()
})

/** A page with Socket.IO's client: records what arrives, and sends. */
function connect(url: string, transports: ('polling' | 'websocket')[]) {
  const messages: { type: string; commands?: { type: string; form?: { id: number } }[] }[] = []
  const socket = io(url, {
    path: '/webio/io',
    addTrailingSlash: false,
    transports,
    tryAllTransports: true,
    auth: { protocol: 1, app: 'task', params: {} },
    reconnection: false,
  })
  socket.on('message', (message: (typeof messages)[number]) => messages.push(message))
  const until = async (holds: (text: string) => boolean): Promise<string> => {
    while (!holds(JSON.stringify(messages))) await once(socket as unknown as NodeJS.EventEmitter, 'message')
    return JSON.stringify(messages)
  }
  return { socket, messages, until }
}

it.each([[['polling']], [['websocket', 'polling']]] as ('polling' | 'websocket')[][][])(
  'drives a task through the route alone, first by %j, and explains in the terminal why it is slow',
  async (transports) => {
    const site = await routeAlone(async () => {
      put_text('Hello')
      put_text('You are', await input('Name'))
    })
    const { socket, messages, until } = connect(site.url, transports)
    const first = await until((text) => text.includes('form-open'))
    expect(first).toContain('Hello')
    const form = messages
      .flatMap(({ commands = [] }) => commands)
      .find(({ type }) => type === 'form-open')?.form
    const values = { data: 'Ada' }
    socket.send({ type: 'event', n: 1, seen: 1, event: { type: 'form-submit', form: form?.id, values } })
    await until((text) => text.includes('You are Ada'))
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^\[webio\] no server of Next was found.*port \d+ \(it has no listener for upgrades\)/,
        ),
      ],
    ])
    socket.disconnect()
    await site.close()
  },
)
