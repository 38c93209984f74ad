import type { PageMessage, PageTransport, PageTransportFactory, ServerMessage } from '@webio/core/protocol'
import { isHandshakeErrorCode } from '@webio/core/protocol'
import type { Socket } from 'socket.io-client'
import { io } from 'socket.io-client'
import { tabStorage } from '../resume/tab-storage'
import type { Endpoint } from './endpoint'

/** Wires in the order in which they are tried. */
export type SocketTransports = readonly ('websocket' | 'polling')[]

/** WebSocket first, since it saves a page two round trips; long-polling where something on the way forbids it. */
const DEFAULT_TRANSPORTS: SocketTransports = ['websocket', 'polling']
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 5000
/** The next process of a durable session is hardly ever far: so many attempts come quickly, for about a minute. */
const QUICK_ATTEMPTS = 60
const QUICK_RETRY_MS = 1000
/** Socket.IO notices nothing when a connection dies between the upgrade and its first packet: so long it waits for that. */
const CONNECT_TIMEOUT_MS = 8000
/**
 * Something on the way may swallow the request for a WebSocket: no answer ever comes, and no error. After so long the page begins with
 * long-polling, from which Socket.IO goes on to a WebSocket if one can be had.
 */
const WEBSOCKET_WITHIN_MS = 3000
/** The wait is counted in parts, and a part in which the page's thread was busy with other things counts once. */
const WAIT_PARTS = 6

/** Origins where WebSockets are swallowed. Kept in the tab's storage, too, for the page after a reload. */
const pollFirst = new Set<string>()

/** Beyond that it is no sentence for a person. */
const LONGEST_REASON = 300

/** Why a connection could not be made, as Socket.IO hands it over. */
interface ConnectError extends Error {
  /** Of a handshake that was refused. */
  readonly data?: { readonly code?: unknown }
  /** The status of the answer, 0 where none came, where the request was one of long-polling. */
  readonly description?: unknown
  /** That request. */
  readonly context?: Pick<XMLHttpRequest, 'getResponseHeader' | 'responseText'>
}

/** Makes wires to an endpoint over Socket.IO (rule T1), one connection for each. */
export function socketIoTransport(
  endpoint: Endpoint,
  transports: SocketTransports = DEFAULT_TRANSPORTS,
): PageTransportFactory {
  return (handshake, listener): PageTransport => {
    let closed = false
    let retry: ReturnType<typeof setTimeout> | undefined
    let swallowed: ReturnType<typeof setTimeout> | undefined
    const socket = io(endpoint.origin, {
      path: endpoint.socketPath,
      addTrailingSlash: false,
      forceNew: true,
      transports: inOrder(transports, endpoint.origin),
      tryAllTransports: true,
      timeout: CONNECT_TIMEOUT_MS,
      reconnectionDelay: FIRST_RETRY_MS,
      reconnectionDelayMax: LONGEST_RETRY_MS,
      auth: (answer) => answer(handshake()),
    })

    /** An attempt begins. If it is one by WebSocket, and nothing comes of it, the next one is not. */
    const watch = (): void => {
      clearTimeout(swallowed)
      const { opts } = socket.io
      if (opts.transports?.[0] !== 'websocket' || !transports.includes('polling')) return
      const wait = (parts: number): void => {
        swallowed = setTimeout(() => {
          if (closed || socket.connected) return
          if (parts > 1) return wait(parts - 1)
          rememberToPoll(endpoint.origin)
          opts.transports = inOrder(transports, endpoint.origin)
          socket.disconnect().connect()
        }, WEBSOCKET_WITHIN_MS / WAIT_PARTS)
      }
      wait(WAIT_PARTS)
    }
    watch()
    socket.io.on('reconnect_attempt', (attempt: number) => {
      if (attempt === QUICK_ATTEMPTS) socket.io.reconnectionDelayMax(LONGEST_RETRY_MS)
      watch()
    })
    // An engine that is open has its wire; what may fail from then on is another matter.
    socket.io.on('open', () => clearTimeout(swallowed))
    socket.io.on('error', () => clearTimeout(swallowed))

    socket.on('message', (message: ServerMessage) => {
      if (message.type === 'welcome')
        socket.io.reconnectionDelayMax(message.durable ? QUICK_RETRY_MS : LONGEST_RETRY_MS)
      listener.message(message)
    })

    socket.on('connect_error', (error: ConnectError) => {
      const code = error.data?.code ?? refusedCodeOf(error)
      if (isHandshakeErrorCode(code)) {
        // First, since the listener may ask for another connection.
        socket.disconnect()
        listener.refused(code)
        return
      }
      listener.disconnected({ reason: reasonOf(error) })
      // Refused without a reason that we know: Socket.IO does not try again by itself.
      if (!socket.active) connectLater()
    })

    socket.on('disconnect', (reason) => {
      // Events that were not sent are sent again by the session, after its welcome.
      socket.sendBuffer.length = 0
      if (closed) return
      listener.disconnected({ isByServer: reason !== 'ping timeout' && isOnline() })
      if (!socket.active) connectLater()
    })

    const connectLater = (): void => {
      clearTimeout(retry)
      retry = setTimeout(() => socket.connect(), FIRST_RETRY_MS)
    }

    return {
      send(message: PageMessage) {
        if (socket.connected) socket.send(message)
      },
      reconnect() {
        socket.disconnect()
        clearTimeout(retry)
        socket.connect()
        watch()
      },
      close() {
        closed = true
        clearTimeout(retry)
        clearTimeout(swallowed)
        if (socket.connected) closeAfterSending(socket)
        else socket.disconnect()
      },
    }
  }
}

/** The code with which a server of ours refuses a page before any handshake (rule H3). */
function refusedCodeOf({ context, description }: ConnectError): unknown {
  if (description !== 403 || !context) return undefined
  try {
    return (JSON.parse(context.responseText) as { refused?: unknown } | null)?.refused
  } catch {
    return undefined
  }
}

/** The wires in the order in which they are tried at an origin. */
function inOrder(transports: SocketTransports, origin: string): ('websocket' | 'polling')[] {
  const isSwallowed = pollFirst.has(origin) || tabStorage.read(storageKey(origin)) === true
  if (!isSwallowed || !transports.includes('polling')) return [...transports]
  return [...transports].sort((a, b) => Number(b === 'polling') - Number(a === 'polling'))
}

function rememberToPoll(origin: string): void {
  pollFirst.add(origin)
  tabStorage.write(storageKey(origin), true)
}

function storageKey(origin: string): string {
  return `webio:poll-first:${origin}`
}

/** False while the machine has no network, as far as the browser knows. */
function isOnline(): boolean {
  const { navigator } = globalThis as { readonly navigator?: { readonly onLine?: boolean } }
  return navigator?.onLine !== false
}

/** What the server answered instead of a handshake, where that is a sentence in plain text; an HTML page of some proxy's is none. */
function reasonOf({ context, description }: ConnectError): string | undefined {
  if (!description || !context?.getResponseHeader('content-type')?.startsWith('text/plain')) return undefined
  const text = context.responseText.trim()
  return text.length > 0 && text.length <= LONGEST_REASON ? text : undefined
}

/**
 * Closes a connection once what was sent is out. Not by `disconnect()`: a server of Socket.IO drops the events that arrive in one piece with
 * that packet, and a page sends `leave` just before it goes.
 */
function closeAfterSending(socket: Socket): void {
  socket.io.reconnection(false)
  socket.io.engine.close()
}
