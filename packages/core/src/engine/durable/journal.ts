import type { JsonObject } from '../../protocol/json'
import type { Clock } from '../clock'
import type { JournalClaim, JournalEntry, JournalStore } from './journal-store'
import { ClaimLostError } from './journal-store'
import type { JournalRecord } from './records'

/** Milliseconds before a write that failed is tried again. After the last, the journal is given up. */
const RETRIES_MS = [50, 250, 1000, 4000]

/** Records from which on the journal warns once, and from which on it is given up. */
export const MANY_RECORDS = 5000
export const MOST_RECORDS = 20_000

/** Is told what becomes of a journal. */
export interface JournalListener {
  /** It has grown long: recovery will take its time. */
  grown(records: number): void
  /** Nothing more is written to it. `cause`: what the store threw; undefined if it has too many records. */
  givenUp(cause: unknown): void
  /** Another node has taken the session over. */
  lost(): void
}

export interface JournalOptions {
  readonly store: JournalStore
  /** The claim under which it is written, or what makes it: called before the first write, and again if that fails. */
  readonly claim: JournalClaim | (() => Promise<JournalClaim>)
  readonly clock: Clock
  readonly listener: JournalListener
  /** Records that are in the store already. @default 0 */
  readonly lastSeq?: number
  readonly bounds?: { readonly many: number; readonly most: number } | undefined
}

interface Waiter {
  readonly seq: number
  readonly resolve: () => void
}

/**
 * Writes the records of one session, in order, with one write for all that a turn has added. A store that fails is asked again for some seconds;
 * then the journal is given up, and everybody who waits for a commit continues: a store never holds up a session for good.
 */
export class Journal {
  readonly #options: JournalOptions
  #claim: JournalClaim | null = null
  #lastSeq: number
  #committed: number
  #waiting: JournalEntry[] = []
  #truncation: JournalEntry | null = null
  #waiters: Waiter[] = []
  #firstSeq = 0
  #isDue = false
  #isWriting = false
  #isOver = false
  #hasWarned = false

  constructor(options: JournalOptions) {
    this.#options = options
    this.#claim = typeof options.claim === 'function' ? null : options.claim
    this.#lastSeq = this.#committed = options.lastSeq ?? 0
  }

  /** It is still written. */
  get isKept(): boolean {
    return !this.#isOver
  }

  /** `seq` of the last record. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** The claim under which it is written; null before the first write. */
  get claim(): JournalClaim | null {
    return this.#claim
  }

  /** Adds a record. It is written at the end of this turn. @returns its `seq` */
  add(record: JournalRecord): number {
    if (this.#isOver) return this.#lastSeq
    const seq = ++this.#lastSeq
    this.#waiting.push({ ...(record as unknown as JsonObject), seq })
    const { many = MANY_RECORDS, most = MOST_RECORDS } = this.#options.bounds ?? {}
    const records = seq - this.#firstSeq
    if (records >= most) this.giveUp(undefined)
    else if (records >= many && !this.#hasWarned) {
      this.#hasWarned = true
      this.#options.listener.grown(records)
    }
    this.#writeSoon()
    return seq
  }

  /** Takes the last record back, if nothing was added behind it. For the turn in which it was added. */
  retract(seq: number): void {
    if (seq !== this.#lastSeq || this.#waiting.at(-1)?.seq !== seq) return
    this.#waiting.pop()
    this.#lastSeq--
  }

  /** Everything so far is replaced by this record. */
  restart(record: JournalRecord): void {
    const seq = this.add(record)
    if (this.#isOver) return
    this.#firstSeq = seq
    this.#hasWarned = false
    this.#truncation = this.#waiting.at(-1) as JournalEntry
  }

  /** Resolves when all records so far are in the store, or the journal was given up. */
  committed(seq = this.#lastSeq): Promise<void> {
    if (this.#isOver || seq <= this.#committed) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.push({ seq, resolve }))
  }

  /** Another node has the session: nothing more is written. */
  lose(): void {
    if (this.#isOver) return
    this.stop()
    this.#options.listener.lost()
  }

  /** Nothing more is written: the session has ended, or another node has it. Who waits for a commit continues. */
  stop(): void {
    this.#isOver = true
    this.#waiting = []
    this.#wake(Infinity)
  }

  #writeSoon(): void {
    if (this.#isDue || this.#isWriting || this.#isOver) return
    this.#isDue = true
    const { clock } = this.#options
    const write = (): void => {
      this.#isDue = false
      void this.#write()
    }
    if (clock.turn) clock.turn(write)
    else clock.soon(write)
  }

  async #write(): Promise<void> {
    if (this.#isWriting || this.#isOver || this.#waiting.length === 0) return
    this.#isWriting = true
    const entries = this.#waiting
    this.#waiting = []
    const truncation = this.#truncation
    this.#truncation = null
    const last = (entries.at(-1) as JournalEntry).seq
    for (let attempt = 0; !this.#isOver; attempt++) {
      try {
        const { claim } = this.#options
        this.#claim ??= typeof claim === 'function' ? await claim() : claim
        await this.#append(this.#claim, entries, truncation)
        break
      } catch (error) {
        if (error instanceof ClaimLostError) {
          this.lose()
          break
        }
        const ms = RETRIES_MS[attempt]
        if (ms === undefined) this.giveUp(error)
        else await new Promise<void>((resolve) => void this.#options.clock.setTimer(resolve, ms))
      }
    }
    this.#isWriting = false
    this.#wake(last)
    if (this.#waiting.length > 0) this.#writeSoon()
  }

  async #append(
    claim: JournalClaim,
    entries: readonly JournalEntry[],
    from: JournalEntry | null,
  ): Promise<void> {
    const { store } = this.#options
    if (!from) return store.append(claim, entries)
    const before = entries.filter(({ seq }) => seq < from.seq)
    const after = entries.filter(({ seq }) => seq > from.seq)
    if (before.length > 0) await store.append(claim, before)
    await store.truncate(claim, from)
    if (after.length > 0) await store.append(claim, after)
  }

  /** Nothing more is written, and the session is not durable any more. @param cause undefined: there are too many records */
  giveUp(cause: unknown): void {
    if (this.#isOver) return
    this.stop()
    this.#options.listener.givenUp(cause)
  }

  #wake(upTo: number): void {
    this.#committed = Math.max(this.#committed, upTo)
    const done = this.#waiters.filter(({ seq }) => seq <= upTo)
    this.#waiters = this.#waiters.filter(({ seq }) => seq > upTo)
    for (const { resolve } of done) resolve()
  }
}
