import type { TaskFunction } from '../engine/tasks/applications'
import { SessionHost } from '../engine/host/session-host'
import type { SessionInfo } from '../engine/session-info'
import type { PageTransportFactory } from '../page/page-transport'
import { installPageContext } from './page-context'
import { createTransportPair } from './transport-pair'

/**
 * Runs a task in the page itself, over a wire in memory to its own session. Log messages go to the console.
 * @param task called when a session starts
 */
export function connectTask(task: () => TaskFunction): PageTransportFactory {
  installPageContext()
  return (handshake, listener) => {
    const { app } = handshake()
    const host = new SessionHost({
      applications: new Map([[app, (params) => task()(params)]]),
      logger: console,
      // When the page has gone, nothing needs its session.
      reconnectTimeout: 0,
    })
    return createTransportPair(host, pageInfo).connect(handshake, listener)
  }
}

interface Page {
  readonly navigator?: { readonly userAgent?: string; readonly language?: string }
  readonly location?: { readonly host?: string; readonly origin?: string; readonly href?: string }
}

/** The `info` of a session without a request. */
function pageInfo(): SessionInfo {
  const { navigator = {}, location = {} } = globalThis as Page
  const { userAgent = '', language = '' } = navigator
  const isMobile = /Mobi/.test(userAgent)
  const unknown = { family: '', version: [], version_string: '' }
  return {
    user_agent: {
      is_mobile: isMobile,
      is_tablet: false,
      is_pc: !isMobile,
      is_touch_capable: isMobile,
      is_bot: false,
      browser: unknown,
      os: unknown,
      device: { family: '', brand: '', model: '' },
      toString: () => userAgent,
    },
    user_language: language,
    server_host: location.host ?? '',
    origin: location.origin ?? '',
    user_ip: '',
    backend: 'in-page',
    protocol: 'memory',
    request: { url: location.href ?? '', headers: {} },
    user: null,
  }
}
