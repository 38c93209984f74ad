import { SessionNotFoundException } from '../errors'
import type { TaskContext } from './task-context'

/** Remembers which task is running, across awaits and timers. On Node an `AsyncLocalStorage`. */
export interface ContextStore {
  get(): TaskContext | undefined
  run<T>(context: TaskContext, body: () => T): T
}

/** One store for all copies of this package in a process (an ESM and a CommonJS one, a bundled one and a linked one). */
const STORE = Symbol.for('@webio/core/context-store/1')

type Global = { [STORE]?: ContextStore }

/** Puts a store in place, unless another copy of the package has done so. Gives back the one that is in place. */
export function provideContextStore(create: () => ContextStore): ContextStore {
  return ((globalThis as Global)[STORE] ??= create())
}

/**
 * The task that is running.
 * @param caller name of the function that needs it, for the message
 * @throws SessionNotFoundException where no task is running
 */
export function currentContext(caller: string): TaskContext {
  const context = (globalThis as Global)[STORE]?.get()
  if (context) return context
  throw new SessionNotFoundException(
    `${caller}: there is no session here. Call it in a task (a function given to start_server, webio_handler, ` +
      `createWebIOHandler or open_app), in what that task calls, or inside session.run().`,
  )
}

/** Runs `body` as part of the task of `context`. */
export function runInContext<T>(context: TaskContext, body: () => T): T {
  const store = (globalThis as Global)[STORE]
  if (!store) throw new Error('runInContext: no context store. Import @webio/core/server or @webio/core/testing first.')
  return store.run(context, body)
}
