import { randomBytes } from 'node:crypto'
import type { Settings } from '../config/settings'
import { warn } from '../messages'
import type { LiveRoute } from './live-route'

/**
 * State that the parts of the plugin share in one process. Configuration, instrumentation and route are bundled separately, and each has its own
 * copy of this code.
 */
export interface Hub {
  /** Marks the plugin's own requests. It is unknown outside the process. */
  readonly secret: string
  /** The path of the socket; null until the interception is installed. */
  settings: Settings | null
  /** Next's server was found, and the plugin handles the socket's path on it. */
  attached: boolean
  /** The exports of the route module, after its evaluation. */
  route: LiveRoute | null
  /** Messages that were printed. Each one is printed once. */
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
