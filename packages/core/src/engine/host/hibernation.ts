import type { Clock } from '../clock'
import type { Session } from '../session'

export interface HibernationOptions {
  /** Seconds that a session without a page stays in memory; undefined: as long as it waits. */
  secondsOf(session: Session): number | undefined
  /** The memory of a session was freed. */
  hibernated(session: Session): void
}

/**
 * Frees the memory of durable sessions whose pages are away. Their claims are released, as for a move: the process that the page reaches resumes the
 * session from its journal. A session that does something, or waits for a moment, stays until it rests.
 */
export class Hibernation {
  readonly #clock: Clock
  readonly #options: HibernationOptions
  /** What takes back the end of the time that a session without a page has. */
  readonly #waiting = new WeakMap<Session, () => void>()

  constructor(clock: Clock, options: HibernationOptions) {
    this.#clock = clock
    this.#options = options
  }

  /** A page has attached to a session, or its connection has ended. */
  pageChanged(session: Session): void {
    this.#waiting.get(session)?.()
    this.#waiting.delete(session)
    const seconds = this.#options.secondsOf(session)
    if (seconds === undefined || !isAlone(session)) return
    this.#waiting.set(
      session,
      this.#clock.setTimer(() => this.#hibernate(session), seconds * 1000),
    )
  }

  #hibernate(session: Session): void {
    if (!isAlone(session) || !session.durable || session.durable.isOver) return
    // Later, when the store works again.
    if (!session.durable.isKept) return this.pageChanged(session)
    if (!session.durable.rests) return this.pageChanged(session)
    void session.suspend().then((isSuspended) => {
      if (isSuspended) this.#options.hibernated(session)
      else this.pageChanged(session)
    })
  }
}

/** True if no page shows the session. */
function isAlone({ state, viewers }: Session): boolean {
  return state.name === 'detached' && !viewers?.arePresent
}
