import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Bridge } from './bridge'
import { refuseUpgrade } from './refuse-upgrade'

/**
 * Gives a bridge the requests for its socket that reach a server which is the author's own. Gives back a function that ends this.
 *
 * `emit` of that one server is replaced, rather than listeners added: a listener cannot keep a request from the others, and it must
 * not matter whether Express, another Socket.IO or another upgrade handler was there before or comes later. All other events and
 * requests take their way as if nothing had happened.
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
  // Without a listener, Node takes a request to upgrade for an ordinary one, and would not emit the event.
  server.on('upgrade', endUnclaimed)
  return () => {
    attached = false
    server.off('upgrade', endUnclaimed)
    // Somebody may have wrapped ours meanwhile: then it stays, and does nothing.
    if (server.emit === intercepting) server.emit = emit
  }
}

/** Ends a request to upgrade that nobody but us listens to; with other listeners it is theirs. */
function endUnclaimed(this: Server | SecureServer, _request: IncomingMessage, socket: Duplex): void {
  if (this.listeners('upgrade').every((listener) => listener === endUnclaimed)) refuseUpgrade(socket, 404)
}
