import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { all as addressesOf } from 'proxy-addr'
import type { FetchClient } from '../fetch'
import type { TrustProxy } from './trust-proxy'

/** Who sent a request, as the connection and its headers say. */
export interface Sender {
  readonly headers: IncomingHttpHeaders
  /** Address of the other end of the connection, where it is known. */
  readonly peer: string | undefined
  /** The connection is known to be encrypted. One that is not may have been until a proxy ended that. */
  readonly encrypted?: boolean
}

/** Who sent a request of Node's. */
export function senderOf({ headers, socket }: IncomingMessage): Sender {
  return { headers, peer: socket.remoteAddress, encrypted: (socket as Partial<TLSSocket>).encrypted === true }
}

/** Who sent a `Request`. */
export function senderOfRequest({ headers, url }: Request, client: FetchClient = {}): Sender {
  return { headers: Object.fromEntries(headers), peer: client.ip, encrypted: url.startsWith('https:') }
}

/**
 * What the proxy at the other end of the connection says of a request, where it is to be believed.
 * @param header of a list the first entry counts, which is nearest to the browser
 * @param direct what the request itself says
 */
export function forwardedOr(
  { headers, peer }: Sender,
  header: 'x-forwarded-host' | 'x-forwarded-prefix' | 'x-forwarded-proto',
  direct: string | undefined,
  trustProxy: TrustProxy,
): string {
  const told = trustProxy(peer, 0) ? headers[header] : undefined
  const first = (Array.isArray(told) ? told[0] : told)?.split(',', 1)[0]?.trim()
  return first || (direct ?? '')
}

/** Address of the browser: of the entries of X-Forwarded-For, from the last to the first, the first that no trusted proxy has. */
export function addressOf({ headers, peer }: Sender, trustProxy: TrustProxy): string {
  const asked = { headers, socket: { remoteAddress: peer } } as IncomingMessage
  const addresses: (string | undefined)[] = addressesOf(asked, trustProxy)
  // An IPv4 peer of a socket that listens on IPv6 has its address mapped.
  return addresses.at(-1)?.replace(/^::ffff:(?=\d+\.)/, '') ?? ''
}
