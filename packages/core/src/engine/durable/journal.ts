import type { JsonObject } from '../../protocol/json'
import type { Clock } from '../clock'
import type { JournalClaim, JournalEntry, JournalStore } from './journal-store'
import { ClaimLostError } from './journal-store'
import type { JournalRecord } from './records'

/** Why a journal is no longer written: its store failed, an answer was not data, or there were too many records. */
export type GiveUpReason = 'store' | 'data' | 'records'

/** How long one write may take, retries included, in milliseconds: if the store writes nothing for other sessions either, and at most. */
const WRITE_PATIENCE_MS = 15_000
const SLOW_WRITE_PATIENCE_MS = 60_000

/** Delays before each retry of a failed write, in milliseconds. After the last one, the journal is behind. */
const RETRIES_MS = [50, 250, 1000, 4000]
/** The delay between two attempts of a journal that is behind. */
const BEHIND_RETRY_MS = 5000

/** The number of records, and of characters in their JSON, that a journal holds while it is behind. With more, it is given up. */
const MOST_BEHIND = 1000
const MOST_BEHIND_CHARS = 1_000_000

/** The number of records at which the journal warns once, and the number at which it is given up. */
export const MANY_RECORDS = 5000
export const MOST_RECORDS = 20_000

/** Is notified of what happens to a journal. */
export interface JournalListener {
  /** The journal has grown long, so a replay will take a while. */
  grown(records: number): void
  /** Nothing more is written to the journal. `cause` is what was thrown, if anything. */
  givenUp(reason: GiveUpReason, cause?: unknown): void
  /** The store fails, so the journal is behind. */
  fallenBehind(cause: unknown): void
  /** The journal is complete again. */
  caughtUp(): void
  /** This number of records has reached the store. */
  written(records: number): void
  /** Another node has taken the session over. */
  lost(): void
}

export interface JournalOptions {
  readonly store: JournalStore
  /** The claim under which the journal is written, or a function that makes the claim. It is called before the first write, and again if it fails. */
  readonly claim: JournalClaim | (() => Promise<JournalClaim>)
  readonly clock: Clock
  readonly listener: JournalListener
  /** `seq` of the last record that is already in the store. @default 0 */
  readonly lastSeq?: number
  readonly bounds?: { readonly many: number; readonly most: number } | undefined
  /** The time of the store's last write for any session, by the clock. @default it is not known */
  readonly lastWriteAt?: (() => number) | undefined
}

/**
 * Records of things that would turn out differently in another run: a random number, the moment at which a timer fires, a message from outside.
 * (The page sends its events again, and a step continues only after its record is stored.)
 */
const UNREPEATABLE: ReadonlySet<JournalRecord['kind']> = new Set(['value', 'fired', 'signal'])

interface Waiter {
  readonly seq: number
  readonly resolve: () => void
}

