import type { TaskPath } from './task-path'

/** What started a task. */
export type TaskKind = 'main' | 'callback' | 'run_async' | 'thread' | 'external'

/** A thread of control in a session: the main call, a callback's run, a `run_async`. */
export class Task {
  readonly kind: TaskKind
  /** Which task it is: the same in each run of the session. */
  readonly path: TaskPath
  /** Number of the last event whose outcome the task knows; undefined while it answers none. What it writes is as old as that. */
  seen: number | undefined
  #closed = false
  readonly #onClose = new Set<() => void>()
  readonly #onEnd = new Set<() => void>()

  constructor(kind: TaskKind, path: TaskPath) {
    this.kind = kind
    this.path = path
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Calls `cleanUp` when the task is closed from outside. Gives back a function that takes that back. */
  onClose(cleanUp: () => void): () => void {
    this.#onClose.add(cleanUp)
    return () => void this.#onClose.delete(cleanUp)
  }

  /** Calls `listener` when the task has run to its end, or has thrown. Gives back a function that takes that back. */
  onEnd(listener: () => void): () => void {
    this.#onEnd.add(listener)
    return () => void this.#onEnd.delete(listener)
  }

  /** It has run to its end, or has thrown. */
  end(): void {
    for (const listener of this.#onEnd) listener()
    this.#onEnd.clear()
  }

  /** The task's next interactive call, and what it waits for now, throws SessionClosedException. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const cleanUp of this.#onClose) cleanUp()
    this.#onClose.clear()
  }
}
