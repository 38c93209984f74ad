import type { Clock } from '../clock'

/**
 * Gives each input of a durable session a turn of its own: the author's code finishes its reaction before the next turn begins. A session that
 * runs again goes through the same turns in the same order, so its tasks meet each other at the same points.
 */
export class Turns {
  readonly #clock: Clock
  #waiting: (() => void)[] = []
  #isDue = false
  #isHeld = false
  /** True while a long turn has not ended. */
  #isBlocked = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Runs `turn` after all earlier turns. */
  add(turn: () => void): void {
    this.#waiting.push(turn)
    this.#schedule()
  }

  /**
   * Runs `begin` in its turn, and `end` when the promise has resolved. No other turn comes in between.
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

  /** True if no turn is running or waiting. */
  get areDone(): boolean {
    return this.#waiting.length === 0 && !this.#isBlocked
  }

  /** True if a turn is waiting and nothing holds it up. */
  get areDue(): boolean {
    return this.#waiting.length > 0 && !this.#isStopped
  }

  /** Keeps all turns waiting until `release`. */
  hold(): void {
    this.#isHeld = true
  }

  release(): void {
    this.#isHeld = false
    this.#schedule()
  }

  /** Drops all waiting turns: the session is over. */
  clear(): void {
    this.#waiting = []
  }

  /** Resolves when everything under way is done, including what it triggers. */
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
