import type { ConnectionErrorCode, HandshakeErrorCode } from '../protocol/error-codes'
import type { Handshake, PageMessage, ServerMessage } from '../protocol/wire-messages'

/** The callbacks of a page's transport. */
export interface PageTransportListener {
  message(message: ServerMessage): void
  /** The server refused the handshake. Retrying the same handshake is pointless. */
  refused(code: HandshakeErrorCode): void
  /** The connection was lost or could not be opened. The transport retries by itself, with a new handshake. */
  disconnected(): void
}

/** One end of a wire: Socket.IO in a browser, a pair of queues in a test. */
export interface PageTransport {
  send(message: PageMessage): void
  /** Drops the connection and opens a new one, with a new handshake. */
  reconnect(): void
  /** Ends the connection for good. Earlier messages are still delivered if possible. */
  close(): void
}

/**
 * Creates the transport of a page. It calls `handshake` before each attempt, because its contents (the last batch seen) change.
 */
export type PageTransportFactory = (
  handshake: () => Handshake,
  listener: PageTransportListener,
) => PageTransport

/** Why a page is not connected and will not reconnect by itself. */
export type PageFailureCode = HandshakeErrorCode | ConnectionErrorCode
