import type {
  Handshake,
  PageMessage,
  PageTransport,
  PageTransportFactory,
  PageTransportListener,
  ServerMessage,
} from '@webio/core/protocol'
import { isHandshakeErrorCode } from '@webio/core/protocol'
import type { Socket } from 'socket.io-client'
import { io } from 'socket.io-client'
import type { Endpoint } from './endpoint'
import type { SocketTransports } from './transport-order'
import { DEFAULT_TRANSPORTS, inOrder, rememberToPoll } from './transport-order'

const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 5000
/** A connection that the server ends within this time has failed like an attempt: the next one waits longer. */
const LASTING_MS = 5000
/** Pages of a process that is about to end arrive at the others within this time (rule R7). */
const MOVE_WITHIN_MS = 2000
/** The next process of a durable session is usually ready soon, so this many attempts follow quickly, for about a minute. */
const QUICK_ATTEMPTS = 60
const QUICK_RETRY_MS = 1000
/** Socket.IO does not notice a connection that dies between the upgrade and its first packet. This limits the wait for that packet. */
const CONNECT_TIMEOUT_MS = 8000
/**
 * Something on the way may swallow the request for a WebSocket, so that neither an answer nor an error ever comes. After this time the page uses
 * long-polling, from which Socket.IO upgrades to a WebSocket if possible.
 */
const WEBSOCKET_WITHIN_MS = 3000
/** The wait is measured in parts. A part during which the page's thread was busy counts only once. */
const WAIT_PARTS = 6

/** A longer text is not an explanation for a person. */
const LONGEST_REASON = 300

/** The reason why a connection failed, as Socket.IO provides it. */
interface ConnectError extends Error {
  /** The code of a refused handshake. */
  readonly data?: { readonly code?: unknown }
  /** The status of the answer to a request of long-polling, or 0 if there was no answer. */
  readonly description?: unknown
  /** The request itself. */
  readonly context?: Pick<XMLHttpRequest, 'getResponseHeader' | 'responseText'>
}

/** Decides when a transport that was cut connects again by itself. */
export interface RetryClock {
  /** As `Math.random`. */
  random(): number
  /** As `performance.now`. */
  now(): number
  /** Calls `fire` after some milliseconds. Returns a function that prevents it. */
  later(fire: () => void, ms: number): () => void
}

const browserClock: RetryClock = {
  random: () => Math.random(),
  now: () => performance.now(),
  later(fire, ms) {
    const timer = setTimeout(fire, ms)
    return () => clearTimeout(timer)
  },
}

/** Passes the handshake of a page to `answer`, now or later. Called before each attempt; only the newest attempt needs an answer. */
export type HandshakeSource = (answer: (handshake: Handshake) => void) => void

/** Creates transports to an endpoint over Socket.IO (rule T1), with one connection for each. */
export function socketIoTransport(
  endpoint: Endpoint,
  transports?: SocketTransports,
  clock?: RetryClock,
): PageTransportFactory {
  return (handshake, listener) =>
    openTransport((answer) => answer(handshake()), listener, endpoint, transports, clock)
}

