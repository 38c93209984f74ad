import type { Socket } from 'socket.io'
import type { SessionTransport } from '../../engine/wire/session-transport'
import type { ServerMessage } from '../../protocol/wire-messages'
import type { HoldableStream } from './hold-writes'
import { holdUntilEndOfTurn } from './hold-writes'
import type { JsonDecoder } from './json-parser'
import { packetOf } from './json-parser'

/** A connected Socket.IO socket. Its input is untyped: the session parses it. Messages do not use its events: see `sendText` and `JsonDecoder.listen`. */
export type WireSocket = Socket<
  Record<string, never>,
  Record<string, never>,
  Record<string, never>,
  SocketData
>

/** The data that the bridge stores with a socket between the handshake and the connection. */
export interface SocketData {
  begin?: (socket: WireSocket) => void
}

/** The decoder of a socket's connection. */
export function decoderOf(socket: WireSocket): JsonDecoder {
  return (socket.client as unknown as { readonly decoder: JsonDecoder }).decoder
}

/**
 * A long-polling page answers the end of its connection with a request. If the server has already closed the connection, it answers with status 400,
 * an error in the browser's console. Therefore the page closes the connection, and the server does so only if the page has not done it in time.
 */
const CLOSE_WITHIN_MS = 5000

/** An Engine.IO connection that can be pinged at any time. It reports an answer with the event `heartbeat`. */
type PingedConnection = Pick<WireSocket['conn'], 'once' | 'off'> & { sendPacket(type: 'ping'): void }

/** The transport of an Engine.IO connection. With a WebSocket of the package `ws`, it has a stream. */
interface StreamTransport {
  readonly socket?: { readonly _socket?: HoldableStream | null }
}

/** Learns of messages that cannot be sent. */
export interface TransportOwner {
  /** A message is not valid JSON (a cycle, a bigint), so the page can never receive it. */
  unsendable(error: unknown): void
}

/** A session's end of a Socket.IO connection. */
export class SocketTransport implements SessionTransport {
  readonly socket: WireSocket
  readonly #owner: TransportOwner | null

  /**
   * @param owner null if it sends only texts
   */
  constructor(socket: WireSocket, owner: TransportOwner | null) {
    this.socket = socket
    this.#owner = owner
  }

  send(message: ServerMessage): void {
    let json: string
    try {
      json = JSON.stringify(message)
    } catch (error) {
      return this.#owner?.unsendable(error)
    }
    this.sendText(json)
  }

  /** Sends a message as its JSON text. Socket.IO's `emit` would send the same packet, at the price of six more objects. */
  sendText(json: string): void {
    const { conn } = this.socket
    const { socket } = conn.transport as unknown as StreamTransport
    if (socket?._socket) holdUntilEndOfTurn(socket._socket, json.length)
    conn.send(packetOf(json))
  }

  close(): void {
    const { conn } = this.socket
    if (conn.transport.name !== 'polling') return void this.socket.disconnect(true)
    this.socket.disconnect()
    const late = setTimeout(() => conn.close(), CLOSE_WITHIN_MS)
    late.unref()
    conn.once('close', () => clearTimeout(late))
  }

  answers(withinMs: number): Promise<boolean> {
    const conn = this.socket.conn as unknown as PingedConnection
    return new Promise((resolve) => {
      const settle = (isThere: boolean): void => {
        clearTimeout(late)
        conn.off('heartbeat', yes)
        conn.off('close', no)
        resolve(isThere)
      }
      const yes = (): void => settle(true)
      const no = (): void => settle(false)
      const late = setTimeout(no, withinMs)
      conn.once('heartbeat', yes)
      conn.once('close', no)
      conn.sendPacket('ping')
    })
  }
}
