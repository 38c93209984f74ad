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
  /** Stops the timer of `reconnect_timeout`. */
  readonly cancelExpiry: () => void
}

/** The session is over. Its page may still be attached or come back, to read the rest. */
export interface ClosedState {
  readonly name: 'closed'
  readonly reason: CloseReason
  readonly transport: SessionTransport | null
  /** Stops the timer that gives the page up. */
  readonly cancelGiveUp: () => void
}

/** The state of a session. */
export type SessionState = ConnectingState | OpenState | DetachedState | ClosedState
