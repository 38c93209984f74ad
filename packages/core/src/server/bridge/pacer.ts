/**
 * Spreads work that arrives all at once, such as the handshakes of thousands of pages after a restart, over turns of the event loop, so that
 * messages of others are handled between them.
 */
export class Pacer {
  readonly #perTurn: number
  readonly #nextTurn: (work: () => void) => void
  /** How many have been let through in this turn. */
  #entered = 0
  #waiting: (() => void)[] = []
  #isDue = false

  /**
   * @param perTurn how many pass in one turn; the others wait in their order
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
