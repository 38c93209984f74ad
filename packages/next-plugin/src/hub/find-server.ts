import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'

/** A server that may be Next's. */
export type NextServer = http.Server | https.Server

/** Node's diagnostics channels for the server of a new connection and of a new request. */
const CHANNELS = ['net.server.socket', 'http.server.request.start']

/**
 * Looks for Next's own HTTP server, now and with every connection, until it is found.
 * @returns ends the search
 */
export function findNextServer(found: (server: NextServer) => void): () => void {
  let over = false
  const stop = (): void => {
    over = true
    for (const channel of CHANNELS) unsubscribe(channel, onMessage)
  }
  const look = (candidate: unknown): void => {
    if (over || !isNextServer(candidate)) return
    stop()
    found(candidate)
  }
  const onMessage = (message: unknown): void => {
    const { server, socket } = message as { server?: unknown; socket?: { server?: unknown } }
    look(server ?? socket?.server)
  }
  for (const channel of CHANNELS) subscribe(channel, onMessage)
  for (const handle of activeHandles()) look(handle)
  return stop
}

/** Next's server listens on Next's port and handles upgrades. A server for metrics or health checks does not. */
export function isNextServer(value: unknown): value is NextServer {
  if (!(value instanceof http.Server || value instanceof https.Server)) return false
  return value.listening && value.listenerCount('upgrade') > 0 && hasNextPort(value)
}

function hasNextPort(server: NextServer): boolean {
  const port = process.env.PORT
  const address = server.address()
  return (
    !port || address === null || typeof address === 'string' || String((address as AddressInfo).port) === port
  )
}

/** Undocumented, but the only way to find a server that already listens. Without it, the first connection leads to the server. */
function activeHandles(): unknown[] {
  try {
    const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => unknown[] }
    return handles?.call(process) ?? []
  } catch {
    return []
  }
}
