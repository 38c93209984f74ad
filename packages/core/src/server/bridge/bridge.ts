import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server as Engine } from 'engine.io'
import { Server as SocketIO } from 'socket.io'
import type { Session } from '../../engine/session'
import type { Admission, SessionHost } from '../../engine/host/session-host'
import { HandshakeRefusal } from '../../engine/host/session-host'
import type { HandshakeErrorCode } from '../../protocol/error-codes'
import { pathOfTarget, requestTarget } from '../http/request-target'
import type { ApplicationSource } from '../options/admission'
import { admit } from '../options/admission'
import { ConnectionInfo } from '../info/connection-info'
import { addressOf, senderOf } from '../info/request-facts'
import type { Settings } from '../options/options'
import type { RequestPolicy } from '../options/request-policy'
import { within } from '../within'
import { decoderFor, decoderOf, isOversized, JsonEncoder } from './json-parser'
import { refuseUpgrade } from './refuse-upgrade'
import type { SocketData, WireEvents, WireSocket } from './socket-transport'
import { SocketTransport } from './socket-transport'

/** How long pages may take to say goodbye when a bridge closes, before they are cut off. */
const FAREWELL_MS = 2000

/** Handshakes of one connection that may be refused before it is closed (rule H8). */
const MAX_REFUSALS = 3

/** What Socket.IO puts around the JSON of a message: `42["message",` and `]`, with room to spare. */
const ENVELOPE_BYTES = 64

/** Nobody has let the other side in yet, so it may send no more than this (rule H7). */
const MAX_HANDSHAKE_BYTES = 64 * 1024

type Io = SocketIO<Record<string, never>, WireEvents, Record<string, never>, SocketData>

/** An Engine.IO connection. Its transport waits for a last poll where it is long-polling. */
type Connection = WireSocket['conn'] & { readonly transport: { closeTimeout?: number } }

/** A refusal as Socket.IO hands it to the page: `connect_error` with `data.code` (rule H2). */
class ConnectError extends Error {
  readonly data: { readonly code: HandshakeErrorCode }
  constructor(code: HandshakeErrorCode, message: string) {
    super(message)
    this.data = { code }
  }
}

/** A request that Engine.IO does not get to see. */
interface RefusedRequest {
  readonly status: 400 | 403 | 503
  /** The code for the page (rule H3). */
  readonly refused?: HandshakeErrorCode
  readonly message?: string
}

/** Joins the sessions of a host to pages over Socket.IO. Listens on nothing: it is given single requests. */
export class Bridge {
  /** Path of the socket; with and without a final slash. */
  readonly socketPath: string
  readonly #host: SessionHost
  readonly #settings: Settings
  readonly #policy: RequestPolicy
  readonly #source: ApplicationSource
  readonly #engine: Engine
  readonly #io: Io
  /** Engine.IO connections with a handshake that was not refused: one connection is one page, and a page has one session. */
  readonly #taken = new WeakSet<object>()
  /** How many handshakes of an Engine.IO connection were refused. */
  readonly #refusals = new WeakMap<object, number>()
  /** The session of an Engine.IO connection. */
  readonly #sessions = new WeakMap<object, Session>()
  /** TCP connections that were upgraded: no http.Server closes them. */
  readonly #upgraded = new Set<Duplex>()
  /** Called when a connection or a page has gone, while the bridge waits for that. */
  #onClosed: (() => void) | null = null
  #closed = false

