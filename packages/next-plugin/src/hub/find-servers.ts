import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import http from 'node:http'
import https from 'node:https'

/** A server that Next may listen with. */
export type NextServer = http.Server | https.Server

/** Published by Node: the server of a new connection, and the server of a new request. */
const CHANNELS = ['net.server.socket', 'http.server.request.start']

interface Search {
  /** Told of each server that takes upgrades, once. */
  found(server: NextServer): void
  /**
   * Told why another one is left alone, again whenever it is looked at.
   * @param server what names it
   */
  turnedDown(server: string, reason: string): void
}

/**
 * Looks for the HTTP servers that Next may listen with, now and with every connection: a custom server may have several, and a process several
 * sites.
 * @returns ends the search
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

/** Next's server takes upgrades, for hot reload at least. One for metrics or health checks does not. */
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

/** Undocumented, but the only way to a server that listens already; without it, the first connection leads to it. */
function activeHandles(): unknown[] {
  try {
    const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => unknown[] }
    return handles?.call(process) ?? []
  } catch {
    return []
  }
}
