import type { IncomingHttpHeaders } from 'node:http'

/**
 * What a proxy says of a request, where it is to be believed.
 * @param header such as `x-forwarded-host`; of a list the first entry counts, which is nearest to the browser
 * @param direct what the request itself says
 */
export function forwardedOr(
  headers: IncomingHttpHeaders,
  header: 'x-forwarded-for' | 'x-forwarded-host' | 'x-forwarded-prefix',
  direct: string | undefined,
  trustProxy: boolean,
): string {
  const told = trustProxy ? headers[header] : undefined
  const first = (Array.isArray(told) ? told[0] : told)?.split(',', 1)[0]?.trim()
  return first || (direct ?? '')
}

/**
 * Address of the browser.
 * @param peer address of the other end of the connection
 */
export function addressOf(
  headers: IncomingHttpHeaders,
  peer: string | undefined,
  trustProxy: boolean,
): string {
  // An IPv4 peer of a socket that listens on IPv6 has its address mapped.
  return forwardedOr(headers, 'x-forwarded-for', peer?.replace(/^::ffff:(?=\d+\.)/, ''), trustProxy)
}
