import { LazySet } from '../../state/lazy-collections'
import type { Span } from '../session-tracer'
import { runWithContext } from './context-store'
import type { TaskKind, TaskRunner } from './task'
import { Task } from './task'
import type { TaskPath, TaskPaths } from './task-path'

/** The part of a session that its tasks need. */
export interface TaskHost {
  readonly paths: TaskPaths
  /** Creates the context in which the body of a task runs. */
  contextOf(task: Task): object
  /** The task has returned. */
  returned(task: Task, value: unknown): void
  /**
   * The task threw.
   * @returns whether that is a failure: an error in a closed session is not
   */
  failed(task: Task, error: unknown): boolean
  /** The task's part of a trace; null or undefined if it is not traced. */
  spanOf(task: Task): Span | null | undefined
  /** The last task that ran has ended. */
  idle(): void
  /** The session offers something that a person can use, so it outlives its tasks from now on. */
  becameInteractive(): void
  /** Number of the last event that was handled. */
  readonly lastEvent: number
}

/** Options for the start of a callback. */
export interface CallbackStart {
  readonly seen?: number | undefined
  readonly path?: TaskPath | undefined
}

/** The running tasks of a session. */
export class SessionTasks implements TaskRunner {
  readonly #host: TaskHost
  readonly #running = new LazySet<Task>()
  #isInteractive = false
  #isClosed = false

  constructor(host: TaskHost) {
    this.#host = host
  }

  /** The paths of tasks. */
  get paths(): TaskPaths {
    return this.#host.paths
  }

  /** The number of running tasks. */
  get size(): number {
    return this.#running.size
  }

  /** The calls that running tasks wait for. */
  get waits(): string[] {
    return [...this.#running].flatMap(({ waits }) => waits)
  }

  /** Whether the session has offered something that a person can use, so that it outlives its tasks (as in PyWebIO). */
  get isInteractive(): boolean {
    return this.#isInteractive
  }

  /** Whether nothing runs and nothing more can start. */
  get areDone(): boolean {
    return !this.#isInteractive && this.#running.size === 0
  }

  /**
   * Creates a task that does not run yet.
   * @param path the task's path; by default, the next path of the current event
   */
  make(kind: TaskKind, path: TaskPath = this.#host.paths.next()): Task {
    return new Task(kind, path)
  }

  /** Runs a function as a separate task in scope ROOT. Errors are reported to the host; the promise never rejects. */
  async run(kind: TaskKind, body: () => unknown, task: Task = this.make(kind)): Promise<void> {
    if (this.#isClosed) return
    this.#running.add(task)
    task.runner = this
    const span = this.#host.spanOf(task)
    if (span) task.onClose(() => span.end())
    try {
      const value = await runWithContext(this.#host.contextOf(task), body)
      this.#host.returned(task, value)
    } catch (error) {
      if (this.#host.failed(task, error)) span?.fail(error)
    } finally {
      span?.end()
      task.end()
      this.closed(task)
    }
  }

  /**
   * Runs a callback as a separate task at once. The promise never rejects.
   * @param options `seen`: number of the event that it answers; by default, the last handled one. `path`: the task's path. A caller that starts the task
   * in a later turn than its event takes `paths.next()` in advance
   */
  startCallback(body: () => unknown, { seen, path }: CallbackStart = {}): Promise<void> {
    const task = this.make('callback', path)
    task.seen = seen ?? this.#host.lastEvent
    return this.run('callback', body, task)
  }

  /** The session offers something that a person can use, so it outlives its tasks. */
  stayAlive(): void {
    if (this.#isInteractive) return
    this.#isInteractive = true
    this.#host.becameInteractive()
  }

  /** Closes all tasks. No more can start. */
  close(): void {
    this.#isClosed = true
    for (const task of this.#running) task.close()
  }

  /** A task has ended, or has been closed: it is no longer waited for, no matter what it is doing. */
  closed(task: Task): void {
    if (this.#running.delete(task) && this.#running.size === 0) this.#host.idle()
  }
}
