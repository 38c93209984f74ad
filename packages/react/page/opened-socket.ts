import { resolveEndpoint } from '../src/session/wire/endpoint'
import { DEFAULT_TRANSPORTS, inOrder } from '../src/session/wire/transport-order'
import type { PageConfig } from './page-config'
import { pageConfig } from './page-config'

/** The WebSocket of the page's first connection, and what has happened to it. */
interface OpenedSocket {
  readonly socket: WebSocket
  readonly events: Event[]
}

const EVENTS = ['open', 'message', 'error', 'close'] as const
type EventName = (typeof EVENTS)[number]

/** Null if the page does not begin with a WebSocket, in another site's page, and once it is taken. */
let opened: OpenedSocket | null = pageConfig && openSocket(pageConfig)

/** Opens the WebSocket that Engine.IO would open a little later, when its code is there. */
function openSocket({ endpoint, transports = DEFAULT_TRANSPORTS }: PageConfig): OpenedSocket | null {
  const { origin, socketPath } = resolveEndpoint(endpoint, document.baseURI)
  if (inOrder(transports, origin)[0] !== 'websocket') return null
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${socketPath}?EIO=4&transport=websocket`)
  const events: Event[] = []
  for (const name of EVENTS) socket[`on${name}`] = (event: Event) => void events.push(event)
  return { socket, events }
}

/**
 * Returns the opened WebSocket once, if it has this URL. Its listeners are called for what has happened so far as soon as the caller has set them.
 */
export function takeOpenedSocket(url: string): WebSocket | null {
  if (opened?.socket.url !== new URL(url).href) return null
  const { socket, events } = opened
  opened = null
  queueMicrotask(() => {
    for (const event of events) {
      const listener: ((event: never) => void) | null = socket[`on${event.type as EventName}`]
      listener?.(event as never)
    }
  })
  return socket
}
