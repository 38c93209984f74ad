import type { ServerMessage } from '../../protocol/wire-messages'

/** The session's end of a connection. Messages arrive at the page in order. After the connection has ended, no message arrives. */
export interface SessionTransport {
  send(message: ServerMessage): void
  /** Ends the connection. Earlier messages are still delivered if possible. */
  close(): void
  /**
   * Asks the page for a sign of life.
   * @returns true if the sign arrives within `withinMs` milliseconds. Without this method, the page counts as present while it is connected
   */
  answers?(withinMs: number): Promise<boolean>
}
