import type { JournalClaim, JournalEntry } from '../../engine/durable/journal-store'
import type { Slots } from './slots'

/** The largest group: its number of appends, and of characters in their records. One larger append goes alone. */
const MOST_APPENDS = 200
const MOST_CHARS = 1_000_000

/** The records that one session appends, as text. */
export interface Append {
  readonly claim: JournalClaim
  readonly entries: readonly JournalEntry[]
  readonly texts: readonly string[]
}

/** `seq` of a session's last record before an append; null if its claim no longer holds. */
export type LastSeq = number | null

interface WaitingAppend extends Append {
  readonly chars: number
  readonly resolve: (last: LastSeq) => void
  readonly reject: (cause: unknown) => void
}

/**
 * Collects the appends of different sessions while all connections are busy, and writes them together. With little to do, each append goes alone and
 * at once.
 */
export class GroupedAppends {
  readonly #slots: Slots
  readonly #write: (group: readonly Append[]) => Promise<readonly LastSeq[]>
  readonly #isRefusal: (error: unknown) => boolean
  #waiting: WaitingAppend[] = []

  /**
   * @param write writes a group, all or nothing
   * @param isRefusal tells whether the database works and has refused what it was to write
   */
  constructor(
    slots: Slots,
    write: (group: readonly Append[]) => Promise<readonly LastSeq[]>,
    isRefusal: (error: unknown) => boolean,
  ) {
    this.#slots = slots
    this.#write = write
    this.#isRefusal = isRefusal
  }

  /** Appends records. Calls for one session must not overlap. */
  add(append: Append): Promise<LastSeq> {
    const chars = append.texts.reduce((sum, { length }) => sum + length, 0)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...append, chars, resolve, reject })
      void this.#slots.run(() => this.#next(), { isUrgent: true })
    })
  }

  /** Writes the next group. Does not reject. */
  async #next(): Promise<void> {
    const group = this.#waiting.splice(0, this.#sizeOfNext())
    if (group.length === 0) return
    try {
      const lasts = await this.#write(group)
      for (const [i, { resolve }] of group.entries()) resolve(lasts[i] ?? null)
    } catch (error) {
      if (group.length > 1 && this.#isRefusal(error)) await this.#oneByOne(group)
      else for (const { reject } of group) reject(error)
    }
  }

  /** What the database refuses in one session concerns no other. */
  async #oneByOne(group: readonly WaitingAppend[]): Promise<void> {
    for (const append of group)
      await this.#write([append]).then(([last = null]) => append.resolve(last), append.reject)
  }

  #sizeOfNext(): number {
    let size = 0
    let chars = 0
    for (const append of this.#waiting) {
      chars += append.chars
      if (size === MOST_APPENDS || (size > 0 && chars > MOST_CHARS)) break
      size++
    }
    return size
  }
}
