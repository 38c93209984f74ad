/** The number of failures of one kind before a delay starts. */
const FREE = { person: 5, address: 20, user: 100 } as const
const LONGEST_WAIT_MS = 15 * 60_000
/** The maximum number of remembered kinds of failures. The oldest are dropped first. */
const MAX_ENTRIES = 10_000

interface Failures {
  count: number
  /** The time of the last failure. */
  at: number
}

/**
 * Counts failed logins per address and user, per address, and per user. After a few failures the next login has to wait, twice as long with every
 * failure, up to a quarter of an hour.
 */
export class Attempts {
  readonly #failures = new Map<string, Failures>()

  /**
   * The number of seconds to wait before the next attempt; 0 for no delay.
   * @param now milliseconds
   */
  secondsToWait(address: string, user: string, now: number): number {
    const waits = this.#keys(address, user).map(([key, free]) => {
      const failures = this.#failures.get(key)
      if (!failures || failures.count < free) return 0
      const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(20, failures.count - free))
      return failures.at + wait - now
    })
    return Math.ceil(Math.max(0, ...waits) / 1000)
  }

  failed(address: string, user: string, now: number): void {
    for (const [key] of this.#keys(address, user)) {
      const before = this.#failures.get(key)
      const isOld = before !== undefined && now - before.at > 2 * LONGEST_WAIT_MS
      this.#failures.delete(key)
      this.#failures.set(key, { count: before && !isOld ? before.count + 1 : 1, at: now })
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MAX_ENTRIES) break
      this.#failures.delete(key)
    }
  }

  succeeded(address: string, user: string): void {
    const [[key]] = this.#keys(address, user)
    this.#failures.delete(key)
  }

  #keys(address: string, user: string): [[string, number], [string, number], [string, number]] {
    return [
      [JSON.stringify([address, user]), FREE.person],
      [JSON.stringify([address]), FREE.address],
      [JSON.stringify(['', user]), FREE.user],
    ]
  }
}
