import { randomBytes } from 'node:crypto'
import type { Settings } from '../config/settings'
import { warn } from '../messages'
import type { LiveRoute } from './live-route'

/**
 * What the parts of the plugin share in one process. Configuration, instrumentation and route are bundled apart, so that each has its
 * own copy of this code; they meet here.
 */
export interface Hub {
  /** Marks the requests that the plugin makes itself. Nobody outside the process knows it. */
  readonly secret: string
  /** Where the socket is; null until the interception is installed. */
  settings: Settings | null
  /** Next's server was found, and the socket's path on it is ours. */
  attached: boolean
  /** What the route module brought, once it has been evaluated. */
  route: LiveRoute | null
  /** Messages that were given; each is given once. */
  readonly said: Set<string>
}

const HUB = Symbol.for('@webio/next-plugin/hub/1')

export function getHub(): Hub {
  const place = globalThis as { [HUB]?: Hub }
  return (place[HUB] ??= {
    secret: randomBytes(24).toString('base64url'),
    settings: null,
    attached: false,
    route: null,
    said: new Set(),
  })
}

/** Warns once per process. */
export function sayOnce(hub: Hub, text: string): void {
  if (hub.said.has(text)) return
  hub.said.add(text)
  warn(text)
}
