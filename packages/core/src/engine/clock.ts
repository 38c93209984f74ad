/** The engine's clock, which a test can replace. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number
  /**
   * Calls `fire` after `ms` milliseconds; for 0, after the current turn. Returns a function that cancels it. It does not keep the process alive.
   */
  setTimer(fire: () => void, ms: number): () => void
  /** Calls `fire` after the current turn, including its microtasks. */
  soon(fire: () => void): void
}

/** The longest delay of `setTimeout`; it fires at once for longer ones. */
const LONGEST_MS = 2 ** 31 - 1

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(fire, ms) {
    let timer: unknown
    const wait = (left: number) => {
      const next = left > LONGEST_MS ? () => wait(left - LONGEST_MS) : fire
      timer = setTimeout(next, Math.min(left, LONGEST_MS))
      // Node only: a session that waits for its page must not keep a process from ending.
      if (typeof timer === 'object' && timer !== null && 'unref' in timer)
        (timer as { unref(): void }).unref()
    }
    wait(ms)
    return () => clearTimeout(timer as ReturnType<typeof setTimeout>)
  },
  soon(fire) {
    setTimeout(fire, 0)
  },
}
