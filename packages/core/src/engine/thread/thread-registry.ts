import type { PageEvent } from '../../protocol/events'

/** A worker thread of a session, as the events of its page see it. */
export interface EventListener {
  /**
   * Handles an event of the page.
   * @returns false if the event is not about anything of this thread
   */
  onEvent(event: PageEvent, n: number): boolean
}

/** The worker threads that work for a session. */
export class ThreadRegistry {
  readonly #threads = new Set<EventListener>()
  #last = 0

  /** The number of threads that work for the session now. */
  get size(): number {
    return this.#threads.size
  }

  /** Which thread of the session the next one is, from 1. */
  nextIndex(): number {
    return ++this.#last
  }

  /** Gives a thread the events that are about what it shows. Gives back a function that ends that. */
  add(thread: EventListener): () => void {
    this.#threads.add(thread)
    return () => void this.#threads.delete(thread)
  }

  /**
   * Hands an event of the page to the thread that it is for.
   * @returns false if it is for none
   */
  onEvent(event: PageEvent, n: number): boolean {
    for (const thread of this.#threads) if (thread.onEvent(event, n)) return true
    return false
  }
}
