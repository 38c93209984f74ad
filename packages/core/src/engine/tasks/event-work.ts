/** Functions of the author's that run at a time because of events of one page. */
export const MAX_RUNNING = 100
/** Functions that wait to run. The next event that would add one is refused with `too_busy`. */
export const MAX_WAITING = 1000

interface Job {
  /** Runs the function. The promise never rejects. */
  readonly start: () => Promise<void>
  /** Nothing else of its line starts until it has ended. */
  readonly isAlone: boolean
}

/** Work that starts in the order in which it came. Lines do not wait for each other. */
export interface WorkLine {
  readonly waiting: Job[]
  /** A job that runs alone is running. */
  isTaken: boolean
}

/** What a session's author is to run because of events, and has not finished. Its bounds hold for all lines together. */
export class EventWork {
  /** Lines in which something waits, the one whose turn is next first. */
  readonly #lines = new Set<WorkLine>()
  #running = 0
  #waiting = 0

  /** A new line. */
  line(): WorkLine {
    return { waiting: [], isTaken: false }
  }

  /** Tells whether `add` may be called so many times. */
  hasRoom(jobs = 1): boolean {
    return this.#waiting + jobs <= MAX_WAITING
  }

  /** Tells whether a job that is added to the line now starts at once. */
  isFree(line: WorkLine): boolean {
    return line.waiting.length === 0 && !line.isTaken && this.#running < MAX_RUNNING
  }

  /** Adds work to a line. It starts at once if the line and the bound let it. The caller asks `hasRoom` before. */
  add(line: WorkLine, start: () => Promise<void>, { isAlone = false } = {}): void {
    const job = { start, isAlone }
    if (this.isFree(line)) return this.#start(line, job)
    line.waiting.push(job)
    this.#waiting++
    this.#lines.add(line)
  }

  /** Drops what waits in a line: what it belongs to has gone. */
  drop(line: WorkLine): void {
    this.#waiting -= line.waiting.length
    line.waiting.length = 0
    this.#lines.delete(line)
  }

  /** Drops everything that waits: the session is over. */
  clear(): void {
    for (const line of this.#lines) line.waiting.length = 0
    this.#lines.clear()
    this.#waiting = 0
  }

  #start(line: WorkLine, { start, isAlone }: Job): void {
    this.#running++
    if (isAlone) line.isTaken = true
    void start().then(() => {
      this.#running--
      if (isAlone) line.isTaken = false
      this.#startNext()
    })
  }

  /** Starts what may start now, a line after the other. */
  #startNext(): void {
    // Of those there are now: a line that still waits comes behind the others.
    for (const line of [...this.#lines]) {
      if (this.#running >= MAX_RUNNING) return
      this.#lines.delete(line)
      while (!line.isTaken && this.#running < MAX_RUNNING) {
        const job = line.waiting.shift()
        if (!job) break
        this.#waiting--
        this.#start(line, job)
      }
      if (line.waiting.length > 0) this.#lines.add(line)
    }
  }
}
