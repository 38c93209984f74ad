import type { JournalEntry } from '../../engine/durable/journal-store'
import { ClaimLostError } from '../../engine/durable/journal-store'
import { newEntries } from '../../engine/durable/stored-records'
import type { JournalFile } from './journal-file'
import type { ClaimLine } from './journal-line'
import { encodeLine, encodeValues } from './journal-line'
import type { SessionFile } from './session-file'

/** A file is replaced by a shorter one once more than this number of bytes, and at least half of the file, precede its last checkpoint. */
const COMPACT_BYTES = 256 * 1024

/** An append or a checkpoint that waits for its turn. */
interface Waiting {
  readonly entries: readonly JournalEntry[]
  readonly texts: readonly string[]
  readonly isCheckpoint: boolean
  readonly done: (error?: unknown) => void
}

export interface ClaimedFileOptions {
  readonly file: SessionFile
  readonly claim: ClaimLine
  readonly lastSeq: number
  readonly now: () => number
  /** Runs the tasks of this session one at a time. */
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>
  readonly compactBytes?: number | undefined
}

/** The file of a session whose claim this process holds. Appends that wait at the same time become one write. */
export class ClaimedFile {
  readonly claim: ClaimLine
  /** The time until which the claim holds, and the time of its last renewal or write. */
  until: number
  seenAt: number
  readonly #options: ClaimedFileOptions
  readonly #session: string
  /** `seq` of the last acknowledged record. Records that a failed write left in the file do not count: they are written again. */
  #lastSeq: number
  #waiting: Waiting[] = []
  #isLost = false

  constructor(session: string, options: ClaimedFileOptions) {
    this.#session = session
    this.#options = options
    this.claim = options.claim
    this.until = options.claim.leaseUntil
    this.seenAt = options.claim.at
    this.#lastSeq = options.lastSeq
  }

  /** The claim no longer holds: all waiting appends are refused. */
  lose(): void {
    this.#isLost = true
  }

  append(entries: readonly JournalEntry[]): Promise<void> {
    return this.#add(entries, false)
  }

  /** Replaces all records up to this one, in the order of the calls. */
  truncate(entry: JournalEntry): Promise<void> {
    return this.#add([entry], true)
  }

  /** Writes the waiting appends. Never rejects. */
  async flush(): Promise<void> {
    const written: Waiting[] = []
    let lines = ''
    let last = this.#lastSeq
    let checkpoint = 0
    for (const one of this.#waiting.splice(0)) {
      try {
        lines += this.#linesOf(one, last)
        written.push(one)
        last = Math.max(last, one.entries.at(-1)?.seq ?? 0)
        if (one.isCheckpoint) checkpoint = Math.max(checkpoint, one.entries[0]!.seq)
      } catch (error) {
        one.done(error)
      }
    }
    if (written.length === 0) return
    try {
      if (lines === '') await this.#verify()
      else
        await this.#write(lines, (file) => file.lastSeq >= last && (file.entries[0]?.seq ?? 0) >= checkpoint)
    } catch (error) {
      // The waiting appends follow these records, so they would leave a gap.
      for (const { done } of [...written, ...this.#waiting.splice(0)]) done(error)
      return
    }
    this.#lastSeq = last
    // The checkpoint is already valid. If the disk is too full for a second file, the first one stays.
    if (checkpoint > 0) await this.#compact().catch(() => {})
    for (const { done } of written) done()
  }

  /** Releases the session for another process, or closes it. */
  async close(how: { readonly release: true } | { readonly closed: number }, lasts: boolean): Promise<void> {
    const line = this.#line(JSON.stringify(how).slice(1, -1))
    await this.#write(line, ({ isReleased, closedUntil }) => isReleased || closedUntil !== null, lasts)
    this.#isLost = true
  }

  #add(entries: readonly JournalEntry[], isCheckpoint: boolean): Promise<void> {
    // Turned into text at once, because the caller may change the records later.
    const texts = entries.map((entry) => JSON.stringify(entry))
    return new Promise((resolve, reject) => {
      const done = (error?: unknown) => (error === undefined ? resolve() : reject(error as Error))
      this.#waiting.push({ entries, texts, isCheckpoint, done })
      void this.#options.inTurn(() => this.flush())
    })
  }

  /**
   * @throws ClaimLostError, RangeError
   */
  #linesOf({ entries, texts, isCheckpoint }: Waiting, last: number): string {
    if (this.#isLost) this.#refuse()
    const added = newEntries(this.#session, last, entries).length
    if (isCheckpoint) return this.#line(`"checkpoint":${texts[0]}`)
    return added > 0 ? this.#line(`"records":[${texts.slice(-added).join(',')}]`) : ''
  }

  /**
   * @throws ClaimLostError if the claim no longer holds
   */
  async #verify(): Promise<void> {
    const file = await this.#options.file.read()
    if (this.#isLost || !file || !this.#mayWrite(file)) this.#refuse()
  }

  /**
   * @param isIn tells whether the file contains the lines, if the claim counts in it
   */
  async #write(lines: string, isIn: (file: JournalFile) => boolean, lasts = true): Promise<void> {
    if (this.#isLost) this.#refuse()
    const mayWrite = (file: JournalFile) => this.#mayWrite(file)
    const isOurs = (file: JournalFile) => this.#isHolder(file) && isIn(file)
    try {
      await this.#options.file.append(lines, { mayWrite, isIn: isOurs, lasts })
    } catch (error) {
      this.#isLost ||= error instanceof ClaimLostError
      throw error
    }
    this.seenAt = this.#options.now()
  }

  #mayWrite(file: JournalFile): boolean {
    return this.#isHolder(file) && !file.isReleased && file.closedUntil === null
  }

  #isHolder({ claim }: JournalFile): boolean {
    return claim.claim === this.claim.claim && claim.node === this.claim.node
  }

  /**
   * Replaces the file with its last checkpoint and the records that follow, if most of the file is older. While a running process replaces a file,
   * nobody claims its session.
   */
  async #compact(): Promise<void> {
    const { file, compactBytes = COMPACT_BYTES } = this.#options
    if (file.size <= compactBytes) return
    const content = await file.read()
    if (!content || content.checkpointAt < Math.max(compactBytes, content.size / 2)) return
    await this.#write(this.#line('"compacting":true'), ({ isCompacting }) => isCompacting)
    const [checkpoint, ...later] = content.entries.map((entry) => JSON.stringify(entry))
    const { session: open, openedAt: at } = content
    await file.replace(
      encodeValues({ open, format: 1, ...this.claim, at, last: 0 }) +
        this.#line(`"checkpoint":${checkpoint}`) +
        (later.length > 0 ? this.#line(`"records":[${later.join(',')}]`) : ''),
      `${file.path}.${this.claim.node}.tmp`,
    )
  }

  #line(members: string): string {
    return encodeLine(`"epoch":${this.claim.claim},"at":${this.#options.now()},${members}`)
  }

  #refuse(): never {
    throw new ClaimLostError(this.#session)
  }
}
