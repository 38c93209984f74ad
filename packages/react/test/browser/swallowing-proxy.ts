import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy in front of a site that never answers the request for a WebSocket, and forwards all other requests. */
export async function swallowingProxy(port: number): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((asked: IncomingMessage, answer: ServerResponse) => {
    const { method, url, headers } = asked
    const forwarded = request({ host: '127.0.0.1', port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    answer.on('close', () => forwarded.destroy())
    forwarded.on('error', () => answer.destroy())
    asked.pipe(forwarded)
  })
  const swallowed = new Set<{ destroy(): void }>()
  server.on('upgrade', (_request, socket) => {
    swallowed.add(socket)
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      for (const socket of swallowed) socket.destroy()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
