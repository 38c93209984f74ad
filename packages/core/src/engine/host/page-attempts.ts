import type { ResumeRequest } from '../../protocol/wire-messages'
import type { Session } from '../session'

/** The newest handshake of a page. */
interface Attempt {
  readonly page: string
  readonly attempt: number
}

/**
 * Recognizes connections that their page has given up (rule H10). Over long-polling, the server does not notice that: without this, such a connection
 * would take the session from the page's newer one if its handshake took longer.
 */
export class PageAttempts {
  /** By the secret of the seat: the newest handshake of the page that resumed last. */
  readonly #newest = new WeakMap<Session, Map<string, Attempt>>()

  /** Tells whether the page has resumed the session with a later handshake, and notes this one if it has not. */
  isGivenUp(session: Session, { secret, page, attempt }: ResumeRequest): boolean {
    if (page === undefined || attempt === undefined) return false
    let newest = this.#newest.get(session)
    if (!newest) this.#newest.set(session, (newest = new Map()))
    const last = newest.get(secret)
    if (last?.page === page && last.attempt > attempt) return true
    newest.set(secret, { page, attempt })
    return false
  }
}
