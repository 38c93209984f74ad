import { DurableMismatch } from '../../errors'
import type { Clock } from '../clock'
import type { Logger } from '../logger'

/** Milliseconds after the last record of a session before it is tried. */
const QUIET_MS = 200
/** Longer journals are not tried: it would take its time after each event. */
const MOST_RECORDS = 500
/** Milliseconds that a rehearsal waits for what is missing. */
export const REHEARSAL_PATIENCE_MS = 2000

/** What a rehearsal needs of a session. */
export interface RehearsedSession {
  readonly id: string
  readonly app: string
  readonly isClosed: boolean
}

/**
 * Tries in the background, after each event of a durable session, whether it would continue after a restart, and says so once for each line that is in the
 * way. For development: one session is tried at a time, and one that goes on meanwhile is tried once more.
 */
export class Rehearsals {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #run: (session: RehearsedSession, most: number) => Promise<void>
  readonly #due = new Map<string, RehearsedSession>()
  readonly #told = new Set<string>()
  #cancel: (() => void) | null = null
  #isRunning = false

  /**
   * @param run rehearses a session unless its journal has more than `most` records. @throws DurableMismatch
   */
  constructor(clock: Clock, logger: Logger, run: (session: RehearsedSession, most: number) => Promise<void>) {
    this.#clock = clock
    this.#logger = logger
    this.#run = run
  }

  /** A session has written records. */
  due(session: RehearsedSession): void {
    this.#due.set(session.id, session)
    this.#schedule()
  }

  #schedule(): void {
    this.#cancel?.()
    this.#cancel = this.#isRunning ? null : this.#clock.setTimer(() => void this.#next(), QUIET_MS)
  }

  async #next(): Promise<void> {
    this.#isRunning = true
    for (const [id, session] of this.#due) {
      this.#due.delete(id)
      if (!session.isClosed) await this.#try(session)
    }
    this.#isRunning = false
    if (this.#due.size > 0) this.#schedule()
  }

  async #try(session: RehearsedSession): Promise<void> {
    try {
      await this.#run(session, MOST_RECORDS)
    } catch (error) {
      if (!(error instanceof DurableMismatch)) return // The store fails, which is told elsewhere.
      const place = error.at ?? error.message
      if (session.isClosed || this.#told.has(place)) return
      this.#told.add(place)
      this.#logger.warn(
        `[webio] Application "${session.app}" would not continue after a restart of the server (session ${session.id}, record ${error.record}). ` +
          `${error.message}\nSee the rules for tasks in docs/durable.md. This line is not named again.`,
      )
    }
  }
}
