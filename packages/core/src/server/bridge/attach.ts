import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Bridge } from './bridge'
import { refuseUpgrade } from './refuse-upgrade'

/**
 * Routes requests for a bridge's socket from the author's own server to the bridge. Returns a function that stops this.
 *
 * It replaces `emit` of this one server instead of adding listeners: a listener cannot hide a request from other listeners, and the order in which
 * Express, another Socket.IO server or another upgrade handler is attached must not matter. All other events and requests are unaffected.
 */
export function attachBridge(bridge: Bridge, server: Server | SecureServer): () => void {
  const { emit } = server
  let attached = true
  const intercepting = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    if (attached && (event === 'request' || event === 'upgrade')) {
      const request = args[0] as IncomingMessage
      if (bridge.isFor(request.url)) {
        if (event === 'request') bridge.handleRequest(request, args[1] as ServerResponse)
        else bridge.handleUpgrade(request, args[1] as Duplex, args[2] as Buffer)
        return true
      }
    }
    return Reflect.apply(emit, this, [event, ...args]) as boolean
  }
  server.emit = intercepting
  // Without a listener, Node treats an upgrade request as an ordinary request and does not emit the event.
  server.on('upgrade', endUnclaimed)
  return () => {
    attached = false
    server.off('upgrade', endUnclaimed)
    // Other code may have wrapped our function meanwhile: then it stays and does nothing.
    if (server.emit === intercepting) server.emit = emit
  }
}

/** Rejects an upgrade request if we are the only listener. Otherwise the other listeners handle it. */
function endUnclaimed(this: Server | SecureServer, _request: IncomingMessage, socket: Duplex): void {
  if (this.listeners('upgrade').every((listener) => listener === endUnclaimed)) refuseUpgrade(socket, 404)
}
