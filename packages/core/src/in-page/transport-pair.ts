import type { SessionHost } from '../engine/host/session-host'
import { HandshakeRefusal } from '../engine/host/session-host'
import type { Session } from '../engine/session'
import type { SessionInfo } from '../engine/session-info'
import type { SessionTransport } from '../engine/wire/session-transport'
import type { PageTransport, PageTransportFactory, PageTransportListener } from '../page/page-transport'
import type { Handshake, PageMessage } from '../protocol/wire-messages'

/** A wire in memory between a host and pages. */
export interface TransportPair {
  readonly connect: PageTransportFactory
  /** Cuts the connection as a network does: messages on the way are lost. */
  drop(): void
  /** Creates a new connection after a cut. */
  resume(): void
  /** The session of the last admitted handshake. */
  readonly session: Session | null
}

/**
 * Creates a wire in memory. Messages are copied as JSON and arrive in order, each in its own microtask: neither side can see the other's objects or
 * be called while it sends.
 */
export function createTransportPair(
  host: SessionHost,
  infoOf: (handshake: Handshake) => SessionInfo,
): TransportPair {
  let line: MemoryLine | null = null
  return {
    connect(handshake, listener) {
      line = new MemoryLine(host, infoOf, handshake, listener)
      line.open()
      return line
    },
    drop: () => line?.drop(),
    resume: () => line?.open(),
    get session() {
      return line?.session ?? null
    },
  }
}

class MemoryLine implements PageTransport {
  session: Session | null = null
  readonly #host: SessionHost
  readonly #infoOf: (handshake: Handshake) => SessionInfo
  readonly #handshake: () => Handshake
  readonly #listener: PageTransportListener
  /** The server's end of the open connection. */
  #far: SessionTransport | null = null
  /** Counts connections: messages sent over an earlier one are lost. */
  #connection = 0

  constructor(
    host: SessionHost,
    infoOf: (handshake: Handshake) => SessionInfo,
    handshake: () => Handshake,
    listener: PageTransportListener,
  ) {
    this.#host = host
    this.#infoOf = infoOf
    this.#handshake = handshake
    this.#listener = listener
  }

  open(): void {
    this.drop()
    const connection = ++this.#connection
    const handshake = copy(this.#handshake())
    queueMicrotask(() => {
      if (connection === this.#connection) this.#admit(handshake, connection)
    })
  }

  send(message: PageMessage): void {
    const connection = this.#connection
    const far = this.#far
    const sent = copy(message)
    queueMicrotask(() => {
      if (far && connection === this.#connection) this.session?.receive(far, sent)
    })
  }

  reconnect(): void {
    this.open()
  }

  close(): void {
    // Messages sent before the close still arrive.
    queueMicrotask(() => this.#cut())
  }

  drop(): void {
    if (!this.#far) return
    this.#cut()
    this.#listener.disconnected()
  }

  #cut(): void {
    const far = this.#far
    this.#far = null
    this.#connection++
    if (far) this.session?.detach(far)
  }

  #admit(handshake: Handshake, connection: number): void {
    try {
      const parsed = this.#host.parse(handshake)
      const admission = this.#host.admit(parsed, this.#infoOf(parsed))
      this.session = admission.session
      const far: SessionTransport = {
        send: (message) => {
          const sent = copy(message)
          queueMicrotask(() => {
            if (connection === this.#connection) this.#listener.message(sent)
          })
        },
        close: () => {
          queueMicrotask(() => {
            if (connection !== this.#connection) return
            this.#cut()
            this.#listener.disconnected()
          })
        },
      }
      this.#far = far
      admission.begin(far)
    } catch (error) {
      if (!(error instanceof HandshakeRefusal)) throw error
      this.#listener.refused(error.code)
    }
  }
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
