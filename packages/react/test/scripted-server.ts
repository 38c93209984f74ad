import type {
  Command,
  EventErrorCode,
  EventMessage,
  Handshake,
  HandshakeErrorCode,
  NodeId,
  PageEvent,
  PageLimits,
  PageMessage,
  PageTransport,
  PageTransportFactory,
  PageTransportListener,
} from '@webio/core/protocol'
import { ROOT_ID } from '@webio/core/protocol'

let lastSession = 0

/** One connection of a page to the scripted server. */
interface Connection {
  readonly listener: PageTransportListener
  readonly handshake: () => Handshake
  isOpen: boolean
}

/**
 * The server's half of the protocol, controlled by a test. It welcomes each page, numbers batches, and records what the page sends. It uses real
 * messages over an in-memory transport, but has no session.
 */
export class ScriptedServer {
  /** Handshakes in the order of the attempts. */
  readonly handshakes: Handshake[] = []
  /** Every message that pages sent. */
  readonly received: PageMessage[] = []
  /** The session that was started most recently. */
  session = ''
  /** A code to refuse the next handshakes with. */
  refusal: HandshakeErrorCode | null = null
  /** If false, no session can be resumed. */
  canResume = true
  /** If false, attempts fail as if there were no server. */
  isReachable = true
  /** Whether its sessions survive its end. */
  isDurable = false
  /** The explanation for failed attempts. */
  reason: string | undefined
  readonly #limits: PageLimits | undefined
  #connection: Connection | null = null
  #batches = 0
  #handled = 0

  /**
   * @param limits the limits that it announces
   */
  constructor(limits?: PageLimits) {
    this.#limits = limits
  }

  /** Creates transports to this server. */
  readonly connect: PageTransportFactory = (handshake, listener): PageTransport => {
    const connection: Connection = { listener, handshake, isOpen: true }
    this.#connection = connection
    queueMicrotask(() => this.#greet(connection))
    return {
      send: (message) => {
        if (connection.isOpen) this.received.push(overTheWire(message))
      },
      reconnect: () => {
        connection.isOpen = true
        queueMicrotask(() => this.#greet(connection))
      },
      close: () => {
        connection.isOpen = false
      },
    }
  }

  /** The events that pages sent. */
  get events(): PageEvent[] {
    return this.received
      .filter((message): message is EventMessage => message.type === 'event')
      .map(({ event }) => event)
  }

  /** The number of the last event that pages sent. */
  get lastEvent(): number {
    return this.received.findLast((message): message is EventMessage => message.type === 'event')?.n ?? 0
  }

  /** True while a page is connected. */
  get isConnected(): boolean {
    return this.#connection?.isOpen ?? false
  }

  /** Sends commands as one batch. */
  send(...commands: Command[]): void {
    this.#handled = this.lastEvent
    this.#message({
      type: 'batch',
      n: ++this.#batches,
      handled: this.#handled,
      commands: overTheWire(commands),
    })
  }

  /** Sends commands as a snapshot. */
  sendSnapshot(...commands: Command[]): void {
    this.#message({ type: 'batch', n: ++this.#batches, reset: true, commands: overTheWire(commands) })
  }

  /** Adds outputs to the end of ROOT or of another node. */
  put(outputs: Extract<Command, { type: 'output-insert' }>['outputs'], parent: NodeId = ROOT_ID): void {
    this.send({ type: 'output-insert', parent, outputs })
  }

  /** Refuses the last event. */
  refuseEvent(code: EventErrorCode): void {
    this.#message({ type: 'refused', n: this.lastEvent, code, message: code })
  }

  /** Drops the connection; the page can reconnect. */
  drop(): void {
    this.#connection?.listener.disconnected()
  }

  /** Leaves, and tells the page that its session continues elsewhere. */
  move(): void {
    this.#message({ type: 'moved' })
    this.drop()
  }

  /** Lets a page that was dropped, or could not connect, try again. */
  letReconnect(): void {
    if (this.#connection) this.#greet(this.#connection)
  }

  #greet(connection: Connection): void {
    if (!connection.isOpen) return
    const handshake = connection.handshake()
    this.handshakes.push(handshake)
    if (!this.isReachable) return connection.listener.disconnected({ reason: this.reason })
    if (this.refusal) return connection.listener.refused(this.refusal)
    const { resume } = handshake
    if (resume && !this.canResume) return connection.listener.refused('session_gone')
    if (!resume) {
      this.#batches = 0
      this.session = `session-${++lastSession}`
    }
    const session = resume?.session ?? this.session
    connection.listener.message({
      type: 'welcome',
      session,
      secret: `secret of ${session}`,
      resumed: resume !== undefined,
      handled: this.#handled,
      ...(this.#limits && { limits: this.#limits }),
      ...(this.isDurable && { durable: true }),
    })
  }

  #message(message: Parameters<PageTransportListener['message']>[0]): void {
    if (!this.#connection?.isOpen) throw new Error('ScriptedServer: no page is connected.')
    this.#connection.listener.message(message)
  }
}

/** A copy, as if it had been sent over the network. */
function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
