import type { Session } from '../session'

/** The part of a node that a host needs. */
export interface SessionNode {
  readonly id: string
  /** The id of a new session, which says on which node it began. */
  newSessionId(): string
  /** A session starts. */
  add(session: Session): void
  /** A page of a session has attached, or its connection has ended. */
  changed(session: Session): void
  /** Nothing of a session is needed anymore. */
  delete(session: Session): void
}
