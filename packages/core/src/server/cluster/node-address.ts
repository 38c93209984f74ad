import type { Server } from 'node:http'
import { Server as SecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import process from 'node:process'

/** Sets the address of this process for other nodes, such as `http://10.0.0.7:8080`, for cases in which the detected address does not work. */
const VARIABLE = 'WEBIO_NODE_URL'

/**
 * The address at which other nodes reach a listening server; null if it has none.
 * @param hasOwnPort true if the server listens on another port than the one in the environment variable
 * @throws Error if the environment variable is not an HTTP URL
 */
export function nodeAddress(server: Server | SecureServer, hasOwnPort = false): string | null {
  const told = process.env[VARIABLE]
  if (told && !(URL.canParse(told) && /^https?:/.test(told)))
    throw new Error(
      `${VARIABLE} must be the URL of this process, such as http://10.0.0.7:8080, not ${JSON.stringify(told)}.`,
    )
  if (told && !hasOwnPort) return new URL(told).origin
  const address = server.address()
  if (address === null || typeof address === 'string') return null
  const scheme = server instanceof SecureServer ? 'https' : 'http'
  return `${scheme}://${told ? new URL(told).hostname : reachable(address)}:${address.port}`
}

/** The host name for a URL. If a server listens on all addresses, it is the first address that other machines may be able to reach. */
function reachable({ address, family }: AddressInfo): string {
  if (address !== '0.0.0.0' && address !== '::') return family === 'IPv6' ? `[${address}]` : address
  const [first] = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
  return first?.address ?? '127.0.0.1'
}
