import type { SessionTicket } from '@webio/core/protocol'
import { announceSession, isShownElsewhere } from './session-presence'
import { tabStorage } from './tab-storage'

interface StoredTicket extends SessionTicket {
  /** Whether the page that held the ticket is gone. A duplicated tab copies a ticket that is in use, which is not parked. */
  readonly parked: boolean
}

/**
 * The ticket of one component's session in the tab's storage. It is kept while the session lives, so that the page after a reload resumes the
 * session, and no other tab does.
 */
export class ResumeTicket {
  readonly #key: string
  #held: SessionTicket | null = null
  #withdraw = (): void => {}

  /**
   * @param key the key in the storage; see `takePlace`
   */
  constructor(key: string) {
    this.#key = key
  }

  /** The ticket that an earlier page stored and that, as far as this page can know, no other tab uses; undefined if there is none. */
  async find(): Promise<SessionTicket | undefined> {
    const stored = tabStorage.read(this.#key)
    if (!isStoredTicket(stored)) return undefined
    const { session, secret, parked } = stored
    const isShown = !parked && (await isShownElsewhere(session))
    if (isShown === true) return undefined
    return { session, secret, ...(isShown === 'unsure' && { isUnsure: true }) }
  }

  /** Holds the ticket of the visible session until `drop` or `release`. */
  hold(ticket: SessionTicket): void {
    if (this.#held?.session === ticket.session) return
    this.release()
    this.#held = ticket
    this.#withdraw = announceSession(ticket.session)
    this.#write(false)
    addEventListener('pagehide', this.#park)
    addEventListener('pageshow', this.#unpark)
  }

  /** Removes the ticket: the session is over or was left, so nothing can be resumed. */
  drop(): void {
    if (!this.#held) return
    this.release()
    tabStorage.remove(this.#key)
  }

  /** Stops holding the ticket, and leaves the storage unchanged. */
  release(): void {
    this.#held = null
    this.#withdraw()
    this.#withdraw = () => {}
    removeEventListener('pagehide', this.#park)
    removeEventListener('pageshow', this.#unpark)
  }

  readonly #park = (): void => {
    // A page that holds a lock cannot enter the back-forward cache.
    this.#withdraw()
    this.#withdraw = () => {}
    this.#write(true)
  }

  readonly #unpark = (): void => {
    this.#withdraw()
    if (this.#held) this.#withdraw = announceSession(this.#held.session)
    this.#write(false)
  }

  #write(parked: boolean): void {
    if (this.#held) tabStorage.write(this.#key, { ...this.#held, parked } satisfies StoredTicket)
  }
}

function isStoredTicket(value: unknown): value is StoredTicket {
  if (typeof value !== 'object' || value === null) return false
  const { session, secret, parked } = value as Partial<StoredTicket>
  return typeof session === 'string' && typeof secret === 'string' && typeof parked === 'boolean'
}
