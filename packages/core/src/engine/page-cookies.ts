import { LazyMap } from '../state/lazy-collections'
import { equalSecrets, randomToken } from './files/tokens'

interface Offer {
  /** The value of `Set-Cookie`, without `Secure`. */
  readonly cookie: string
  readonly taken: () => void
}

/** Cookies that the page of one session is about to fetch, each with a one-time token (rule A1). */
export class PageCookies {
  readonly #offers = new LazyMap<string, Offer>()

  /** Offers a cookie. `taken` resolves when the page has fetched it, or the session is over. */
  offer(cookie: string): { readonly token: string; readonly taken: Promise<void> } {
    const token = randomToken()
    const taken = new Promise<void>((resolve) => this.#offers.set(token, { cookie, taken: resolve }))
    return { token, taken }
  }

  /** The cookie of a token, once; null if there is none. */
  take(token: string): string | null {
    for (const [known, { cookie, taken }] of this.#offers) {
      if (!equalSecrets(known, token)) continue
      this.#offers.delete(known)
      taken()
      return cookie
    }
    return null
  }

  /** The session is over. */
  clear(): void {
    for (const { taken } of this.#offers.values()) taken()
    this.#offers.clear()
  }
}
