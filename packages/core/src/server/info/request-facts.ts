import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { all as addressesOf } from 'proxy-addr'
import type { FetchClient } from '../fetch'
import type { TrustProxy } from './trust-proxy'

/** The sender of a request, according to the connection and the headers. */
export interface Sender {
  readonly headers: IncomingHttpHeaders
  /** Address of the other end of the connection, if known. */
  readonly peer: string | undefined
  /** The connection is encrypted. An unencrypted one may have been encrypted up to a proxy. */
  readonly encrypted?: boolean
}

/** The sender of a Node request. Several Host headers are joined, which makes the host invalid: a proxy may have read another one than this server. */
export function senderOf({ headers, rawHeaders, socket }: IncomingMessage): Sender {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host')
  return {
    headers: hosts.length > 1 ? { ...headers, host: hosts.join(', ') } : headers,
    peer: socket.remoteAddress,
    encrypted: (socket as Partial<TLSSocket>).encrypted === true,
  }
}

/** The sender of a `Request`. */
export function senderOfRequest({ headers, url }: Request, client: FetchClient = {}): Sender {
  return { headers: Object.fromEntries(headers), peer: client.ip, encrypted: url.startsWith('https:') }
}

/**
 * The value that the proxy at the other end of the connection reports, if the proxy is trusted.
 * @param header a list, whose first entry is nearest to the browser
 * @param direct the value in the request itself
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

/** Address of the browser: the last entry of X-Forwarded-For that does not belong to a trusted proxy. */
export function addressOf({ headers, peer }: Sender, trustProxy: TrustProxy): string {
  const asked = { headers, socket: { remoteAddress: peer } } as IncomingMessage
  const addresses: (string | undefined)[] = addressesOf(asked, trustProxy)
  // A socket that listens on IPv6 sees IPv4 addresses in mapped form.
  return addresses.at(-1)?.replace(/^::ffff:(?=\d+\.)/, '') ?? ''
}
