/** What started a task. */
export type TaskKind = 'main' | 'callback' | 'run_async' | 'external'

/** A thread of control in a session: the main call, a callback's run, a `run_async`. */
export class Task {
  readonly id: number
  readonly kind: TaskKind
  #closed = false
  #onClose: (() => void)[] = []

  constructor(id: number, kind: TaskKind) {
    this.id = id
    this.kind = kind
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Calls `cleanUp` when the task is closed from outside. Gives back a function that takes that back. */
  onClose(cleanUp: () => void): () => void {
    this.#onClose.push(cleanUp)
    return () => {
      this.#onClose = this.#onClose.filter((other) => other !== cleanUp)
    }
  }

  /** The task's next interactive call, and what it waits for now, throws SessionClosedException. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const cleanUp of this.#onClose.splice(0)) cleanUp()
  }
}
