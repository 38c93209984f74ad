import { runWithContext } from './context-store'
import type { TaskKind } from './task'
import { Task } from './task'
import type { TaskPath, TaskPaths } from './task-path'

/** A session, as its tasks see it. */
export interface TaskHost {
  readonly paths: TaskPaths
  /** Makes the context in which the body of a task runs. */
  contextOf(task: Task): object
  /** The task threw. */
  failed(task: Task, error: unknown): void
  /** The last task that ran has ended. */
  idle(): void
  /** There is something that a person can use: the session outlives its tasks from now on. */
  becameInteractive(): void
  /** Number of the last event that was handled. */
  lastEvent(): number
}

/** How a callback starts. */
export interface CallbackStart {
  readonly seen?: number | undefined
  readonly path?: TaskPath | undefined
}

/** The tasks of a session that run. */
export class SessionTasks {
  readonly #host: TaskHost
  readonly #running = new Set<Task>()
  #isInteractive = false
  #isClosed = false

  constructor(host: TaskHost) {
    this.#host = host
  }

  /** Which task is which. */
  get paths(): TaskPaths {
    return this.#host.paths
  }

  /** The number of tasks that run. */
  get size(): number {
    return this.#running.size
  }

  /** There was something that a person can use, so the session outlives its tasks (as in PyWebIO). */
  get isInteractive(): boolean {
    return this.#isInteractive
  }

  /** Nothing runs, and nothing can start any more. */
  get areDone(): boolean {
    return !this.#isInteractive && this.#running.size === 0
  }

  /**
   * A task that does not run yet.
   * @param path which task it is; without one, the next of the event that is being handled
   */
  make(kind: TaskKind, path: TaskPath = this.#host.paths.next()): Task {
    return new Task(kind, path)
  }

  /** Runs a function as a task of its own, from scope ROOT. Errors are told to the host; the promise never rejects. */
  async run(kind: TaskKind, body: () => unknown, task: Task = this.make(kind)): Promise<void> {
    if (this.#isClosed) return
    this.#running.add(task)
    // A task that was closed is waited for no more, whatever it is doing.
    task.onClose(() => this.#ended(task))
    try {
      await runWithContext(this.#host.contextOf(task), body)
    } catch (error) {
      this.#host.failed(task, error)
    } finally {
      task.end()
      this.#ended(task)
    }
  }

  /**
   * Runs a callback as a task of its own, at once. The promise never rejects.
   * @param options `seen`: number of the event that it answers; without one, the last that was handled. `path`: which task it is. Whoever starts it
   * in a later turn than that of its event takes `paths.next()` before
   */
  startCallback(body: () => unknown, { seen, path }: CallbackStart = {}): Promise<void> {
    const task = this.make('callback', path)
    task.seen = seen ?? this.#host.lastEvent()
    return this.run('callback', body, task)
  }

  /** The session has something that a person can use, so it outlives its tasks. */
  stayAlive(): void {
    if (this.#isInteractive) return
    this.#isInteractive = true
    this.#host.becameInteractive()
  }

  /** Closes all of them; no other begins. */
  close(): void {
    this.#isClosed = true
    for (const task of this.#running) task.close()
  }

  #ended(task: Task): void {
    if (this.#running.delete(task) && this.#running.size === 0) this.#host.idle()
  }
}
