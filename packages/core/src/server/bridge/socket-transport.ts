import type { Socket } from 'socket.io'
import type { SessionTransport } from '../../engine/wire/session-transport'
import type { ServerMessage } from '../../protocol/wire-messages'

/** The events on the wire: all messages are of one (rule T1). */
export interface WireEvents {
  message: (message: ServerMessage) => void
}

/** A connected Socket.IO socket of ours. What comes in is not typed: it is for the session to parse. */
export type WireSocket = Socket<Record<string, never>, WireEvents, Record<string, never>, SocketData>

/** What the bridge keeps with a socket, from the handshake until it is connected. */
export interface SocketData {
  begin?: (socket: WireSocket) => void
}

/** A session's end of a Socket.IO connection. */
export class SocketTransport implements SessionTransport {
  readonly #socket: WireSocket
  readonly #onUnsendable: (error: unknown) => void

  /** @param onUnsendable a message is no JSON (a cycle, a bigint), so the page can never have it */
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
