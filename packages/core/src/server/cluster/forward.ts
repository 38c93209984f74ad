import type { IncomingMessage, ServerResponse } from 'node:http'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream'
import type { NodeInfo } from '../../engine/cluster/cluster-bus'
import { refuseUpgrade } from '../bridge/refuse-upgrade'
import { askNode, endToEnd, signedRequest } from './ask-node'

/** The response of Engine.IO for an unknown connection. It makes the page connect again. */
const UNKNOWN_CONNECTION = JSON.stringify({ code: 1, message: 'Session ID unknown' })

/** Forwards a long-polling request to the node that holds its connection. */
export async function forwardRequest(
  secret: string,
  node: NodeInfo | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (): void => {
    if (response.headersSent) return void response.destroy()
    const { origin } = request.headers
    response.writeHead(400, {
      'content-type': 'application/json',
      ...(origin && {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        vary: 'origin',
      }),
    })
    response.end(UNKNOWN_CONNECTION)
  }
  if (!node?.url) return refuse()
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const { method = 'GET', url = '/', headers } = request
  try {
    const body = method === 'GET' || method === 'HEAD' ? null : request
    const answer = await askNode(secret, node, { method, target: url, headers, body, signal: gone.signal })
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers))
    pipeline(answer, response, () => {})
  } catch {
    refuse()
  }
}

/** Forwards an upgrade request, and then all bytes in both directions. */
export function forwardUpgrade(
  secret: string,
  node: NodeInfo | null,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const gone = (): void => void socket.destroy()
  socket.on('error', gone)
  if (!node?.url) return refuseUpgrade(socket, 400)
  const { method = 'GET', url = '/', headers } = request
  const { protocol, hostname, port, headers: proof } = signedRequest(secret, node, method, url)
  const { connection, upgrade } = headers
  const asked = (protocol === 'https:' ? secureRequest : plainRequest)({
    ...{ protocol, hostname, port, method, path: url },
    headers: { ...endToEnd(headers), connection, upgrade, ...proof },
  })
  asked.once('error', gone)
  asked.once('response', (answer) => {
    answer.resume()
    refuseUpgrade(socket, 400)
  })
  asked.once('upgrade', (answer, far, farHead) => {
    const lines = answer.rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : `${name}: ${all[i + 1]}\r\n`))
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
    if (farHead.length > 0) socket.write(farHead)
    if (head.length > 0) far.write(head)
    far.on('error', gone)
    far.once('close', gone)
    socket.once('close', () => void far.destroy())
    socket.pipe(far).pipe(socket)
  })
  asked.end()
}
