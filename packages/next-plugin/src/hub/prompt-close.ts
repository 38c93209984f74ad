import type { IncomingMessage, ServerResponse } from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { NextServer } from './find-servers'

/** How long the process waits, after a signal to end, for functions given to `defer_call` and for pages to disconnect. */
const LONGEST_GOODBYE_MS = 2500

/** Events of a server, reported by the code that sees them first. */
export interface PromptClose {
  onRequest(request: IncomingMessage, response: ServerResponse): void
  /**
   * @param isOurs whether the socket belongs to a page. Next or the site closes other sockets
   */
  onUpgrade(request: IncomingMessage, socket: Duplex, isOurs: boolean): void
}

/**
 * Makes `server.close` finish as soon as the sessions have ended and the pending responses are sent. `next start` waits for all connections before it
 * exits, and closes only those that are idle at that moment. Three kinds would remain:
 *
 * - a WebSocket, which does not end by itself
 * - a connection whose response ends later, such as a long poll: it is kept alive for five seconds, or for the time of `--keepAliveTimeout`
 * - a connection that a browser has opened in advance and not used: Node does not count it as idle
 */
export function closePromptly(server: NextServer, endSessions: () => Promise<unknown>): PromptClose {
  const unused = new Set<Duplex>()
  const upgraded = new Set<Duplex>()
  let isClosing = false

  server.on(server instanceof https.Server ? 'secureConnection' : 'connection', (socket: Duplex) =>
    keepUntilClosed(unused, socket),
  )

  const close = server.close.bind(server)
  server.close = (done?: (error?: Error) => void) => {
    isClosing = true
    for (const socket of unused) socket.destroy()
    const ended = Promise.race([endSessions(), pause(LONGEST_GOODBYE_MS, undefined, { ref: false })]).then(
      () => {
        for (const socket of upgraded) socket.destroy()
        server.closeIdleConnections()
      },
    )
    return close((error) => void ended.then(() => done?.(error)))
  }

  return {
    onRequest(request, response) {
      unused.delete(request.socket)
      response.once('close', () => {
        if (isClosing) server.closeIdleConnections()
      })
    },
    onUpgrade(request, socket, isOurs) {
      unused.delete(request.socket)
      if (isOurs) keepUntilClosed(upgraded, socket)
    },
  }
}

function keepUntilClosed(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
}
