import type { Session } from '../../engine/session'
import { liveContext } from '../live-context'

/**
 * Ends this session and starts a new one in the same place: the same application with the same parameters, on an empty page. Functions given to
 * `defer_call` run first, and `onClose` of an embedding page is not called. The next interactive call of the ended session throws
 * SessionClosedException, so return after it.
 * @throws SessionNotFoundException, SessionClosedException; Error in a worker thread
 * @example put_button('Start again', restart)
 */
export function restart(): void {
  restartSession(liveContext('restart').session)
}

/** Ends a session whose page then starts a new one (rule R6). */
export function restartSession(session: Session): void {
  if (!session.files.areCarried)
    throw new Error(
      'restart does not work in a worker thread. Post a message to the thread that registered it, and call restart there.',
    )
  void session.close('replaced')
}
