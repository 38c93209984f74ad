import type { PageEvent } from '../../protocol/events'
import { LazySet } from '../../state/lazy-collections'

/** A worker thread of a session that handles events of its page. */
export interface EventListener {
  /**
   * Handles an event of the page.
   * @returns false if the event does not concern this thread
   */
  onEvent(event: PageEvent, n: number): boolean
}

/** The worker threads that work for a session. */
export class ThreadRegistry {
  readonly #threads = new LazySet<EventListener>()
  #last = 0

  /** The number of active threads of the session. */
  get size(): number {
    return this.#threads.size
  }

  /** The number of the next thread, from 1. */
  nextIndex(): number {
    return ++this.#last
  }

  /** Registers a thread for events of its outputs. Returns a function that ends this. */
  add(thread: EventListener): () => void {
    this.#threads.add(thread)
    return () => void this.#threads.delete(thread)
  }

  /**
   * Passes an event of the page to its thread.
   * @returns false if it does not concern a thread
   */
  onEvent(event: PageEvent, n: number): boolean {
    for (const thread of this.#threads) if (thread.onEvent(event, n)) return true
    return false
  }
}
