import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { warn } from '../messages'
import type { NextServer } from './find-servers'
import type { Hub } from './hub'
import { sitesAt } from './hub'
import type { ProvidedRoute } from './provide-route'
import { closePromptly } from './prompt-close'
import { provideRoute } from './provide-route'

/**
 * Intercepts the paths of sockets before Next's server receives them. Everything else goes to Next as before, including its socket for hot reload.
 * Only this server changes, and only these paths.
 */
export function intercept(server: NextServer, hub: Hub): void {
  const closing = closePromptly(server, () => endSessions(server, hub))
  const emit = server.emit.bind(server) as (event: string | symbol, ...args: unknown[]) => boolean
  server.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== 'request' && event !== 'upgrade') return emit(event, ...args)
    const request = args[0] as IncomingMessage
    const sites = sitesAt(hub, request)
    const isOurs = sites.length > 0
    if (event === 'request') closing.onRequest(request, args[1] as ServerResponse)
    else closing.onUpgrade(request, args[1] as Duplex, isOurs)
    if (!isOurs) return hub.requests.run({ server, request }, () => emit(event, ...args))
    const provided = provideRoute(server, request, hub, sites)
    if (event === 'request') void answerRequest(request, args[1] as ServerResponse, provided)
    else void answerUpgrade(request, args[1] as Duplex, args[2] as Buffer, provided)
    return true
  }
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  provided: Promise<ProvidedRoute>,
): Promise<void> {
  const route = await provided
  if (route.ok) route.handler.handleRequest(request, response)
  else response.writeHead(503, { 'content-type': 'text/plain' }).end(route.problem)
}

async function answerUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  provided: Promise<ProvidedRoute>,
): Promise<void> {
  socket.on('error', ignore) // No other listener exists until engine.io has the socket.
  const route = await provided
  if (!route.ok) return refuseUpgrade(socket, route.problem)
  socket.off('error', ignore)
  if (!socket.destroyed) route.handler.handleUpgrade(request, socket, head)
}

function refuseUpgrade(socket: Duplex, problem: string): void {
  const head = [
    'HTTP/1.1 503 Service Unavailable',
    'Connection: close',
    'Content-Type: text/plain',
    `Content-Length: ${Buffer.byteLength(problem)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${problem}`)
}

const ignore = (): void => {}

/** Ends the sessions of the server's site, unless another server still has pages of the site. */
async function endSessions(server: NextServer, hub: Hub): Promise<void> {
  const site = hub.servers.get(server)
  const isElsewhere = [...hub.servers].some(
    ([other, of]) => other !== server && of === site && other.listening,
  )
  if (!site || isElsewhere) return
  try {
    await site.route?.existingHandler?.close()
  } catch (error) {
    warn('the sessions did not end cleanly:', error)
  }
}
