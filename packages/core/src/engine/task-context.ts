import { SessionClosedException, SessionNotFoundException } from '../errors'
import { contextFollowsAwaits, runWithContext, storedContext } from './tasks/context-store'
import type { AskedRun, ChangeContext, FormAsker } from './forms/form-asker'
import type { ScopeFrame } from './tasks/scope-stack'
import type { Session } from './session'
import type { Task } from './tasks/task'
import type { TaskPath } from './tasks/task-path'

/** The context of a line of an author's code: its task, scope and session. */
export interface TaskContext {
  readonly session: Session
  readonly task: Task
  /** The path that issues the ids of outputs: the task's, or that of the event that a form's rules and handlers answer. */
  readonly path: TaskPath
  /** Top of the scope stack. Changed by the forms of `use_scope` that enter without a body. */
  scope: ScopeFrame
  readonly change: ChangeContext | null
}

/** A context of the same task with `scope` on top. */
export function derivedContext(
  context: TaskContext,
  changes: Partial<Pick<TaskContext, 'scope' | 'change' | 'path'>>,
): TaskContext {
  return {
    session: context.session,
    task: context.task,
    path: context.path,
    scope: context.scope,
    change: context.change,
    ...changes,
  }
}

/**
 * @throws SessionClosedException once the session or the task has been closed
 */
export function assertLive({ session, task }: TaskContext, caller: string): void {
  if (session.isClosed) throw new SessionClosedException(`${caller}: this session has been closed.`)
  if (task.closed) throw new SessionClosedException(`${caller}: this task has been closed.`)
}

/**
 * The task that is running.
 * @param caller name of the function that needs it, for the message
 * @throws SessionNotFoundException if no task is running
 */
export function currentContext(caller: string): TaskContext {
  const context = contextIfAny()
  if (context) return context
  throw new SessionNotFoundException(
    `${caller}: there is no session here. Call it in a task (a function given to start_server, webio_handler, ` +
      `createWebIOHandler or open_app), in what that task calls, in a worker given to register_thread, or inside session.run().`,
  )
}

/** The running task, or undefined. */
export function contextIfAny(): TaskContext | undefined {
  return storedContext() as TaskContext | undefined
}

/** Runs `body` as part of the task of `context`. */
export function runInContext<T>(context: TaskContext, body: () => T): T {
  return runWithContext(context, body)
}

/** A promise with the same outcome whose waiting task resumes in `context`. In a page, this is the only way to keep its scope. */
export function settledIn<T>(context: TaskContext, promise: Promise<T>): Promise<T> {
  if (contextFollowsAwaits()) return promise
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => runInContext(context, () => resolve(value)),
      (error: unknown) => runInContext(context, () => reject(error as Error)),
    )
  })
}

/** The part of a context's task that a form needs. */
export class ContextAsker implements FormAsker {
  readonly #context: TaskContext

  constructor(context: TaskContext) {
    this.#context = context
  }

  get path(): TaskPath {
    return this.#context.path
  }

  run<T>(body: () => T, as: AskedRun = {}): T {
    this.#seesLastEvent()
    const { change = null, path = this.path } = as
    return runInContext(derivedContext(this.#context, { change, path }), body)
  }

  settle(settle: () => void): void {
    this.#seesLastEvent()
    if (contextFollowsAwaits()) settle()
    else runInContext(derivedContext(this.#context, { change: null }), settle)
  }

  onClose(cleanUp: () => void): () => void {
    return this.#context.task.onClose(cleanUp)
  }

  #seesLastEvent(): void {
    const { session, task } = this.#context
    if (task.seen !== undefined) task.seen = session.lastEvent
  }
}
