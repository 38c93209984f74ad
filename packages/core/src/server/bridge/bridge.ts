import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server as Engine } from 'engine.io'
import { Server as SocketIO } from 'socket.io'
import type { RelayedSession } from '../../engine/cluster/relay/relay-line'
import { randomToken } from '../../engine/files/tokens'
import type { Admission, SessionHost } from '../../engine/host/session-host'
import { HandshakeRefusal, wantedSession } from '../../engine/host/session-host'
import type { HandshakeErrorCode } from '../../protocol/error-codes'
import type { Handshake } from '../../protocol/wire-messages'
import type { Session } from '../../engine/session'
import type { FirstViews } from '../http/first-views'
import { pathOfTarget, requestTarget } from '../http/request-target'
import type { ApplicationSource } from '../options/admission'
import { admit } from '../options/admission'
import { ConnectionInfo } from '../info/connection-info'
import { addressOf, senderOf } from '../info/request-facts'
import type { Settings } from '../options/options'
import type { RequestPolicy } from '../options/request-policy'
import { Pacer } from '../process/pacer'
import { isOneOfSeveral, SESSION_MISSING_HERE } from '../process/several-processes'
import { within } from '../within'
import { decoderFor, isOversized, JsonEncoder } from './json-parser'
import type { SessionKeeper } from '../durable/session-keeper'
import { SessionLostError, SessionNotReadyError } from '../durable/session-keeper'
import { NoRooms } from './no-rooms'
import type { FoundSession, OtherNodes } from './other-nodes'
import { JoinedPage } from './joined-page'
import { refuseUpgrade } from './refuse-upgrade'
import { relayedSocket } from './relayed-socket'
import { reserveSession } from './reserved-session'
import type { SocketData, WireSocket } from './socket-transport'
import { decoderOf } from './socket-transport'

/** How long pages may take to disconnect when a bridge closes, before they are cut off. */
const FAREWELL_MS = 2000

/** The number of refused handshakes after which a connection is closed (rule H8). */
const MAX_REFUSALS = 3

/** The bytes that Socket.IO puts around the JSON of a message: `42["message",` and `]`, with a margin. */
const ENVELOPE_BYTES = 64

/** A turn admits only this number of handshakes, because opening a session takes about a millisecond. */
const HANDSHAKES_PER_TURN = 16

/** Engine.IO's code for a request of a connection that it does not have. */
const UNKNOWN_CONNECTION = 1

/** The limit for packets before the handshake completes (rule H7). */
const MAX_HANDSHAKE_BYTES = 64 * 1024

type Io = SocketIO<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>

/** An Engine.IO connection. A long-polling transport waits for a last poll. */
type Connection = WireSocket['conn'] & { readonly transport: { closeTimeout?: number } }

/** A refusal, in the form in which Socket.IO passes it to the page: `connect_error` with `data.code` (rule H2). */
class ConnectError extends Error {
  readonly data: { readonly code: HandshakeErrorCode }
  constructor(code: HandshakeErrorCode, message: string) {
    super(message)
    this.data = { code }
  }
}

/** A request that does not reach Engine.IO. */
interface RefusedRequest {
  readonly status: 400 | 403 | 503
  /** The code for the page (rule H3). */
  readonly refused?: HandshakeErrorCode
  readonly message?: string
}

/** Connects the sessions of a host with pages over Socket.IO. It does not listen by itself: it receives single requests. */
export class Bridge {
  /** Path of the socket, with and without a final slash. */
  readonly socketPath: string
  readonly #host: SessionHost
  readonly #settings: Settings
  readonly #policy: RequestPolicy
  readonly #source: ApplicationSource
  readonly #firstViews: FirstViews
  readonly #keeper: SessionKeeper | null
  readonly #nodes: OtherNodes | null
  /** Paces handshakes, because a restarted server gets those of all its pages at once. */
  readonly #handshakes = new Pacer(HANDSHAKES_PER_TURN)
  readonly #engine: Engine
  readonly #io: Io
  /** Engine.IO connections with an accepted handshake: one connection is one page, and a page has one session. */
  readonly #taken = new WeakSet<object>()
  /** The number of refused handshakes of each Engine.IO connection. */
  readonly #refusals = new WeakMap<object, number>()
  /** The session of an Engine.IO connection. */
  readonly #sessions = new WeakMap<object, { receivedTooLarge(): void }>()
  /** Upgraded TCP connections, which no http.Server closes. */
  readonly #upgraded = new Set<Duplex>()
  /** Called when a connection or a page closes while the bridge waits for that. */
  #onClosed: (() => void) | null = null
  #closed = false
  /** True once the upgraded connections have been closed. Nobody would close a later one. */
  #isShut = false

