import { LazySet } from '../../state/lazy-collections'
import type { TaskPath } from './task-path'

/** The cause of a task. */
export type TaskKind = 'main' | 'callback' | 'run_async' | 'thread' | 'external'

/** Runs tasks. */
export interface TaskRunner {
  /** The task has been closed: nobody waits for it any longer. */
  closed(task: Task): void
}

/** A thread of control in a session: the main call, a run of a callback, a `run_async`. */
export class Task {
  readonly kind: TaskKind
  /** Identifies the task in every run of the session. */
  readonly path: TaskPath
  /** Number of the last event whose outcome the task knows; undefined if it does not answer an event. Its writes are as recent as that event. */
  seen: number | undefined
  /** Runs it; null before it runs. */
  runner: TaskRunner | null = null
  #closed = false
  readonly #onClose = new LazySet<() => void>()
  readonly #onEnd = new LazySet<() => void>()
  /** A session that holds has one wait: a set would take more memory than the rest of the task. */
  #waits: { readonly call: string }[] | null = null

  constructor(kind: TaskKind, path: TaskPath) {
    this.kind = kind
    this.path = path
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Calls `cleanUp` when the task is closed from outside. Returns a function that cancels this. */
  onClose(cleanUp: () => void): () => void {
    this.#onClose.add(cleanUp)
    return () => void this.#onClose.delete(cleanUp)
  }

  /** Calls `listener` when the task has run to its end, or has thrown. Returns a function that cancels this. */
  onEnd(listener: () => void): () => void {
    this.#onEnd.add(listener)
    return () => void this.#onEnd.delete(listener)
  }

  /** The task has ended or thrown. */
  end(): void {
    for (const listener of this.#onEnd) listener()
    this.#onEnd.clear()
  }

  /**
   * Registers a call that the task waits for and that no other part of the session knows.
   * @param call the call as its author has written it, such as `sleep(60)`
   * @returns a function that ends the wait
   */
  waitFor(call: string): () => void {
    const wait = { call }
    this.#waits = [...(this.#waits ?? []), wait]
    return () => {
      this.#waits = this.#waits?.filter((one) => one !== wait) ?? null
    }
  }

  /** The calls that the task waits for. */
  get waits(): string[] {
    return this.#waits?.map(({ call }) => call) ?? []
  }

  /** Makes the task's pending calls and its next interactive call throw SessionClosedException. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.runner?.closed(this)
    for (const cleanUp of this.#onClose) cleanUp()
    this.#onClose.clear()
  }
}
