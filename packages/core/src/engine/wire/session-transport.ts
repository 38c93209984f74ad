import type { ServerMessage } from '../../protocol/wire-messages'

/** The session's end of a connection. Messages arrive at the page in order; after the connection has ended, they do not arrive. */
export interface SessionTransport {
  send(message: ServerMessage): void
  /** Ends the connection. Earlier messages are still delivered if possible. */
  close(): void
  /**
   * Asks the page for a sign of life.
   * @returns whether one comes within so many milliseconds. Missing: the page is there as long as its connection
   */
  answers?(withinMs: number): Promise<boolean>
}
