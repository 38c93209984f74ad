import type { JournalRecord } from './records'

/**
 * Keeps track of which events of its page a durable session has finished. An event is finished when its effect is in the store, or when it was
 * refused. The page learns the number of the last event before the first unfinished one, and sends all later events again to the node that takes
 * the session over.
 */
export class EventNumbers {
  readonly #onSettled: () => void
  /** Events that an earlier process recorded in the journal. The page may send them once more. */
  readonly #known = new Set<number>()
  readonly #open = new Set<number>()
  /** The open events that have a record. */
  readonly #recorded = new Set<number>()
  #last = 0
  /** All events up to this number were finished before the journal begins. */
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

  /** Number of the last event that is finished, together with all events before it. */
  get settled(): number {
    // Events arrive in order, so the first one has the smallest number.
    for (const n of this.#open) return n - 1
    return this.#last
  }

  /** Number of the last event that has a record or needs none, together with all events before it. */
  get recorded(): number {
    for (const n of this.#open) if (!this.#recorded.has(n)) return n - 1
    return this.#last
  }

  /** Event `n` has a record. */
  record(n: number): void {
    if (this.#open.has(n)) this.#recorded.add(n)
  }

  /** Event `n` has arrived. @returns false if the session already received it */
  arrive(n: number): boolean {
    if (n <= this.#floor || this.#known.delete(n)) return false
    this.#open.add(n)
    this.#last = Math.max(this.#last, n)
    return true
  }

  /** Event `n` is finished. */
  settle(n: number): void {
    this.#recorded.delete(n)
    if (this.#open.delete(n)) this.#onSettled()
  }
}
