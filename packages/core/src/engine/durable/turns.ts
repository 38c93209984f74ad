import type { Clock } from '../clock'

/**
 * Gives each thing that reaches a durable session a turn of its own: what it makes the author's code do is done before the next begins. A
 * session that is run again goes through the same turns in the same order, so its tasks meet each other at the same points.
 */
export class Turns {
  readonly #clock: Clock
  #waiting: (() => void)[] = []
  #isDue = false
  #isHeld = false
  /** The present turn has not ended. */
  #isBlocked = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Runs `turn` when those before it are done. */
  add(turn: () => void): void {
    this.#waiting.push(turn)
    this.#schedule()
  }

  /**
   * Runs `begin` in its turn. It ends with `end`, when the promise has resolved: no other turn comes between.
   * @param begin returns a promise that does not reject
   */
  addLong(begin: () => Promise<void>, end: () => void): void {
    this.add(() => {
      this.#isBlocked = true
      void begin().then(() => {
        this.#isBlocked = false
        this.#waiting.unshift(end)
        this.#schedule()
      })
    })
  }

  /** Nothing has or waits for a turn. */
  get areDone(): boolean {
    return this.#waiting.length === 0 && !this.#isBlocked
  }

  /** Something waits for its turn, and nothing holds it up. */
  get areDue(): boolean {
    return this.#waiting.length > 0 && !this.#isStopped
  }

  /** What is added from now on waits until `release`. */
  hold(): void {
    this.#isHeld = true
  }

  release(): void {
    this.#isHeld = false
    this.#schedule()
  }

  /** Drops what waits: the session is over. */
  clear(): void {
    this.#waiting = []
  }

  /** Resolves when all that is under way, with what it resolves, is done. */
  pause(): Promise<void> {
    return new Promise((resolve) => this.#inTurn(resolve))
  }

  get #isStopped(): boolean {
    return this.#isHeld || this.#isBlocked
  }

  #schedule(): void {
    if (this.#isDue || this.#isStopped || this.#waiting.length === 0) return
    this.#isDue = true
    this.#inTurn(() => {
      this.#isDue = false
      if (this.#isStopped) return
      const turn = this.#waiting.shift()
      this.#schedule()
      turn?.()
    })
  }

  #inTurn(fire: () => void): void {
    if (this.#clock.turn) this.#clock.turn(fire)
    else this.#clock.soon(fire)
  }
}
