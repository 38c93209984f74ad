/**
 * Spreads work that arrives at once over turns of the event loop, so that messages of other pages are handled in between: the handshakes of thousands
 * of pages after a restart, or thousands of requests in one packet.
 */
export class Pacer {
  readonly #perTurn: number
  readonly #nextTurn: (work: () => void) => void
  /** The number of admissions in this turn. */
  #entered = 0
  #waiting: (() => void)[] = []
  #isDue = false

  /**
   * @param perTurn the number of admissions in one turn; the others wait in order
   * @param nextTurn calls a function in the next turn
   */
  constructor(perTurn: number, nextTurn: (work: () => void) => void = setImmediate) {
    this.#perTurn = perTurn
    this.#nextTurn = nextTurn
  }

  /** Resolves at once, or in a later turn. */
  async enter(): Promise<void> {
    this.#schedule()
    if (this.#waiting.length === 0 && this.#entered < this.#perTurn) this.#entered++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #schedule(): void {
    if (this.#isDue) return
    this.#isDue = true
    this.#nextTurn(() => {
      this.#isDue = false
      const passing = this.#waiting.splice(0, this.#perTurn)
      this.#entered = passing.length
      if (passing.length > 0) this.#schedule()
      for (const pass of passing) pass()
    })
  }
}
