import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import http from 'node:http'
import https from 'node:https'

/** A server that Next may listen with. */
export type NextServer = http.Server | https.Server

/** Channels of Node: the server of a new connection, and the server of a new request. */
const CHANNELS = ['net.server.socket', 'http.server.request.start']

interface Search {
  /** Called once with each server that accepts upgrades. */
  found(server: NextServer): void
  /**
   * Called with the reason why another server is ignored, each time that it is examined.
   * @param server a description of the server
   */
  turnedDown(server: string, reason: string): void
}

/**
 * Finds the HTTP servers that Next may listen with, now and at every connection. A custom server may have several, and a process may have several
 * sites.
 * @returns a function that ends the search
 */
export function findNextServers({ found, turnedDown }: Search): () => void {
  const seen = new WeakSet<object>()
  const look = (candidate: unknown): void => {
    if (!isHttpServer(candidate) || seen.has(candidate)) return
    const reason = whyNot(candidate)
    if (reason !== null) return turnedDown(nameOf(candidate), reason)
    seen.add(candidate)
    found(candidate)
  }
  const onMessage = (message: unknown): void => {
    const { server, socket } = message as { server?: unknown; socket?: { server?: unknown } }
    look(server ?? socket?.server)
  }
  for (const channel of CHANNELS) subscribe(channel, onMessage)
  for (const handle of activeHandles()) look(handle)
  return () => {
    for (const channel of CHANNELS) unsubscribe(channel, onMessage)
  }
}

function isHttpServer(value: unknown): value is NextServer {
  return value instanceof http.Server || value instanceof https.Server
}

/** Next's server accepts upgrades, at least for hot reload. A server for metrics or health checks does not. */
function whyNot(server: NextServer): string | null {
  if (!server.listening) return 'it does not listen'
  if (server.listenerCount('upgrade') === 0) return 'it has no listener for upgrades'
  return null
}

function nameOf(server: NextServer): string {
  const address = server.address()
  if (address === null) return 'a server without an address'
  return typeof address === 'string' ? address : `port ${address.port}`
}

/** Undocumented, but the only way to find a server that listens already. Without it, the first connection leads to the server. */
function activeHandles(): unknown[] {
  try {
    const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => unknown[] }
    return handles?.call(process) ?? []
  } catch {
    return []
  }
}
