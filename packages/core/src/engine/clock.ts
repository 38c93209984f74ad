/** Time, as the engine sees it, so that a test can set it. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number
  /** Calls `fire` after `ms` milliseconds. Gives back a function that prevents it. Keeps no process alive. */
  setTimer(fire: () => void, ms: number): () => void
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(fire, ms) {
    const timer: unknown = setTimeout(fire, ms)
    // Node only: a session that waits for its page must not keep a process from ending.
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref()
    return () => clearTimeout(timer as ReturnType<typeof setTimeout>)
  },
}
