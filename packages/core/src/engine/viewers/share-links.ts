import type { ViewerRole } from '../../protocol/viewers'
import type { Clock } from '../clock'
import { equalSecrets } from '../files/tokens'

/** A link that `share` gave. */
export interface ShareLink {
  /** Unguessable. */
  readonly token: string
  /** What somebody who comes by it may be, at most. */
  readonly role: ViewerRole
  /** Milliseconds of the session's clock, from which on nobody comes by it any more. */
  readonly expiresAt: number
}

/** The most links of one session that are valid at a time. */
export const MAX_LINKS = 1000

/** The links of one session. */
export class ShareLinks {
  readonly #clock: Clock
  readonly #links = new Map<string, ShareLink>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * @returns false if there are too many
   */
  add(link: ShareLink): boolean {
    const now = this.#clock.now()
    for (const { token, expiresAt } of this.#links.values()) if (expiresAt <= now) this.#links.delete(token)
    if (this.#links.size >= MAX_LINKS) return false
    this.#links.set(link.token, link)
    return true
  }

  delete(token: string): void {
    this.#links.delete(token)
  }

  /** The valid link with this token. Takes as long for a token that is almost right as for any other. */
  find(token: string): ShareLink | undefined {
    const now = this.#clock.now()
    return [...this.#links.values()].find((link) => equalSecrets(link.token, token) && link.expiresAt > now)
  }
}
