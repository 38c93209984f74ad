import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import type { Packet } from 'socket.io-parser'

/** The beginning of a message's packet, which ends with a bracket. All messages use a single event (rule T1). */
const MESSAGE = '2["message",'

/** The packet of a message with this JSON text. */
export function packetOf(json: string): string {
  return `${MESSAGE}${json}]`
}

/**
 * Socket.IO's text format without binary packets, because messages are plain JSON (rule T1). This avoids the search for binary content, which visits
 * every value of every batch.
 */
export class JsonEncoder extends Encoder {
  override encode({ type, nsp, id, data }: Packet): string[] {
    const namespace = nsp && nsp !== '/' ? `${nsp},` : ''
    return [
      `${type}${namespace}${id ?? ''}${data === undefined || data === null ? '' : JSON.stringify(data)}`,
    ]
  }
}

/** Receives the messages of a connection. */
export interface PacketListener {
  /** A message has arrived. @param json its text, which may not be JSON */
  receive(json: string): void
}

/** Replaces a packet that was too large to read. */
const OVERSIZED: Record<string, never> = Object.freeze({})

/** The text of an event that is no message: it does not parse as one. */
const NO_MESSAGE = 'null'

/** Types of packets that carry an event. Binary ones are never read, so no attachment is kept in memory. */
const EVENTS = [PacketType.EVENT, PacketType.BINARY_EVENT, PacketType.BINARY_ACK].map(String)

/**
 * The decoder. Messages go to a listener at once, instead of through Socket.IO's events, which take two more ticks and cost as much as handling the
 * message. Before its connection is admitted, it reads no events, and no packets larger than `maxHandshakeBytes`: a packet from a stranger must cost no
 * more than a check of its length.
 */
export class JsonDecoder extends Decoder {
  readonly #maxHandshakeBytes: number
  #isAdmitted = false
  #listener: PacketListener | null = null

  constructor(maxHandshakeBytes: number) {
    super()
    this.#maxHandshakeBytes = maxHandshakeBytes
  }

  /** Marks the handshake as completed. */
  admit(): void {
    this.#isAdmitted = true
  }

  /**
   * Receives all messages from now on.
   * @param listener null if nobody listens anymore
   */
  listen(listener: PacketListener | null): void {
    this.#listener = listener
  }

  override add(chunk: unknown): void {
    if (typeof chunk !== 'string') return
    if (EVENTS.includes(chunk.charAt(0))) {
      if (this.#listener)
        this.#listener.receive(chunk.startsWith(MESSAGE) ? chunk.slice(MESSAGE.length, -1) : NO_MESSAGE)
      // Socket.IO closes the connection of an event that comes before the handshake.
      else this.#emit({ type: PacketType.EVENT, nsp: '/', data: ['message'] })
      return
    }
    const isTooLarge = !this.#isAdmitted && Buffer.byteLength(chunk) > this.#maxHandshakeBytes
    if (isTooLarge) this.#emit({ type: PacketType.CONNECT, nsp: '/', data: OVERSIZED })
    else super.add(chunk)
  }

  #emit(packet: Packet): void {
    this.emitReserved('decoded', packet)
  }
}

/** Creates a decoder class that Socket.IO can construct without arguments. */
export function decoderFor(maxHandshakeBytes: number): typeof Decoder {
  return class extends JsonDecoder {
    constructor() {
      super(maxHandshakeBytes)
    }
  }
}

/** True if a handshake's payload was too large to be read. */
export function isOversized(auth: unknown): boolean {
  return auth === OVERSIZED
}
