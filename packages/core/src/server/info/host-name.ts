import { isIP } from 'node:net'

/** Longer than any DNS name with a port. */
const LONGEST_HOST = 300

/**
 * The name in a Host header: in lower case, without port and final dot, and for IPv6 addresses without brackets.
 * @returns null if the header names no host
 */
export function hostNameOf(host: string): string | null {
  if (host.length > LONGEST_HOST || /[/\\?#@\s]/.test(host) || !URL.canParse(`http://${host}`)) return null
  const { hostname } = new URL(`http://${host}`)
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname.replace(/\.$/, '')
}

/** Tells whether a name is safe from DNS rebinding because no DNS server can point it here: IP addresses, `localhost`, `*.localhost`. */
export function isSafeHostName(name: string): boolean {
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')
}

/** Tells whether a server that listens on `host` can be reached only from its own machine. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)
}
