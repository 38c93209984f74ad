import { LazySet } from '../../state/lazy-collections'

/** The maximum number of author's functions that run at a time for events of one page. */
export const MAX_RUNNING = 100
/** The maximum number of waiting functions. An event that would add another is refused with `too_busy`. */
export const MAX_WAITING = 1000

interface Job {
  /** Runs the function. The promise never rejects. */
  readonly start: () => Promise<void>
  /** Whether nothing else in its line may start until it has ended. */
  readonly isAlone: boolean
}

/** A queue of work that starts in order. Lines do not wait for each other. */
export interface WorkLine {
  readonly waiting: Job[]
  /** Whether an exclusive job is running. */
  isTaken: boolean
}

/** The unfinished work of the author's functions for events of one session. The limits apply to all lines together. */
export class EventWork {
  /** The lines with waiting work, in the order of their turns. */
  readonly #lines = new LazySet<WorkLine>()
  #running = 0
  #waiting = 0

  /** A new line. */
  line(): WorkLine {
    return { waiting: [], isTaken: false }
  }

  /** Tells whether `add` may be called this many times. */
  hasRoom(jobs = 1): boolean {
    return this.#waiting + jobs <= MAX_WAITING
  }

  /** Tells whether a job that is added now starts at once. */
  isFree(line: WorkLine): boolean {
    return line.waiting.length === 0 && !line.isTaken && this.#running < MAX_RUNNING
  }

  /** Adds work to a line. It starts at once if the line and the limit allow it. Call `hasRoom` first. */
  add(line: WorkLine, start: () => Promise<void>, { isAlone = false } = {}): void {
    const job = { start, isAlone }
    if (this.isFree(line)) return this.#start(line, job)
    line.waiting.push(job)
    this.#waiting++
    this.#lines.add(line)
  }

  /** Drops the waiting work of a line whose owner was removed. */
  drop(line: WorkLine): void {
    this.#waiting -= line.waiting.length
    line.waiting.length = 0
    this.#lines.delete(line)
  }

  /** Drops all waiting work at the end of the session. */
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

  /** Starts the work that may start now, one line after the other. */
  #startNext(): void {
    // Only the current lines: a line that still waits goes behind the others.
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
