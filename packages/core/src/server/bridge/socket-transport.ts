import type { Socket } from 'socket.io'
import type { SessionTransport } from '../../engine/wire/session-transport'
import type { ServerMessage } from '../../protocol/wire-messages'

/** The events on the wire: all messages use a single one (rule T1). */
export interface WireEvents {
  message: (message: ServerMessage) => void
}

/** A connected Socket.IO socket. Its input is untyped: the session parses it. */
export type WireSocket = Socket<Record<string, never>, WireEvents, Record<string, never>, SocketData>

/** The data that the bridge stores with a socket between the handshake and the connection. */
export interface SocketData {
  begin?: (socket: WireSocket) => void
}

/** A session's end of a Socket.IO connection. */
export class SocketTransport implements SessionTransport {
  readonly #socket: WireSocket
  readonly #onUnsendable: (error: unknown) => void

  /**
   * @param onUnsendable called if a message is not valid JSON (a cycle, a bigint), so the page can never receive it
   */
  constructor(socket: WireSocket, onUnsendable: (error: unknown) => void) {
    this.#socket = socket
    this.#onUnsendable = onUnsendable
  }

  send(message: ServerMessage): void {
    try {
      this.#socket.emit('message', message)
    } catch (error) {
      this.#onUnsendable(error)
    }
  }

  close(): void {
    this.#socket.disconnect(true)
  }
}
