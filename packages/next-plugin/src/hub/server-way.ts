import { findNextServers } from './find-servers'
import { intercept } from './intercept'
import type { SocketWay } from './socket-way'

/**
 * The socket's path is taken out of what Next's own server receives: a real WebSocket on the site's port. It reaches into a server that is not ours, and
 * uses no interface that Next promises.
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
