import { stripVTControlCharacters } from 'node:util'
import type { Relay } from './relay'

/** The news about a tunnel in a line of `ssh`. */
export interface TunnelNews {
  /** The relay admits visitors. `url` is its address, if it reports one itself. */
  readonly url?: string
  /** The tunnel is open. `port` is the one that the relay picked. */
  readonly port?: number
  /** The reason why there is no tunnel, if another attempt would fail, too. */
  readonly refusal?: string
  /** A problem, for the log. */
  readonly problem?: string
}

const FINAL =
  /Permission denied|Host key verification failed|Bad owner or permissions|Bad configuration option|REMOTE HOST IDENTIFICATION HAS CHANGED/

/** Reads a line of `ssh -v`. Null if it contains no news. */
export function readTunnelLine(raw: string, relay: Relay): TunnelNews | null {
  const line = stripVTControlCharacters(raw).trim()
  const allocated = /^Allocated port (\d+) for remote forward/.exec(line)?.[1]
  if (allocated !== undefined) return { port: Number(allocated) }
  // If the relay picks the port, another line contains it.
  const isUp = /^debug1: remote forward success for: listen/.test(line)
  if (isUp && relay.remotePort !== 0) return { port: relay.remotePort }
  if (/^debug\d: /.test(line)) return null
  if (FINAL.test(line)) return { refusal: line }
  const url = urlIn(line, relay)
  if (url !== null) return { url }
  if (/^ssh: |^Error: |failed|closed|refused|timed out|not responding/i.test(line)) return { problem: line }
  return null
}

/** The address that a relay gave the tunnel. A relay prints many lines with other links. */
function urlIn(line: string, relay: Relay): string | null {
  const [url] = /https?:\/\/[^\s"'<>,]+/.exec(line) ?? []
  if (url === undefined || !URL.canParse(url)) return null
  const { hostname, origin, pathname } = new URL(url)
  const isAlone = line === url
  if (!isAlone && !/tunnel|forward/i.test(line)) return null
  // The relay's own pages are not tunnels.
  if (pathname !== '/' || hostname === relay.host || hostname === `admin.${relay.host}`) return null
  return origin
}
