/** Runs a limited number of tasks at a time. The others wait in the order of the calls, urgent ones before all that are not. */
export class Slots {
  #free: number
  readonly #urgent: (() => void)[] = []
  readonly #others: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  async run<T>(task: () => Promise<T>, { isUrgent = false } = {}): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => (isUrgent ? this.#urgent : this.#others).push(resolve))
    try {
      return await task()
    } finally {
      const next = this.#urgent.shift() ?? this.#others.shift()
      if (next) next()
      else this.#free++
    }
  }
}
