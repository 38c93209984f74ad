import type { ServerMessage } from '../../protocol/wire-messages'

/** The session's end of a connection. Messages arrive at the page in order, or not at all once the connection has ended. */
export interface SessionTransport {
  send(message: ServerMessage): void
  /** Ends the connection. What was sent before is still delivered where possible. */
  close(): void
}
