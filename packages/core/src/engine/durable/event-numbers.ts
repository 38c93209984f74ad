import type { JournalRecord } from './records'

/**
 * Which events of its page a durable session has done with. An event is done when what it caused is in the store, or when it was refused;
 * the page is told of the last event before the first that is not, and sends the later ones again to whoever takes the session over.
 */
export class EventNumbers {
  readonly #onSettled: () => void
  /** Events that are in the journal from before this process: they may arrive once more. */
  readonly #known = new Set<number>()
  readonly #open = new Set<number>()
  /** Events among the open ones that have a record. */
  readonly #recorded = new Set<number>()
  #last = 0
  /** Events up to this one were done before the journal begins. */
  readonly #floor: number

  constructor(records: readonly JournalRecord[], onSettled: () => void) {
    this.#onSettled = onSettled
    const [first] = records
    this.#floor = (first?.kind === 'open' && first.handled) || 0
    for (const record of records) {
      if (record.kind === 'open') this.#last = Math.max(this.#last, record.handled ?? 0)
      if (record.kind !== 'event' && record.kind !== 'answer') continue
      this.#known.add(record.n)
      this.#last = Math.max(this.#last, record.n)
    }
  }

  /** Number of the last event that has arrived. */
  get last(): number {
    return this.#last
  }

  /** Number of the last event that is done with all those before it. */
  get settled(): number {
    // They come in order: the first is the smallest.
    for (const n of this.#open) return n - 1
    return this.#last
  }

  /** Number of the last event that has a record, or needs none, with all those before it. */
  get recorded(): number {
    for (const n of this.#open) if (!this.#recorded.has(n)) return n - 1
    return this.#last
  }

  /** Event `n` has a record. */
  record(n: number): void {
    if (this.#open.has(n)) this.#recorded.add(n)
  }

  /** Event `n` has arrived. @returns false if the session has had it before */
  arrive(n: number): boolean {
    if (n <= this.#floor || this.#known.delete(n)) return false
    this.#open.add(n)
    this.#last = Math.max(this.#last, n)
    return true
  }

  /** Event `n` is done. */
  settle(n: number): void {
    this.#recorded.delete(n)
    if (this.#open.delete(n)) this.#onSettled()
  }
}
