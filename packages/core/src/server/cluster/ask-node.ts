import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Readable } from 'node:stream'
import type { NodeInfo } from '../../engine/cluster/cluster-bus'
import { NODE_HEADER, signRequest } from './node-signature'

/** Agents without a limit of connections, because each long-polling request holds one. */
const AGENTS = {
  'http:': new PlainAgent({ keepAlive: true }),
  'https:': new SecureAgent({ keepAlive: true }),
}

/** A request to another node. */
export interface NodeRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readable | null
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined
}

/** Headers that apply to one connection and not to the request (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** The headers of a request or response that are forwarded. */
export function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named =
    headers.connection
      ?.toLowerCase()
      .split(',')
      .map((name) => name.trim()) ?? []
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.includes(name))
  return Object.fromEntries(kept)
}

/** The address of a node, and the header that proves to it that another node sends the request. */
export function signedRequest(secret: string, { id, url }: NodeInfo, method: string, target: string) {
  const { protocol, hostname, port } = new URL(url ?? 'http://unreachable.invalid')
  return {
    protocol: protocol as keyof typeof AGENTS,
    // An IPv6 address must have no brackets here.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    headers: { [NODE_HEADER]: signRequest(secret, { to: id, method, target }) },
  }
}

/**
 * Sends a signed request to a node. The body of the request is streamed.
 * @returns the response, with a streaming body
 * @throws Error if the node cannot be reached
 */
export function askNode(secret: string, node: NodeInfo, asked: NodeRequest): Promise<IncomingMessage> {
  const { method, target, headers, body, signal } = asked
  const { protocol, hostname, port, headers: proof } = signedRequest(secret, node, method, target)
  const send = protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const request = send(
      {
        ...{ protocol, hostname, port, method, path: target, agent: AGENTS[protocol] },
        headers: { ...endToEnd(headers), ...proof },
        ...(signal && { signal }),
      },
      resolve,
    )
    request.once('error', reject)
    if (body) body.once('error', (error) => request.destroy(error)).pipe(request)
    else request.end()
  })
}
