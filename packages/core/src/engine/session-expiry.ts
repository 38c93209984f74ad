import type { CloseReason } from '../protocol/commands'
import type { Clock } from './clock'

/** How long sessions may live. In seconds. */
export interface LifeLimits {
  /** Without a sign of the visitor: no page that comes, no event. @default Infinity */
  readonly idle: number
  /** From their start on. @default Infinity */
  readonly age: number
  /** How often sessions are looked at: they end so much late at most. */
  readonly interval: number
}

/** What is looked at of a session. */
export interface Mortal {
  /** When it started, and when its visitor was last heard of. Milliseconds of the clock. */
  readonly startedAt: number
  readonly heardAt: number
  close(reason: CloseReason): Promise<void>
}

/** Ends sessions whose time is over. One timer for all of them, and none while there are none. */
export class SessionExpiry {
  readonly #limits: LifeLimits
  readonly #clock: Clock
  readonly #sessions: () => readonly Mortal[]
  #isWatching = false

  /** @param sessions those that live */
  constructor(limits: LifeLimits, clock: Clock, sessions: () => readonly Mortal[]) {
    this.#limits = limits
    this.#clock = clock
    this.#sessions = sessions
  }

  /** A session has started. */
  watch(): void {
    const { idle, age, interval } = this.#limits
    if (this.#isWatching || (idle === Infinity && age === Infinity)) return
    this.#isWatching = true
    this.#clock.setTimer(() => {
      this.#isWatching = false
      this.#endOverdue()
      if (this.#sessions().length > 0) this.watch()
    }, interval * 1000)
  }

  #endOverdue(): void {
    const { idle, age } = this.#limits
    const now = this.#clock.now()
    for (const session of this.#sessions()) {
      if (now - session.heardAt >= idle * 1000 || now - session.startedAt >= age * 1000)
        void session.close('expired')
    }
  }
}
