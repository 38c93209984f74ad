import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defer_call, hold } from '@webio/core'
import { PageSession } from '@webio/core/protocol'
import { webio_handler } from '@webio/core/server'
import { resolveEndpoint } from './endpoint'
import { socketIoTransport } from './socket-io-transport'

it('ends a session whose page leaves while the handshake is on its way', async () => {
  let end!: () => void
  const ended = new Promise<void>((resolve) => (end = resolve))
  const main = (): Promise<void> => {
    defer_call(end)
    return hold()
  }
  // Otherwise the session waits this long for a page that cannot return.
  const webio = webio_handler(main, { reconnect_timeout: 600 })
  const http = createServer(webio.middleware)
  webio.attach(http)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const endpoint = resolveEndpoint('/webio', `http://127.0.0.1:${port}/`)
  const page: PageSession = new PageSession({
    app: 'index',
    connect: (handshake, listener) =>
      socketIoTransport(endpoint)(() => {
        queueMicrotask(() => page.leave())
        return handshake()
      }, listener),
  })
  page.start()
  await ended
  expect(webio.sessions()).toEqual([])
  await webio.close()
  http.close()
})