/**
 * Writes the records of one session, in order, with one write for everything that a turn adds. If the store fails, the write is retried. After some
 * seconds, the journal is *behind*: everything that waits for a commit continues, because a store never blocks a session forever. A journal that is
 * behind holds its records, and catches up when the store works again.
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
  #lastWriteAt = -Infinity
  /** Ends the pause before the next write; null if there is none. */
  #endPause: (() => void) | null = null
  #isOver = false
  /** The reason why the journal is behind, and the number of characters that it holds; null if it is not behind. */
  #behind: { readonly cause: unknown; chars: number } | null = null
  #hasWarned = false
  /** `seq` of the last unrepeatable record. */
  #unrepeatable = 0
  /** `seq` of the last record whose write the program waits for. */
  #awaited = 0
  #onSafe: () => void = () => {}

  constructor(options: JournalOptions) {
    this.#options = options
    this.#claim = typeof options.claim === 'function' ? null : options.claim
    this.#lastSeq = this.#committed = options.lastSeq ?? 0
  }

  /** True if another process could continue the session. */
  get isKept(): boolean {
    return !this.#isOver && !this.#behind
  }

  /** True if no record waits to be written. */
  get isWritten(): boolean {
    return !this.#isWriting && this.#lastSeq <= this.#committed
  }

  /** True if nothing more is written, now or later. */
  get isOver(): boolean {
    return this.#isOver
  }

  /**
   * True if a run after a crash would show what the session shows now. While this is false, the page must not see it: it could answer something
   * that no longer exists.
   */
  get isSafe(): boolean {
    return !this.isKept || this.#unrepeatable <= this.#committed
  }

  /** Calls `listener` when `isSafe` becomes true. */
  onSafe(listener: () => void): void {
    this.#onSafe = listener
  }

  /** `seq` of the last record. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** The claim under which the journal is written; null before the first write. */
  get claim(): JournalClaim | null {
    return this.#claim
  }

  /** Adds a record. It is written at the end of this turn. @returns its `seq` */
  add(record: JournalRecord): number {
    if (this.#isOver) return this.#lastSeq
    const seq = ++this.#lastSeq
    if (UNREPEATABLE.has(record.kind)) this.#unrepeatable = seq
    const entry = { ...(record as unknown as JsonObject), seq }
    this.#waiting.push(entry)
    if (this.#behind) this.#hold([entry])
    const { many = MANY_RECORDS, most = MOST_RECORDS } = this.#options.bounds ?? {}
    const records = seq - this.#firstSeq
    if (records >= most) this.giveUp('records')
    else if (records >= many && !this.#hasWarned) {
      this.#hasWarned = true
      this.#options.listener.grown(records)
    }
    this.#writeSoon()
    return seq
  }

  /** Removes the last record, if none was added after it. Only for use in the turn in which the record was added. */
  retract(seq: number): void {
    if (seq !== this.#lastSeq || this.#waiting.at(-1)?.seq !== seq) return
    this.#waiting.pop()
    this.#lastSeq--
  }

  /** Replaces all records so far with this one. */
  restart(record: JournalRecord): void {
    const seq = this.add(record)
    if (this.#isOver) return
    this.#firstSeq = seq
    this.#hasWarned = false
    this.#truncation = this.#waiting.at(-1) as JournalEntry
  }

  /** Resolves when all records are in the store, or the journal is behind or over. They are written at the end of this turn, without a pause. */
  committed(): Promise<void> {
    this.#awaited = this.#lastSeq
    if (this.#endPause) this.#writeSoon()
    return this.settled(this.#lastSeq)
  }

  /** Resolves when all records up to `seq` are in the store, or the journal is behind or over. Does not hurry the write. */
  settled(seq: number): Promise<void> {
    if (!this.isKept || seq <= this.#committed) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.push({ seq, resolve }))
  }

  /** Another node owns the session: stops writing. */
  lose(): void {
    if (this.#isOver) return
    this.stop()
    this.#options.listener.lost()
  }

  /** Stops writing: the session has ended, or another node owns it. Everything that waits for a commit continues. */
  stop(): void {
    this.#isOver = true
    this.#waiting = []
    this.#wake(Infinity)
  }

  #writeSoon(): void {
    if (this.#isDue || this.#isWriting || this.#isOver) return
    const { clock } = this.#options
    const pause = this.#pause()
    if (pause > 0) {
      this.#endPause ??= clock.setTimer(() => {
        this.#endPause = null
        void this.#write()
      }, pause)
      return
    }
    this.#isDue = true
    const write = (): void => {
      this.#isDue = false
      void this.#write()
    }
    if (clock.turn) clock.turn(write)
    else clock.soon(write)
  }

  /** Milliseconds until the next write. The program waits for no record that a page would send again, so those of a busy session share a write. */
  #pause(): number {
    const { store, clock } = this.#options
    if (!store.pauseMs || Math.max(this.#unrepeatable, this.#awaited) > this.#committed) return 0
    return Math.min(store.pauseMs, this.#lastWriteAt + store.pauseMs - clock.now())
  }

  async #write(): Promise<void> {
    if (this.#isWriting || this.#isOver || this.#waiting.length === 0) return
    this.#isWriting = true
    this.#endPause?.()
    this.#endPause = null
    this.#lastWriteAt = this.#options.clock.now()
    const entries = this.#waiting
    this.#waiting = []
    const truncation = this.#truncation
    this.#truncation = null
    const last = (entries.at(-1) as JournalEntry).seq
    const endPatience = this.#startPatience(entries)
    for (let attempt = 0; !this.#isOver; attempt++) {
      try {
        const { claim } = this.#options
        this.#claim ??= typeof claim === 'function' ? await claim() : claim
        await this.#append(this.#claim, entries, truncation)
        this.#options.listener.written(entries.length)
        break
      } catch (error) {
        if (error instanceof ClaimLostError) {
          this.lose()
          break
        }
        if (attempt >= RETRIES_MS.length) this.#fallBehind(entries, error)
        const ms = RETRIES_MS[attempt] ?? BEHIND_RETRY_MS
        if (!this.#isOver)
          await new Promise<void>((resolve) => void this.#options.clock.setTimer(resolve, ms))
      }
    }
    endPatience()
    this.#isWriting = false
    this.#wake(last)
    if (this.#waiting.length > 0) this.#writeSoon()
    else if (this.#behind && !this.#isOver) {
      this.#behind = null
      this.#options.listener.caughtUp()
    }
  }

  /** The journal falls behind if the store does not answer in time. @returns a function that ends the wait */
  #startPatience(entries: readonly JournalEntry[]): () => void {
    const { clock, lastWriteAt = () => -Infinity } = this.#options
    const start = clock.now()
    const wait = (): (() => void) => clock.setTimer(look, WRITE_PATIENCE_MS)
    const look = (): void => {
      const now = clock.now()
      // The store works, and has much to do.
      const isSlow = now - lastWriteAt() < WRITE_PATIENCE_MS && now - start < SLOW_WRITE_PATIENCE_MS
      if (isSlow) cancel = wait()
      else {
        const seconds = Math.round((now - start) / 1000)
        this.#fallBehind(entries, new Error(`The store has not answered for ${seconds} s.`))
      }
    }
    let cancel = wait()
    return () => cancel()
  }

  /** Lets everything continue that waits for the store. @param entries the records that are being written */
  #fallBehind(entries: readonly JournalEntry[], cause: unknown): void {
    if (this.#behind || this.#isOver) return
    this.#behind = { cause, chars: 0 }
    this.#options.listener.fallenBehind(cause)
    this.#hold([...entries, ...this.#waiting])
    for (const { resolve } of this.#waiters.splice(0)) resolve()
    this.#onSafe()
  }

  /** Counts records that are held until the store works again. */
  #hold(entries: readonly JournalEntry[]): void {
    const behind = this.#behind
    if (!behind) return
    for (const entry of entries) behind.chars += JSON.stringify(entry).length
    const isTooMuch = this.#lastSeq - this.#committed > MOST_BEHIND || behind.chars > MOST_BEHIND_CHARS
    if (isTooMuch) this.giveUp('store', behind.cause)
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

  /** Stops writing. The session is no longer durable. */
  giveUp(reason: GiveUpReason, cause?: unknown): void {
    if (this.#isOver) return
    this.stop()
    this.#options.listener.givenUp(reason, cause)
  }

  #wake(upTo: number): void {
    const isNews = this.#unrepeatable > this.#committed && this.#unrepeatable <= upTo
    this.#committed = Math.max(this.#committed, upTo)
    const done = this.#waiters.filter(({ seq }) => seq <= upTo)
    this.#waiters = this.#waiters.filter(({ seq }) => seq > upTo)
    for (const { resolve } of done) resolve()
    if (isNews) this.#onSafe()
  }
}
