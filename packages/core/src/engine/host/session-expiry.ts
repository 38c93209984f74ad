import type { CloseReason } from '../../protocol/commands'
import type { Clock } from '../clock'

/** How long sessions may live. In seconds. */
export interface LifeSpan {
  /** Without a sign of the visitor: no page that comes, no event. Infinity for no limit. */
  readonly idle: number
  /** From their start on. Infinity for no limit. */
  readonly age: number
}

/** What is looked at of a session. */
export interface ExpiringSession {
  /** Name of its application. */
  readonly app: string
  /** When it started, and when its visitor was last heard of. Milliseconds of the clock. */
  readonly startedAt: number
  readonly heardAt: number
  close(reason: CloseReason): Promise<void>
}

export interface SessionExpiryOptions {
  readonly clock: Clock
  /** Those that live. */
  readonly sessions: () => readonly ExpiringSession[]
  readonly spanOf: (session: ExpiringSession) => LifeSpan
  /**
   * Seconds between two looks at the sessions: they end so much late at most.
   * @default a tenth of the shortest limit, at least 1 and at most 300
   */
  readonly interval?: number | undefined
}

const SHORTEST_SECONDS = 1
const LONGEST_SECONDS = 300

/** Ends sessions whose time is over. One timer for all of them, and none while there are none that could end. */
export class SessionExpiry {
  readonly #options: SessionExpiryOptions
  /** The next look: when it is due, and what withdraws it. */
  #next: { readonly at: number; readonly cancel: () => void } | null = null

  constructor(options: SessionExpiryOptions) {
    this.#options = options
  }

  /** A session lives. */
  watch(session: ExpiringSession): void {
    const { clock, spanOf, interval } = this.#options
    const { idle, age } = spanOf(session)
    const shortest = Math.min(idle, age)
    if (shortest === Infinity) return
    const seconds = interval ?? Math.min(Math.max(shortest / 10, SHORTEST_SECONDS), LONGEST_SECONDS)
    const at = clock.now() + seconds * 1000
    if (this.#next && this.#next.at <= at) return
    this.#next?.cancel()
    this.#next = { at, cancel: clock.setTimer(() => this.#look(), seconds * 1000) }
  }

  #look(): void {
    this.#next = null
    const { clock, sessions, spanOf } = this.#options
    const now = clock.now()
    for (const session of sessions()) {
      const { idle, age } = spanOf(session)
      if (now - session.heardAt >= idle * 1000 || now - session.startedAt >= age * 1000)
        void session.close('expired')
      else this.watch(session)
    }
  }
}
