import type { ConnectionErrorCode, HandshakeErrorCode } from '../protocol/error-codes'
import type { Handshake, PageMessage, ServerMessage } from '../protocol/wire-messages'

/** Receives the messages and events of a transport. */
export interface PageTransportListener {
  message(message: ServerMessage): void
  /** The server refused the handshake. Another attempt would be refused, too. */
  refused(code: HandshakeErrorCode): void
  /** The connection is lost, or could not be established. The transport tries again by itself with a new handshake. */
  disconnected(how?: Disconnection): void
}

/** How a connection ended, or why it could not be established. */
export interface Disconnection {
  /** Whether the other end closed it while the network worked, as a process does when it ends. */
  readonly isByServer?: boolean
  /** The server's response to a failed attempt, as a sentence for a person. */
  readonly reason?: string | undefined
}

/** One end of a wire: Socket.IO in a browser, a pair of queues in a test. */
export interface PageTransport {
  send(message: PageMessage): void
  /** Drops the connection and creates a new one with a new handshake. */
  reconnect(): void
  /** Ends the connection for good. Messages sent before are still delivered if possible. */
  close(): void
}

/**
 * Creates the wire of a page. `handshake` is called before each attempt, because its contents (the last received batch) change.
 */
export type PageTransportFactory = (
  handshake: () => Handshake,
  listener: PageTransportListener,
) => PageTransport

/** The reason why a page is disconnected and does not reconnect. */
export type PageFailureCode = HandshakeErrorCode | ConnectionErrorCode
