/** What one frame may take, applying, rendering and painting. */
const TARGET_MS = 32
const FIRST_LIMIT = 300
const LOWEST_LIMIT = 32
const HIGHEST_LIMIT = 2000
/** One fast run may be luck: the limit grows step by step. */
const GROWTH = 1.3

/** Finds out how many nodes this machine can add in one frame without getting stuck. */
export class RunBudget {
  #limit = FIRST_LIMIT

  /** Nodes that the next run may add. */
  get limit(): number {
    return this.#limit
  }

  /**
   * Learns from a run.
   * @param elapsedMs what the run took with its render
   * @param leftWork the run used up its limit; a run that did not says nothing about a larger one
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
