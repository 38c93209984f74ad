import type { CloseReason } from '../../protocol/commands'
import type { SessionTransport } from './session-transport'

/** The page has not attached yet. */
export interface ConnectingState {
  readonly name: 'connecting'
}

/** A page is attached. */
export interface OpenState {
  readonly name: 'open'
  readonly transport: SessionTransport
}

/** The connection was lost; the session waits for its page. */
export interface DetachedState {
  readonly name: 'detached'
  /** Withdraws the end that `reconnect_timeout` brings. */
  readonly cancelExpiry: () => void
}

/** The session is over. A page may still be attached, to read the rest. */
export interface ClosedState {
  readonly name: 'closed'
  readonly reason: CloseReason
  readonly transport: SessionTransport | null
}

/** Where a session stands. */
export type SessionState = ConnectingState | OpenState | DetachedState | ClosedState
