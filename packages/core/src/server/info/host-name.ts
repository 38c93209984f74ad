import { isIP } from 'node:net'

/** More than any name of the DNS, with its port. */
const LONGEST_HOST = 300

/**
 * The name in a Host header: without port, in lower case, without the dot that may end it, an IPv6 address without brackets.
 * @returns null if the header names no host
 */
export function hostNameOf(host: string): string | null {
  if (host.length > LONGEST_HOST || /[/\\?#@\s]/.test(host) || !URL.canParse(`http://${host}`)) return null
  const { hostname } = new URL(`http://${host}`)
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname.replace(/\.$/, '')
}

/** True for names that no DNS server of somebody else's can point at this machine: addresses, `localhost`, `*.localhost`. */
export function isSafeHostName(name: string): boolean {
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')
}

/** True if a server that listens on `host` can be reached from its own machine alone. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)
}
