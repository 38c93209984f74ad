import { ROOT_FRAME } from '../../engine/tasks/scope-stack'
import { derivedContext, runInContext, settledIn } from '../../engine/task-context'
import type { Json } from '../../protocol/json'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { asJson } from '../json'
import { currentContext, liveContext } from '../live-context'
import type { EventData, EventName } from './register'

export interface RunAsyncOptions {
  /**
   * `false`: in a durable session, nothing of this task is recorded. After a restart its outputs are gone, and it starts from its beginning. Use it for
   * a clock, or for a task that polls a service.
   * @default true
   */
  durable?: boolean
}

const RUN_ASYNC_RULES = { durable: 'boolean' } as const satisfies OptionRules

/** A task that `run_async` started. */
export interface TaskHandle<T> {
  /** Ends the task: its pending calls and its next interactive call throw SessionClosedException. */
  close(): void
  /** True once it has ended or was closed. */
  closed(): boolean
  /**
   * The result of the function. Rejects with its error, which is also logged and shown in the page; nobody has to await it.
   */
  readonly result: Promise<T>
}

/**
 * Starts a separate task in this session, with its own scope stack that begins at ROOT.
 * @throws TypeError if `fn` is not a function
 * @example
 * const clock = run_async(async () => {
 *   for (;;) {
 *     put_text(new Date().toLocaleTimeString(), { scope: 'clock' })
 *     await sleep(1)
 *   }
 * })
 */
export function run_async<T>(fn: () => T | PromiseLike<T>, options?: RunAsyncOptions): TaskHandle<T> {
  const { session, path } = liveContext('run_async')
  const { durable = true } = checkOptions('run_async', options, RUN_ASYNC_RULES)
  checkArgument('run_async', 'fn', fn, 'function')
  const task = session.tasks.make('run_async', durable ? path.child() : session.tasks.paths.outside())
  let ended = false
  const result = new Promise<T>((resolve, reject) => {
    const body = async (): Promise<void> => {
      try {
        const value = await fn()
        ended = true
        resolve(value)
      } catch (error) {
        ended = true
        reject(error as Error)
        throw error
      }
    }
    const start = (): void => void session.tasks.run('run_async', body, task)
    if (durable || !session.durable) start()
    else session.durable.whenLive(start)
  })
  result.catch(() => {})
  return {
    close: () => task.close(),
    closed: () => ended || task.closed,
    result,
  }
}

/**
 * Registers a function that runs when the session ends for any reason. Such functions run in the order of registration; an error in one does not
 * stop the next. They cannot use the page, which no longer exists.
 * @returns the function itself
 */
export function defer_call<F extends () => unknown>(fn: F): F {
  const context = liveContext('defer_call')
  checkArgument('defer_call', 'fn', fn, 'function')
  context.session.defer(() => runInContext(derivedContext(context, { scope: ROOT_FRAME }), fn))
  return fn
}

/** Resolves when the session has closed: the browser has left. */
export function hold(): Promise<void> {
  const { session, task } = liveContext('hold')
  task.waitFor('hold()') // Until the task ends.
  return session.whenClosed(task)
}

/** An AbortSignal that is aborted when the session closes, for `fetch`, timers and similar APIs. */
export function closed_signal(): AbortSignal {
  return currentContext('closed_signal').session.closedSignal
}

/** Resolves when the page has applied all outputs so far, or the session has closed. */
export async function flush(): Promise<void> {
  const context = liveContext('flush')
  const { session, path } = context
  const flushed = session.durable
    ? session.durable.step(path, 'flush', 'flush', () => session.view.flushed())
    : session.view.flushed()
  await settledIn(context, flushed)
}

/**
 * Sends an event to the embedding page: `<WebIOApp onEvent>` is called with its name and data.
 * @param data JSON
 */
export function emit<Name extends EventName>(
  name: Name,
  ...data: null extends EventData<Name> ? [data?: EventData<Name>] : [data: EventData<Name>]
): void
export function emit(name: string, data: unknown = null): void {
  const { session } = liveContext('emit')
  checkArgument('emit', 'name', name, 'string')
  session.view.command({ type: 'app-event', name, data: asJson('emit', 'data', data) })
}

/**
 * Calls `callback` as a separate task when the embedding page sends an event with this name (`useWebIO().send`). A later callback for the same name
 * replaces an earlier one.
 */
export function on_event<Name extends EventName>(
  name: Name,
  callback: (data: EventData<Name>) => unknown,
): void
export function on_event(name: string, callback: (data: Json) => unknown): void {
  const { session, path } = liveContext('on_event')
  checkArgument('on_event', 'name', name, 'string')
  checkArgument('on_event', 'callback', callback, 'function')
  session.appEvents.on(name, callback, path.isDurable)
}
