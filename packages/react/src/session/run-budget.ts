/** How long one frame may take to apply, render and paint. */
const TARGET_MS = 32
const FIRST_LIMIT = 300
const LOWEST_LIMIT = 32
const HIGHEST_LIMIT = 2000
/** One fast run may be luck, so the limit grows step by step. */
const GROWTH = 1.3

/** Learns how many nodes this machine can add in one frame without freezing the page. */
export class RunBudget {
  #limit = FIRST_LIMIT

  /** The number of nodes that the next run may add. */
  get limit(): number {
    return this.#limit
  }

  /**
   * Learns from a run.
   * @param elapsedMs the time of the run, including its render
   * @param leftWork whether the run used up its limit; otherwise it says nothing about a larger limit
   */
  report(elapsedMs: number, leftWork: boolean): void {
    if (elapsedMs > TARGET_MS) {
      if (!leftWork) return
      this.#limit = Math.max(LOWEST_LIMIT, Math.floor((this.#limit * TARGET_MS) / elapsedMs))
    } else if (leftWork) {
      this.#limit = Math.min(
        HIGHEST_LIMIT,
        Math.ceil(this.#limit * Math.min(GROWTH, TARGET_MS / Math.max(elapsedMs, 1))),
      )
    }
  }
}
