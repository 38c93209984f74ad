import type { ViewerRole } from '../../protocol/viewers'
import type { Clock } from '../clock'
import { equalSecrets } from '../files/tokens'

/** A link that `share` created. */
export interface ShareLink {
  /** An unguessable text. */
  readonly token: string
  /** The highest role of a viewer who joins through the link. */
  readonly role: ViewerRole
  /** When the link expires, in milliseconds of the session's clock. */
  readonly expiresAt: number
}

/** The maximum number of valid links of one session. */
export const MAX_LINKS = 1000

/** The links of one session. */
export class ShareLinks {
  readonly #clock: Clock
  readonly #links = new Map<string, ShareLink>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Adds a link, and removes expired ones.
   * @returns false if there are too many links
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

  /** The valid link with this token. Comparing an almost right token takes as long as comparing any other, so timing does not help to guess one. */
  find(token: string): ShareLink | undefined {
    const now = this.#clock.now()
    return [...this.#links.values()].find((link) => equalSecrets(link.token, token) && link.expiresAt > now)
  }
}
