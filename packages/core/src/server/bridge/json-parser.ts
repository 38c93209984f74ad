import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import type { Packet } from 'socket.io-parser'

/**
 * Socket.IO's text format without its binary packets, since messages are plain JSON (rule T1).
 *
 * Encoding saves the search for binary content, which walks through every value of every batch. Decoding hands a binary packet on as a
 * message that no session understands, so that it is refused like any other rubbish, and keeps no attachment in memory.
 */
export class JsonEncoder extends Encoder {
  override encode({ type, nsp, id, data }: Packet): string[] {
    const namespace = nsp && nsp !== '/' ? `${nsp},` : ''
    return [
      `${type}${namespace}${id ?? ''}${data === undefined || data === null ? '' : JSON.stringify(data)}`,
    ]
  }
}

const BINARY_TYPES = [String(PacketType.BINARY_EVENT), String(PacketType.BINARY_ACK)]

/** The decoding half: see `JsonEncoder`. */
export class JsonDecoder extends Decoder {
  override add(chunk: unknown): void {
    if (typeof chunk !== 'string') return
    if (!BINARY_TYPES.includes(chunk.charAt(0))) return super.add(chunk)
    const refused: Packet = { type: PacketType.EVENT, nsp: '/', data: ['message', BINARY_MESSAGE] }
    this.emitReserved('decoded', refused)
  }
}

/** Stands for a message that was sent as binary. It does not parse. */
const BINARY_MESSAGE = 'binary'
