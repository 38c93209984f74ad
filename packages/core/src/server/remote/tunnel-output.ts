import { stripVTControlCharacters } from 'node:util'
import type { Relay } from './relay'

/** What `ssh` says about a tunnel, line by line. */
export interface TunnelNews {
  /** The relay takes visitors in. `url` is where, if it says so itself. */
  readonly url?: string
  /** The tunnel stands. `port` is the one that the relay picked. */
  readonly port?: number
  /** Why there is no tunnel, and trying again will not help. */
  readonly refusal?: string
  /** What went wrong, for the log. */
  readonly problem?: string
}

const FINAL =
  /Permission denied|Host key verification failed|Bad owner or permissions|Bad configuration option|REMOTE HOST IDENTIFICATION HAS CHANGED/

/** Reads a line of `ssh -v`. Null if it says nothing that matters. */
export function readTunnelLine(raw: string, relay: Relay): TunnelNews | null {
  const line = stripVTControlCharacters(raw).trim()
  const allocated = /^Allocated port (\d+) for remote forward/.exec(line)?.[1]
  if (allocated !== undefined) return { port: Number(allocated) }
  // Of a port that the relay picks, another line says which it is.
  const isUp = /^debug1: remote forward success for: listen/.test(line)
  if (isUp && relay.remotePort !== 0) return { port: relay.remotePort }
  if (/^debug\d: /.test(line)) return null
  if (FINAL.test(line)) return { refusal: line }
  const url = urlIn(line, relay)
  if (url !== null) return { url }
  if (/^ssh: |^Error: |failed|closed|refused|timed out|not responding/i.test(line)) return { problem: line }
  return null
}

/** The address that a relay gave the tunnel: relays say much, and link to more. */
function urlIn(line: string, relay: Relay): string | null {
  const [url] = /https?:\/\/[^\s"'<>,]+/.exec(line) ?? []
  if (url === undefined || !URL.canParse(url)) return null
  const { hostname, origin, pathname } = new URL(url)
  const isAlone = line === url
  if (!isAlone && !/tunnel|forward/i.test(line)) return null
  // Its own pages are no tunnels.
  if (pathname !== '/' || hostname === relay.host || hostname === `admin.${relay.host}`) return null
  return origin
}
