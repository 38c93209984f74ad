import type { TaskKind } from './task'
import { Task } from './task'

/** What becomes of the tasks of a session. */
export interface TaskListener {
  /** The task threw. */
  failed(task: Task, error: unknown): void
  /** The last task that ran has ended. */
  idle(): void
}

/** The tasks of a session that run. */
export class RunningTasks {
  readonly #listener: TaskListener
  readonly #running = new Set<Task>()
  #last = 0

  constructor(listener: TaskListener) {
    this.#listener = listener
  }

  /** The number of tasks that run. */
  get size(): number {
    return this.#running.size
  }

  /** A task that does not run yet. */
  make(kind: TaskKind): Task {
    return new Task(++this.#last, kind)
  }

  /** Runs the body of a task. Errors are told to the listener; the promise never rejects. */
  async run(task: Task, body: () => unknown): Promise<void> {
    this.#running.add(task)
    // A task that was closed is waited for no more, whatever it is doing.
    task.onClose(() => this.#ended(task))
    try {
      await body()
    } catch (error) {
      this.#listener.failed(task, error)
    } finally {
      task.end()
      this.#ended(task)
    }
  }

  /** Closes all of them. */
  close(): void {
    for (const task of this.#running) task.close()
  }

  #ended(task: Task): void {
    if (this.#running.delete(task) && this.#running.size === 0) this.#listener.idle()
  }
}
