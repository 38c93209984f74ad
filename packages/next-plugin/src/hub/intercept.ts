import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Settings } from '../config/settings'
import { socketPathOf } from '../config/settings'
import { warn } from '../messages'
import type { NextServer } from './find-server'
import type { Hub } from './hub'
import type { ProvidedRoute } from './provide-route'
import { closePromptly } from './prompt-close'
import { provideRoute } from './provide-route'

/**
 * Intercepts requests for the socket's path on Next's server. All other requests go to Next as before, including its socket for hot reload. Only
 * this server and this path change.
 */
export function intercept(server: NextServer, hub: Hub, settings: Settings): void {
  const socketPath = socketPathOf(settings)
  const closing = closePromptly(server, () => endSessions(hub))
  const emit = server.emit.bind(server) as (event: string | symbol, ...args: unknown[]) => boolean
  server.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== 'request' && event !== 'upgrade') return emit(event, ...args)
    const request = args[0] as IncomingMessage
    const isOurs = isAt(socketPath, request)
    if (event === 'request') closing.onRequest(request, args[1] as ServerResponse)
    else closing.onUpgrade(request, args[1] as Duplex, isOurs)
    if (!isOurs) return emit(event, ...args)
    const provided = provideRoute(server, request, hub, settings)
    if (event === 'request') void answerRequest(request, args[1] as ServerResponse, provided)
    else void answerUpgrade(request, args[1] as Duplex, args[2] as Buffer, provided)
    return true
  }
}

function isAt(path: string, { url = '' }: IncomingMessage): boolean {
  if (!url.startsWith(path)) return false
  const end = url.slice(path.length)
  return end === '' || end === '/' || end.startsWith('?') || end.startsWith('/?')
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

async function endSessions(hub: Hub): Promise<void> {
  try {
    await hub.route?.existingHandler?.close()
  } catch (error) {
    warn('the sessions did not end cleanly:', error)
  }
}