  constructor(
    host: SessionHost,
    settings: Settings,
    policy: RequestPolicy,
    source: ApplicationSource,
    firstViews: FirstViews,
    keeper: SessionKeeper | null = null,
    nodes: OtherNodes | null = null,
  ) {
    this.#host = host
    this.#keeper = keeper
    this.#nodes = nodes
    this.#settings = settings
    this.#policy = policy
    this.#source = source
    this.#firstViews = firstViews
    this.socketPath = `${settings.path}/io`
    const { compression, maxMessageBytes, pingIntervalMs, pingTimeoutMs, transports } = settings
    this.#engine = new Engine({
      // A foreign origin is refused before this point, so every origin may read the response.
      cors: { origin: true, credentials: true },
      httpCompression: false,
      maxHttpBufferSize: maxMessageBytes + ENVELOPE_BYTES,
      perMessageDeflate: compression && {},
      pingInterval: pingIntervalMs,
      pingTimeout: pingTimeoutMs,
      transports: [...transports],
    })
    // Every node can tell from the id which node has a connection.
    if (nodes) this.#engine.generateId = () => `${nodes.id}${randomToken()}`
    const parser = {
      Encoder: JsonEncoder,
      Decoder: decoderFor(Math.min(MAX_HANDSHAKE_BYTES, maxMessageBytes)),
    }
    this.#io = new SocketIO({ serveClient: false, parser, adapter: NoRooms })
    this.#io.bind(this.#engine)
    this.#engine.on('connection', (conn: Connection) => {
      // Engine.IO waits half a minute for a last poll, even if the page no longer exists.
      if ('closeTimeout' in conn.transport) conn.transport.closeTimeout = FAREWELL_MS
      // Not with `once`, which takes three more objects.
      conn.on('close', this.#connectionClosed)
    })
    this.#engine.on('connection_error', ({ code }: { readonly code: number }) => {
      if (code === UNKNOWN_CONNECTION) this.#tellOfOtherProcesses()
    })
    this.#io.use((socket, next) => {
      const { conn } = socket
      if (this.#taken.has(conn))
        return next(new ConnectError('bad_handshake', 'This connection already has a session.'))
      this.#taken.add(conn)
      this.#shakeHands(socket).then(
        () => next(),
        (error: unknown) => {
          this.#taken.delete(conn)
          this.#refuse(socket, error, next)
        },
      )
    })
    this.#io.on('connection', (socket) => this.#connected(socket))
  }

  /** Tells whether a request is for the socket or for the link of another node. */
  isFor(url: string | undefined): boolean {
    const target = url === undefined ? null : requestTarget(url)
    if (this.#isLink(target)) return true
    if (!target?.startsWith(this.socketPath)) return false
    const rest = pathOfTarget(target.slice(this.socketPath.length))
    return rest === '' || rest === '/'
  }

  /** Handles a long-polling request. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isLink(requestTarget(request.url ?? ''))) return void response.writeHead(404).end()
    const refusal = this.#refusalOfRequest(request)
    if (!refusal) {
      const connection = connectionOf(request)
      if (connection && this.#nodes?.forward(connection, request, response)) return
      this.#checkSize(request)
      return this.#engine.handleRequest(engineRequest(request), response)
    }
    const { status, refused, message = STATUS_CODES[status] } = refusal
    const { origin } = request.headers
    response.writeHead(status, {
      'content-type': 'application/json',
      connection: 'close',
      // A page of another origin may read only the reason of the refusal.
      ...(refused && origin && { 'access-control-allow-origin': origin, vary: 'origin' }),
    })
    // The format of Engine.IO's own refusals, with our code added.
    response.end(JSON.stringify({ code: 4, message, ...(refused && { refused }) }))
  }

  /** Upgrades a request to a WebSocket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#isShut) return refuseUpgrade(socket, 503)
    if (this.#isLink(requestTarget(request.url ?? '')))
      return this.#nodes ? this.#nodes.acceptLink(request, socket, head) : refuseUpgrade(socket, 404)
    const refusal = this.#refusalOfRequest(request)
    if (refusal) return refuseUpgrade(socket, refusal.status)
    // Also one that goes to another node: this process could not end otherwise.
    this.#upgraded.add(socket)
    socket.on('close', this.#upgradeClosed)
    const connection = connectionOf(request)
    if (connection && this.#nodes?.forwardUpgrade(connection, request, socket, head)) return
    this.#engine.handleUpgrade(engineRequest(request), socket, head)
  }

  /** From now on, no page can start or resume a session. */
  stopAdmitting(): void {
    this.#closed = true
  }

  /**
   * Closes all connections and accepts no more. Pages get a moment to acknowledge the last batches. They see a lost connection, not a refusal, so
   * they reconnect when the server is back.
   */
  async close(): Promise<void> {
    this.stopAdmitting()
    await this.#emptied(() => this.#io.sockets.sockets.size)
    await this.#io.close()
    this.#isShut = true
    for (const socket of this.#upgraded) socket.destroy()
    // Long-polling transports may still wait for a last poll.
    await this.#emptied(() => this.#engine.clientsCount)
  }

  /** Runs all checks of a handshake. Admission is the last step, because it reserves the session. */
  async #shakeHands(socket: WireSocket): Promise<void> {
    const { conn } = socket
    const { address, auth, headers, url } = socket.handshake
    const { trustProxy } = this.#settings
    await this.#handshakes.enter()
    if (isOversized(auth))
      throw new HandshakeRefusal('bad_handshake', 'The handshake is too large (rule H7).')
    const handshake = this.#host.parse(auth)
    const sender = { headers, peer: address }
    const ip = addressOf(sender, trustProxy)
    const { app, params } = handshake
    const asked = { url, headers, auth: handshake.auth, ip, app, params }
    const verdict = await admit(asked, app, this.#source, this.#settings).catch((cause: unknown) => {
      throw new HandshakeRefusal('app_not_found', 'The application could not be loaded.', { cause })
    })
    if (!verdict.allowed) throw new HandshakeRefusal('unauthorized', 'authorize() refused this page.')
    const protocol = conn.transport.name
    const info = ConnectionInfo.of({ url, sender, protocol, trustProxy, user: verdict.user })
    const { resume, view } = handshake
    const wanted = wantedSession(handshake)
    const elsewhere = wanted !== undefined && (await this.#sessionElsewhere(wanted, handshake, info))
    if (elsewhere && typeof elsewhere === 'object') return this.#expectRelayed(socket, elsewhere)
    if (resume?.unless_attached && (await this.#host.isShown(resume)))
      throw new HandshakeRefusal('session_gone', 'Another page shows this session.')
    this.#checkNotMoved(wanted)
    const isWanted = (): boolean => conn.readyState === 'open' && !this.#closed
    if (resume) {
      const page = { secret: resume.secret, user: verdict.user }
      await this.#keeper?.restore(resume.session, page, isWanted)
      await this.#host.recognize(resume)
    } else if (view) await this.#keeper?.restoreByLink(view.session, app, view.token, isWanted)
    this.#checkNotMoved(wanted)
    if (elsewhere === 'unreachable' && !this.#host.registry.get(wanted ?? ''))
      throw new SessionNotReadyError('The node of the session cannot be reached right now.')
    if (conn.readyState !== 'open') return
    // The session may live on elsewhere: a refusal would be final.
    if (this.#closed && wanted !== undefined && (this.#keeper || this.#nodes))
      throw new SessionNotReadyError('This server is shutting down.')
    if (this.#closed) throw new HandshakeRefusal('server_full', 'The server is shutting down.')
    if (wanted !== undefined && !this.#host.registry.get(wanted)) this.#tellOfOtherProcesses()
    try {
      this.#expect(socket, this.#host.admit(handshake, info))
    } catch (error) {
      const isFull = error instanceof HandshakeRefusal && error.code === 'server_full' && wanted === undefined
      const opened = isFull && (await this.#nodes?.open(handshake, info))
      if (!opened) throw error
      this.#expectRelayed(socket, opened)
    }
  }

  /** A session that this node has released continues elsewhere: the page should ask again and reach another node. */
  #checkNotMoved(wanted: string | undefined): void {
    if (wanted !== undefined && this.#keeper && this.#nodes?.isDraining() && !this.#host.registry.get(wanted))
      throw new SessionNotReadyError('This server is about to end.')
  }

  /** Finds the session of a page at another node. */
  async #sessionElsewhere(
    session: string,
    handshake: Handshake,
    info: ConnectionInfo,
  ): Promise<FoundSession> {
    if (!this.#nodes || this.#host.registry.get(session)) return 'unknown'
    return this.#nodes.resume(handshake, info)
  }

  /** The same as `#expect` and `#join`, for a session of another node. */
  #expectRelayed(socket: WireSocket, session: RelayedSession): void {
    const { conn } = socket
    if (conn.readyState !== 'open') return session.detach()
    const vanished = (): void => session.detach()
    conn.once('close', vanished)
    socket.data.begin = (connected) => {
      conn.off('close', vanished)
      decoderOf(connected).listen(session)
      this.#sessions.set(conn, session)
      connected.on('disconnect', (_reason, cause: unknown) => {
        this.#left(connected)
        if (isTooLarge(cause)) session.receivedTooLarge()
        session.detach()
        this.#onClosed?.()
      })
      session.begin(relayedSocket(connected))
    }
  }

  /** Starts the session once the socket is connected, or releases it if that never happens. */
  #expect(socket: WireSocket, admission: Admission): void {
    const release = reserveSession(socket.conn, admission)
    socket.data.begin = (connected) => {
      release()
      this.#join(connected, admission)
    }
  }

  #connected(socket: WireSocket): void {
    const { begin } = socket.data
    delete socket.data.begin
    // Both keep the whole request as long as the connection lasts.
    Object.assign(socket.conn, { request: null })
    Object.assign(socket, { handshake: null })
    decoderOf(socket).admit()
    if (begin) this.#guarded(socket, () => begin(socket))
    else socket.disconnect(true)
  }

  #join(socket: WireSocket, { session, resumed, begin }: Admission): void {
    const page = new JoinedPage(socket, session, this.#guarded, resumed ? null : this.#learn)
    this.#sessions.set(socket.conn, page)
    socket.on('disconnect', (_reason, cause: unknown) => {
      this.#left(socket)
      page.disconnected(isTooLarge(cause))
      this.#onClosed?.()
    })
    begin(page.transport)
  }

  /** A connection with an accepted handshake has ended. */
  #left(socket: WireSocket): void {
    this.#taken.delete(socket.conn)
    decoderOf(socket).listen(null)
  }

  /** Engine.IO answers a request that is too large with 413, and the page would resend it forever. */
  #checkSize({ headers, url = '' }: IncomingMessage): void {
    if (!(Number(headers['content-length']) > this.#settings.maxMessageBytes + ENVELOPE_BYTES)) return
    const id = connectionOf({ url })
    const { clients } = this.#engine as unknown as { readonly clients: Readonly<Record<string, object>> }
    const connection = id !== undefined && Object.hasOwn(clients, id) ? clients[id] : undefined
    if (connection) this.#sessions.get(connection)?.receivedTooLarge()
  }

  #isLink(target: string | null): boolean {
    return target !== null && pathOfTarget(target) === `${this.#settings.path}/-/node`
  }

  /** The page of a new session shows its first outputs. */
  readonly #learn = ({ app, view }: Session): void => this.#firstViews.learn(app, view.tree)

  /** An internal error closes one connection: the page resumes, and both sides are consistent again. */
  readonly #guarded = (socket: WireSocket, work: () => void): void => {
    try {
      work()
    } catch (error) {
      this.#settings.logger.error('[webio] an internal error, so a connection is closed:', error)
      socket.conn.close()
    }
  }

  /** A page whose session or connection is missing may have reached the wrong one of several processes that do not know each other. */
  #tellOfOtherProcesses(): void {
    if (!this.#nodes && isOneOfSeveral()) this.#settings.refusals.warn(SESSION_MISSING_HERE)
  }

  /** Refuses a handshake, and closes the connection after too many attempts. */
  #refuse({ conn, handshake }: WireSocket, error: unknown, tell: (error: ConnectError) => void): void {
    // Not a refusal, because that would be final: the page connects again.
    if (error instanceof SessionNotReadyError) return void conn.close()
    const refusal = this.#refusalOf(error)
    const { code } = refusal.data
    // `authorize` has logged its refusals. After a restart, most pages get `session_gone`, which is not logged.
    if (error instanceof HandshakeRefusal && code !== 'unauthorized' && code !== 'session_gone') {
      const sender = { headers: handshake.headers, peer: handshake.address }
      const ip = addressOf(sender, this.#settings.trustProxy)
      this.#settings.refusals.warn(`[webio] refused a page at ${ip}: ${code} (${error.message})`)
    }
    tell(refusal)
    const refused = (this.#refusals.get(conn) ?? 0) + 1
    this.#refusals.set(conn, refused)
    // Socket.IO sends the refusal in the next tick.
    if (refused >= MAX_REFUSALS) setImmediate(() => conn.close())
  }

  #refusalOf(error: unknown): ConnectError {
    if (error instanceof SessionLostError) return new ConnectError('session_lost', error.message)
    if (error instanceof HandshakeRefusal) {
      const message = error.code === 'server_full' ? 'The server is full.' : error.message
      return new ConnectError(error.code, message)
    }
    this.#settings.logger.error('[webio] an internal error, so a handshake is refused:', error)
    return new ConnectError('unauthorized', 'The server could not handle this handshake.')
  }

  #refusalOfRequest(request: IncomingMessage): RefusedRequest | null {
    const query = new URLSearchParams(request.url?.split('?')[1])
    // Long-polling pages still fetch the last messages of a closing bridge.
    if (this.#closed && !query.has('sid')) return { status: 503 }
    // Engine.IO's JSONP: a page of any site could read the response.
    if (query.has('j')) return { status: 400 }
    if (this.#nodes?.isForwarded(request)) return null
    const refusal = this.#policy.forPage(senderOf(request))
    return refusal && { status: 403, refused: refusal.code, message: refusal.message }
  }

  readonly #connectionClosed = (): void => this.#onClosed?.()

  /** The same function for all sockets: a closure for each would stay as long as its connection. */
  readonly #upgradeClosed = closedListener((socket) => this.#upgraded.delete(socket))

  /** Resolves when everything has closed, or after the time limit. */
  async #emptied(left: () => number): Promise<void> {
    if (left() === 0) return
    const empty = new Promise<void>((resolve) => {
      this.#onClosed = () => {
        if (left() === 0) resolve()
      }
    })
    await within(FAREWELL_MS, empty)
    this.#onClosed = null
  }
}

/** The id of the Engine.IO connection that a request belongs to. */
function connectionOf({ url = '' }: Pick<IncomingMessage, 'url'>): string | undefined {
  return /[?&]sid=([\w-]+)/.exec(url)?.[1]
}

/** Tells whether a WebSocket was closed because of a large message. Engine.IO keeps only the text of the error from `ws`. */
function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('Max payload size exceeded')
}

/** A listener for `close` of any stream. */
function closedListener(closed: (stream: Duplex) => void): (this: Duplex) => void {
  return function () {
    closed(this)
  }
}

type EngineRequest = Parameters<Engine['handleRequest']>[0]

/** The properties that Engine.IO adds to a request. */
function engineRequest(request: IncomingMessage): EngineRequest {
  return request as EngineRequest
}
