import type { Server } from 'node:http'
import { Server as SecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import process from 'node:process'

/** Names the address of this process for other nodes, if they cannot reach it at the one that it would find out: `http://10.0.0.7:8080`. */
const VARIABLE = 'WEBIO_NODE_URL'

/**
 * Where other nodes reach a server that listens.
 * @param hasOwnPort its port is not the one that the environment names
 * @throws Error if the environment names no URL
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

/** Of a server that listens on all addresses, the first one that other machines may know. */
function reachable({ address, family }: AddressInfo): string {
  if (address !== '0.0.0.0' && address !== '::') return family === 'IPv6' ? `[${address}]` : address
  const [first] = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
  return first?.address ?? '127.0.0.1'
}