/** Opens one transport. */
export function openTransport(
  handshake: HandshakeSource,
  listener: PageTransportListener,
  endpoint: Endpoint,
  transports: SocketTransports = DEFAULT_TRANSPORTS,
  { random, now, later }: RetryClock = browserClock,
): PageTransport {
  let closed = false
  let hasMoved = false
  let cancelRetry = (): void => {}
  /** Connections in a row that the server has ended soon or has not let begin. */
  let failures = 0
  /** Infinity without a connection. */
  let connectedAt = Infinity
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
    auth: handshake,
  })

  /** Called when an attempt begins. If it uses a WebSocket and gets no answer, the next one does not use it. */
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
  socket.io.on('open', () => {
    // An open engine has found its transport. Later failures are a different matter.
    clearTimeout(swallowed)
    closeAfterFailedUpgrade(socket.io.engine)
  })
  socket.io.on('error', () => clearTimeout(swallowed))

  socket.on('connect', () => (connectedAt = now()))

  socket.on('message', (message: ServerMessage) => {
    hasMoved = message.type === 'moved'
    if (message.type === 'welcome')
      socket.io.reconnectionDelayMax(message.durable ? QUICK_RETRY_MS : LONGEST_RETRY_MS)
    listener.message(message)
  })

  socket.on('connect_error', (error: ConnectError) => {
    const code = error.data?.code ?? refusedCodeOf(error)
    if (isHandshakeErrorCode(code)) {
      // This comes first, since the listener may ask for a new connection.
      socket.disconnect()
      listener.refused(code)
      return
    }
    listener.disconnected({ reason: reasonOf(error) })
    // The reason of the refusal is unknown. Socket.IO does not try again by itself.
    if (!socket.active) connectAfterFailure()
  })

  socket.on('disconnect', (reason) => {
    // The session sends events again that were not sent, after its welcome.
    socket.sendBuffer.length = 0
    if (now() - connectedAt >= LASTING_MS) failures = 0
    connectedAt = Infinity
    if (closed) return
    listener.disconnected({ isByServer: reason !== 'ping timeout' && isOnline() })
    if (hasMoved) {
      socket.disconnect() // Or Socket.IO comes back by itself.
      connectLater(random() * MOVE_WITHIN_MS)
    } else if (reason === 'io server disconnect') connectAfterFailure()
  })

  const connectAfterFailure = (): void =>
    connectLater(
      Math.min(FIRST_RETRY_MS * 2 ** failures++, socket.io.reconnectionDelayMax()) * (0.5 + random()),
    )

  const connectLater = (ms: number): void => {
    // The listener may close the transport when it hears that the connection is lost.
    if (closed) return
    cancelRetry()
    cancelRetry = later(() => socket.connect(), ms)
  }

  const reconnect = (): void => {
    socket.disconnect()
    cancelRetry()
    socket.connect()
    watch()
  }

  return {
    send(message: PageMessage) {
      if (socket.connected) socket.send(message)
    },
    reconnect,
    close() {
      closed = true
      cancelRetry()
      clearTimeout(swallowed)
      if (socket.connected) closeAfterSending(socket)
      else socket.disconnect()
    },
  }
}

/**
 * Engine.IO pauses polling in order to upgrade. If the WebSocket fails at this moment, it neither polls nor closes until pings are missing. This
 * sends what waits and closes the engine, so Socket.IO connects again unless the page has left.
 */
function closeAfterFailedUpgrade(engine: Socket['io']['engine']): void {
  engine.once('upgrading', () =>
    engine.once('upgradeError', () => {
      if (engine.readyState === 'closed') return
      const paused = engine as unknown as PausedEngine
      paused.upgrading = false
      paused.transport.readyState = 'open'
      engine.close()
      paused.flush()
    }),
  )
}

/** The parts of Engine.IO's engine that end its pause. */
interface PausedEngine {
  upgrading: boolean
  readonly transport: { readyState: string }
  /** Sends what waits. A closing engine then closes. */
  flush(): void
}

/** The code with which our server refuses a page before any handshake (rule H3). */
function refusedCodeOf({ context, description }: ConnectError): unknown {
  if (description !== 403 || !context) return undefined
  try {
    return (JSON.parse(context.responseText) as { refused?: unknown } | null)?.refused
  } catch {
    return undefined
  }
}

/** False while the machine has no network, as far as the browser knows. */
function isOnline(): boolean {
  const { navigator } = globalThis as { readonly navigator?: { readonly onLine?: boolean } }
  return navigator?.onLine !== false
}

/** The server's answer instead of a handshake, if it is a sentence in plain text, and not the HTML page of a proxy. */
function reasonOf({ context, description }: ConnectError): string | undefined {
  if (!description || !context?.getResponseHeader('content-type')?.startsWith('text/plain')) return undefined
  const text = context.responseText.trim()
  return text.length > 0 && text.length <= LONGEST_REASON ? text : undefined
}

/**
 * Closes a connection after everything has been sent. `disconnect()` would not do: a Socket.IO server drops the events that arrive together with
 * its packet, and a page sends `leave` just before it goes away.
 */
function closeAfterSending(socket: Socket): void {
  socket.io.reconnection(false)
  socket.io.engine.close()
}
