import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import type { Packet } from 'socket.io-parser'
import { JsonText } from './json-text'
import type { WireSocket } from './socket-transport'

/** The beginning of a message's packet, which ends with a bracket. */
const MESSAGE = '2["message",'

/**
 * Socket.IO's text format without binary packets, because messages are plain JSON (rule T1). This avoids the search for binary content, which visits
 * every value of every batch.
 */
export class JsonEncoder extends Encoder {
  override encode({ type, nsp, id, data }: Packet): string[] {
    if (Array.isArray(data) && data[1] instanceof JsonText) return [`${MESSAGE}${data[1].text}]`]
    const namespace = nsp && nsp !== '/' ? `${nsp},` : ''
    return [
      `${type}${namespace}${id ?? ''}${data === undefined || data === null ? '' : JSON.stringify(data)}`,
    ]
  }
}

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
  #passesOn = false

  constructor(maxHandshakeBytes: number) {
    super()
    this.#maxHandshakeBytes = maxHandshakeBytes
  }

  /** Marks the handshake as completed. */
  admit(): void {
    this.#isAdmitted = true
  }

  /** From now on, messages arrive as JsonText, because another node parses them. */
  passOn(): void {
    this.#passesOn = true
  }

  override add(chunk: unknown): void {
    if (typeof chunk !== 'string') return
    if (this.#passesOn && chunk.startsWith(MESSAGE)) {
      const text = new JsonText(chunk.slice(MESSAGE.length, -1))
      return this.#emit({ type: PacketType.EVENT, nsp: '/', data: ['message', text] })
    }
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

/** The decoder of a socket's connection. */
export function decoderOf(socket: WireSocket): JsonDecoder {
  return (socket.client as unknown as { readonly decoder: JsonDecoder }).decoder
}

/** True if a handshake's payload was too large to be read. */
export function isOversized(auth: unknown): boolean {
  return auth === OVERSIZED
}
