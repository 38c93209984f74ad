import { randomToken } from '../../engine/files/tokens'
import type { Session } from '../../engine/session'
import { shareIdOf } from '../../protocol/viewers'

/** How long an operator's link can be opened, in milliseconds: the browser follows it at once. */
const EXPIRES_MS = 60_000

/**
 * Creates a link with which an operator watches a session. Its visitor sees that somebody watches.
 * @returns the id of the link; null if the session has too many links
 */
export function inviteToWatch(session: Session): string | null {
  const token = randomToken()
  const expiresAt = session.clock.now() + EXPIRES_MS
  const isAdded = session.openToViewers()?.links.add({ token, role: 'observer', expiresAt })
  return isAdded ? shareIdOf({ session: session.id, token, app: session.app }) : null
}
