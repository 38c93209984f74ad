import type { EventEmitter } from 'node:events'
import type { Admission } from '../../engine/host/session-host'

/**
 * Reserves an admitted session for a connection whose page is still connecting. If the connection closes first, a new session ends, because no page
 * will ever show it. A resumed session continues to wait for its page.
 * @returns ends the reservation: from now on, the session follows its page
 */
export function reserveSession(
  connection: Pick<EventEmitter, 'once' | 'off'>,
  { session, resumed }: Admission,
): () => void {
  const vanished = (): void => {
    if (!resumed) void session.close('left')
  }
  connection.once('close', vanished)
  return () => void connection.off('close', vanished)
}
