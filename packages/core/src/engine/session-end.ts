import { LazySet } from '../state/lazy-collections'
import { SessionClosedException } from '../errors'
import type { Task } from './tasks/task'

/** Waiters for the end of a session: `hold`, `closed_signal`, pending calls of tasks, and deferred functions. */
export class SessionEnd {
  #hasCome = false
  readonly #deferred = new LazySet<{ readonly run: () => unknown }>()
  #abort: AbortController | null = null
  readonly #waiters = new LazySet<() => void>()
  readonly #listeners = new LazySet<() => void>()

  /** Aborted when the session closes. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController()
    if (this.#hasCome) this.#abort.abort(new SessionClosedException())
    return this.#abort.signal
  }

  /**
   * Resolves when the session has closed.
   * @param task rejects with SessionClosedException if this task is closed first
   */
  wait(task?: Task): Promise<void> {
    if (this.#hasCome) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#waiters.add(resolve)
      task?.onClose(() => {
        if (this.#waiters.delete(resolve))
          reject(new SessionClosedException('hold: this task has been closed.'))
      })
    })
  }

  /** Calls `listener` at the end, before tasks are closed. Returns a function that cancels this. */
  onCome(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Whether anything waits for the end, or for something that the end interrupts. */
  get isAwaited(): boolean {
    return this.#waiters.size > 0 || this.#listeners.size > 0
  }

  /** Registers a function that runs at the end, in the order of registration. Returns a function that cancels this. */
  defer(run: () => unknown): () => void {
    const entry = { run }
    this.#deferred.add(entry)
    return () => void this.#deferred.delete(entry)
  }

  /** Notifies all waiters of the end. Call it once. */
  come(): void {
    this.#hasCome = true
    this.#abort?.abort(new SessionClosedException())
    for (const resolve of this.#waiters) resolve()
    this.#waiters.clear()
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }

  /**
   * Runs the deferred functions, one after the other.
   * @param failed called with an error of a function; the next one still runs
   */
  async runDeferred(failed: (error: unknown) => void): Promise<void> {
    for (const entry of this.#deferred) {
      this.#deferred.delete(entry)
      try {
        await entry.run()
      } catch (error) {
        failed(error)
      }
    }
  }
}
