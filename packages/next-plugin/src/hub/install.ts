import type { Settings } from '../config/settings'
import { findNextServer } from './find-server'
import { getHub } from './hub'
import { intercept } from './intercept'

/** Finds Next's server, now or at the first connection, and intercepts the socket's path. Runs once per process. */
export function installInterception(settings: Settings): void {
  const hub = getHub()
  if (hub.settings) return
  hub.settings = settings
  findNextServer((server) => {
    hub.attached = true
    intercept(server, hub, settings)
  })
}
