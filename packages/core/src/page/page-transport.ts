import type { ConnectionErrorCode, HandshakeErrorCode } from '../protocol/error-codes'
import type { Handshake, PageMessage, ServerMessage } from '../protocol/wire-messages'

/** What a page hears from its transport. */
export interface PageTransportListener {
  message(message: ServerMessage): void
  /** The server refused the handshake: it makes no sense to try the same again. */
  refused(code: HandshakeErrorCode): void
  /** The connection is gone, or could not be made. The transport tries again by itself, with a new handshake. */
  disconnected(how?: Disconnection): void
}

/** How a connection ended, or why it could not be made. */
export interface Disconnection {
  /** The other end closed it while the network worked, as a process does that ends. */
  readonly isByServer?: boolean
  /** What the server said to an attempt that it did not take, in a sentence for a person. */
  readonly reason?: string | undefined
}

/** One end of a wire: Socket.IO in a browser, a pair of queues in a test. */
export interface PageTransport {
  send(message: PageMessage): void
  /** Drops the connection and makes a new one, with a new handshake. */
  reconnect(): void
  /** Ends the connection for good; what was sent before is still delivered where possible. */
  close(): void
}

/**
 * Makes the wire of a page. `handshake` is asked before each attempt, since what it says (the last batch seen) changes.
 */
export type PageTransportFactory = (
  handshake: () => Handshake,
  listener: PageTransportListener,
) => PageTransport

/** Why a page is not connected and will not be by itself. */
export type PageFailureCode = HandshakeErrorCode | ConnectionErrorCode
