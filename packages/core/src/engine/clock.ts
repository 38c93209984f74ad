/** Time, as the engine sees it, so that a test can set it. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number
  /**
   * Calls `fire` after `ms` milliseconds; for 0, when the turn under way has ended. Gives back a function that prevents it. Keeps no
   * process alive.
   */
  setTimer(fire: () => void, ms: number): () => void
  /** Calls `fire` when what is under way now, with all that it resolves, is done. */
  soon(fire: () => void): void
}

/** The longest that `setTimeout` takes; it fires at once for more. */
const LONGEST_MS = 2 ** 31 - 1

/** The time of the machine. */
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