  constructor(host: SessionHost, settings: Settings, policy: RequestPolicy, source: ApplicationSource) {
    this.#host = host
    this.#settings = settings
    this.#policy = policy
    this.#source = source
    this.socketPath = `${settings.path}/io`
    const { compression, maxMessageBytes, pingIntervalMs, pingTimeoutMs, transports } = settings
    this.#engine = new Engine({
      // A foreign origin does not get this far, so whoever asks may read the answer.
      cors: { origin: true, credentials: true },
      httpCompression: false,
      maxHttpBufferSize: maxMessageBytes + ENVELOPE_BYTES,
      perMessageDeflate: compression && {},
      pingInterval: pingIntervalMs,
      pingTimeout: pingTimeoutMs,
      transports: [...transports],
    })
    const parser = {
      Encoder: JsonEncoder,
      Decoder: decoderFor(Math.min(MAX_HANDSHAKE_BYTES, maxMessageBytes)),
    }
    this.#io = new SocketIO({ serveClient: false, parser })
    this.#io.bind(this.#engine)
    this.#engine.on('connection', (conn: Connection) => {
      // Engine.IO waits half a minute for a last poll of a page that may have gone.
      if ('closeTimeout' in conn.transport) conn.transport.closeTimeout = FAREWELL_MS
      conn.once('close', this.#connectionClosed)
    })
    this.#io.use((socket, next) => {
      const { conn } = socket
      if (this.#taken.has(conn))
        return next(new ConnectError('bad_handshake', 'This connection has a session already.'))
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

  /** True where a request is for the socket. */
  isFor(url: string | undefined): boolean {
    const target = url === undefined ? null : requestTarget(url)
    if (!target?.startsWith(this.socketPath)) return false
    const rest = pathOfTarget(target.slice(this.socketPath.length))
    return rest === '' || rest === '/'
  }

  /** Answers a request of long-polling. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.#refusalOfRequest(request)
    if (!refusal) {
      this.#checkSize(request)
      return this.#engine.handleRequest(engineRequest(request), response)
    }
    const { status, refused, message = STATUS_CODES[status] } = refusal
    const { origin } = request.headers
    response.writeHead(status, {
      'content-type': 'application/json',
      connection: 'close',
      // The page of another origin may read why it is refused, and nothing else.
      ...(refused && origin && { 'access-control-allow-origin': origin, vary: 'origin' }),
    })
    // The shape in which Engine.IO words its own refusals, and our code.
    response.end(JSON.stringify({ code: 4, message, ...(refused && { refused }) }))
  }

  /** Makes a WebSocket of a request. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusalOfRequest(request)
    if (refusal) return refuseUpgrade(socket, refusal.status)
    this.#upgraded.add(socket)
    socket.once('close', () => this.#upgraded.delete(socket))
    this.#engine.handleUpgrade(engineRequest(request), socket, head)
  }

  /** From now on no page gets a session or takes one up. */
  stopAdmitting(): void {
    this.#closed = true
  }

  /**
   * Closes all connections and takes no more. Pages get a moment to acknowledge what was sent; they see the connection end, not a
   * refusal, so they come back when the server does.
   */
  async close(): Promise<void> {
    this.stopAdmitting()
    await this.#emptied(() => this.#io.sockets.sockets.size)
    await this.#io.close()
    for (const socket of this.#upgraded) socket.destroy()
    // Transports of long-polling may still wait for a last poll.
    await this.#emptied(() => this.#engine.clientsCount)
  }

  /** Everything of a handshake that can be refused. Admits as the last step, since that reserves the session. */
  async #shakeHands(socket: WireSocket): Promise<void> {
    const { conn } = socket
    const { address, auth, headers, url } = socket.handshake
    const { trustProxy } = this.#settings
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
    if (conn.readyState !== 'open') return
    if (this.#closed) throw new HandshakeRefusal('server_full', 'The server is shutting down.')
    const protocol = conn.transport.name
    const info = new ConnectionInfo({ url, sender, protocol, trustProxy, user: verdict.user })
    this.#expect(socket, this.#host.admit(handshake, info))
  }

  /** Has the session begin once the socket is connected; lets it go if that never happens. */
  #expect(socket: WireSocket, admission: Admission): void {
    const { conn } = socket
    const vanished = (): void => {
      if (!admission.resumed) void admission.session.close('left')
    }
    conn.once('close', vanished)
    socket.data.begin = (connected) => {
      conn.off('close', vanished)
      this.#join(connected, admission)
    }
  }

  #connected(socket: WireSocket): void {
    const { begin } = socket.data
    delete socket.data.begin
    // Both hold the whole request for as long as the connection lasts.
    ;(socket.conn as { request: unknown }).request = null
    socket.handshake.auth = {}
    decoderOf(socket).admit()
    if (begin) this.#guarded(socket, () => begin(socket))
    else socket.disconnect(true)
  }

  #join(socket: WireSocket, { session, begin }: Admission): void {
    const transport = new SocketTransport(socket, (error) => {
      this.#settings.logger.error(
        `[webio] a message of application "${session.app}" is no JSON. Its session ends:`,
        error,
      )
      void session.close('failed')
      transport.close()
    })
    // Not `on`: that loses what a page sends right before it disconnects, such as `leave`, since it fires a tick later and only while
    // the socket is connected. What is not one argument of the event `message` is given on as nothing that parses.
    socket.onAny((event: string, ...args: unknown[]) => {
      const message = event === 'message' && args.length === 1 ? args[0] : undefined
      this.#guarded(socket, () => session.receive(transport, message))
    })
    this.#sessions.set(socket.conn, session)
    socket.on('disconnect', (_reason, cause: unknown) => {
      this.#taken.delete(socket.conn)
      this.#guarded(socket, () => {
        if (isTooLarge(cause)) session.receivedTooLarge()
        session.detach(transport)
      })
      this.#onClosed?.()
    })
    begin(transport)
  }

  /** Engine.IO answers a request that is too large with 413, and the page would send it again for ever. */
  #checkSize({ headers, url = '' }: IncomingMessage): void {
    if (!(Number(headers['content-length']) > this.#settings.maxMessageBytes + ENVELOPE_BYTES)) return
    const id = /[?&]sid=([\w-]+)/.exec(url)?.[1]
    const { clients } = this.#engine as unknown as { readonly clients: Readonly<Record<string, object>> }
    const connection = id !== undefined && Object.hasOwn(clients, id) ? clients[id] : undefined
    if (connection) this.#sessions.get(connection)?.receivedTooLarge()
  }

  /** An error of ours takes one connection with it: the page resumes, and both sides agree again on where they are. */
  #guarded(socket: WireSocket, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#settings.logger.error('[webio] an internal error, so a connection is closed:', error)
      socket.conn.close()
    }
  }

  /** Refuses a handshake, and closes a connection that has tried too often. */
  #refuse({ conn, handshake }: WireSocket, error: unknown, tell: (error: ConnectError) => void): void {
    const refusal = this.#refusalOf(error)
    const { code } = refusal.data
    // `authorize` has logged its own. That a session is gone is what most pages hear after a restart.
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
    if (error instanceof HandshakeRefusal) {
      const message = error.code === 'server_full' ? 'The server is full.' : error.message
      return new ConnectError(error.code, message)
    }
    this.#settings.logger.error('[webio] an internal error, so a handshake is refused:', error)
    return new ConnectError('unauthorized', 'The server could not handle this handshake.')
  }

  #refusalOfRequest(request: IncomingMessage): RefusedRequest | null {
    const query = new URLSearchParams(request.url?.split('?')[1])
    // Pages that are connected by long-polling still fetch what a closing bridge tells them.
    if (this.#closed && !query.has('sid')) return { status: 503 }
    // JSONP of Engine.IO: a page of any site could read the answer.
    if (query.has('j')) return { status: 400 }
    const refusal = this.#policy.forPage(senderOf(request))
    return refusal && { status: 403, refused: refusal.code, message: refusal.message }
  }

  readonly #connectionClosed = (): void => this.#onClosed?.()

  /** Resolves when nothing is left, or what is left has had its time. */
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

/** Why a WebSocket was closed: Engine.IO keeps only the text of the error of `ws`. */
function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('Max payload size exceeded')
}

type EngineRequest = Parameters<Engine['handleRequest']>[0]

/** Engine.IO adds to a request what it needs itself. */
function engineRequest(request: IncomingMessage): EngineRequest {
  return request as EngineRequest
}
