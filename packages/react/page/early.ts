import type { Handshake, PageCode, ServerMessage } from '@webio/core/protocol'
import { pageCodeFor, PROTOCOL_VERSION } from '@webio/core/protocol'
import { transports, WebSocket as WebSocketTransport } from 'engine.io-client'
import { firstKeyOf } from '../src/session/resume/resume-place'
import { tabStorage } from '../src/session/resume/tab-storage'
import { earlyConnection } from '../src/session/wire/early-connection'
import { resolveEndpoint } from '../src/session/wire/endpoint'
import { loadLaterStyles } from './later-styles'
import { takeOpenedSocket } from './opened-socket'
import type { PageConfig } from './page-config'
import { pageConfig } from './page-config'
import { wantedSession } from './wanted-session'

/** Engine.IO's transport, which begins with the WebSocket that `opened-socket.ts` has opened. */
class OpenedWebSocketTransport extends WebSocketTransport {
  override createSocket(url: string, ...rest: [string | string[] | undefined, object]): unknown {
    return takeOpenedSocket(url) ?? super.createSocket(url, ...rest)
  }
}

/** Code that many sessions need. `main.tsx` loads the rest. */
const LOADS: { readonly [Code in PageCode]?: () => Promise<unknown> } = {
  outputs: () => import('../src/outputs-code'),
  fields: () => import('../src/fields-code'),
}

/**
 * The page's connection. This small module runs while the browser still loads the rest of the page: a new session starts meanwhile. Null in another
 * site's page.
 */
export const connect = pageConfig && connectTo(pageConfig)

function connectTo(config: PageConfig) {
  transports.websocket = OpenedWebSocketTransport
  const endpoint = resolveEndpoint(config.endpoint, document.baseURI)
  return earlyConnection(endpoint, config.transports, newSession(config), loadCodeFor)
}

/** Fetches code and styles as soon as a message needs them. If that fails, the page tries again and reports it. */
function loadCodeFor(message: ServerMessage): void {
  const needed = pageCodeFor(message)
  for (const code of needed) LOADS[code]?.().catch(() => {})
  if (needed.size > 0) loadLaterStyles().catch(() => {})
}

/** The handshake of a new session; undefined if the tab may have one, or shows somebody else's. */
function newSession(config: PageConfig): Handshake | undefined {
  const { app, params, shared } = wantedSession(config)
  const isNew = tabStorage.read(firstKeyOf({ endpoint: config.endpoint, app, params })) === null
  return isNew && shared === undefined ? { protocol: PROTOCOL_VERSION, app, params } : undefined
}
