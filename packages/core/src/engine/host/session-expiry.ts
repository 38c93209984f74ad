import type { CloseReason } from '../../protocol/commands'
import type { Clock } from '../clock'

/** The limits of a session's life, in seconds. */
export interface LifeSpan {
  /** The time without a sign of the visitor: no new page, no event. Infinity for no limit. */
  readonly idle: number
  /** The total age. Infinity for no limit. */
  readonly age: number
}

/** The parts of a session that expiry checks. */
export interface ExpiringSession {
  /** Name of its application. */
  readonly app: string
  /** The time of its start, and of its visitor's last sign, in milliseconds of the clock. */
  readonly startedAt: number
  readonly heardAt: number
  close(reason: CloseReason): Promise<void>
}

export interface SessionExpiryOptions {
  readonly clock: Clock
  /** The open sessions. */
  readonly sessions: () => readonly ExpiringSession[]
  readonly spanOf: (session: ExpiringSession) => LifeSpan
  /**
   * Seconds between two sweeps. A session can outlive its limit by at most this much.
   * @default a tenth of the shortest limit, at least 1 and at most 300
   */
  readonly interval?: number | undefined
}

const SHORTEST_SECONDS = 1
const LONGEST_SECONDS = 300

/** Ends sessions whose time is over. All sessions share one timer, which runs only while a session could end. */
export class SessionExpiry {
  readonly #options: SessionExpiryOptions
  /** The next sweep: its time, and the function that cancels it. */
  #next: { readonly at: number; readonly cancel: () => void } | null = null

  constructor(options: SessionExpiryOptions) {
    this.#options = options
  }

  /** A session has started. */
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
