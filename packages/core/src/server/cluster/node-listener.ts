import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { refuseUpgrade } from '../bridge/refuse-upgrade'

/**
 * Listens on a free port only for other nodes, and passes their requests on to the server that visitors use.
 * @param isLocal true if the other nodes are on this machine
 * @param isFromNode tells whether a request comes from a node of the cluster
 */
export async function listenForNodes(
  server: Server | SecureServer,
  isLocal: boolean,
  isFromNode: (request: IncomingMessage) => boolean,
): Promise<Server> {
  const listener = createServer((request, response) => {
    if (isFromNode(request)) server.emit('request', request, response)
    else response.writeHead(403).end()
  })
  listener.on('upgrade', (request, socket, head) => {
    if (isFromNode(request)) server.emit('upgrade', request, socket, head)
    else refuseUpgrade(socket, 403)
  })
  const at = server.address()
  const host = isLocal || at === null || typeof at === 'string' ? '127.0.0.1' : at.address
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    // Without `exclusive`, the workers of a process would share the port.
    listener.listen({ port: 0, host, exclusive: true }, resolve)
  })
  listener.unref()
  return listener
}
