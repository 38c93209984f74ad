import { findNextServers } from './find-servers'
import { intercept } from './intercept'
import type { SocketWay } from './socket-way'

/**
 * Intercepts the socket's path in Next's own server: a real WebSocket on the site's port. It modifies a server that is not ours, and uses no interface
 * that Next guarantees.
 */
export const serverWay: SocketWay = {
  install(hub) {
    hub.endSearch ??= findNextServers({
      found(server) {
        hub.servers.set(server, null)
        server.once('close', () => hub.servers.delete(server))
        intercept(server, hub)
      },
      turnedDown: (server, reason) => void hub.turnedDown.set(server, reason),
    })
  },
}
