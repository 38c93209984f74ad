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

/**
 * Receives the JSON text of a message.
 * @returns false if it is not JSON, so that Socket.IO handles the packet: it may have several arguments
 */
export type MessageListener = (json: string) => boolean

/** Replaces a message that was sent as binary. It does not parse. */
const BINARY_MESSAGE = 'binary'

/** Replaces a packet that was too large to read. */
const OVERSIZED: Record<string, never> = Object.freeze({})

const BINARY_TYPES = [String(PacketType.BINARY_EVENT), String(PacketType.BINARY_ACK)]

/**
 * The decoder. It replaces a binary packet with a message that does not parse, so the packet is refused like any invalid message, and it keeps no
 * attachment in memory. Before its connection is admitted, it does not parse packets larger than `maxHandshakeBytes`: a packet from a stranger must
 * cost no more than a check of its length.
 */
export class JsonDecoder extends Decoder {
  readonly #maxHandshakeBytes: number
  #isAdmitted = false
  #onMessage: MessageListener | null = null

  constructor(maxHandshakeBytes: number) {
    super()
    this.#maxHandshakeBytes = maxHandshakeBytes
  }

  /** Marks the handshake as completed. */
  admit(): void {
    this.#isAdmitted = true
  }

  /**
   * From now on, messages go to `listener` at once, instead of through Socket.IO's events, which take two more ticks and cost as much as handling the
   * message.
   * @param listener null: as before
   */
  listen(listener: MessageListener | null): void {
    this.#onMessage = listener
  }

  override add(chunk: unknown): void {
    if (typeof chunk !== 'string') return
    if (this.#onMessage && chunk.startsWith(MESSAGE) && this.#onMessage(chunk.slice(MESSAGE.length, -1)))
      return
    const isTooLarge = !this.#isAdmitted && Buffer.byteLength(chunk) > this.#maxHandshakeBytes
    if (isTooLarge) return this.#emit({ type: PacketType.CONNECT, nsp: '/', data: OVERSIZED })
    if (!BINARY_TYPES.includes(chunk.charAt(0))) return super.add(chunk)
    this.#emit({ type: PacketType.EVENT, nsp: '/', data: ['message', BINARY_MESSAGE] })
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
