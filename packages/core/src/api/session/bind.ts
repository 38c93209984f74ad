import { SessionClosedException } from '../../errors'
import { runInContext } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'

/** The result of a bound function: the result of the function, or undefined if it throws. */
export type BoundResult<R> = R extends PromiseLike<unknown> ? R : R | undefined

/**
 * Returns a function that runs `fn` in this session and in the current scope, no matter who calls it: a listener of an emitter that all sessions
 * share, a queue's worker, or another session.
 *
 * Each call is a separate task, and the session waits for it. Errors belong to the session, like errors of a callback: they are logged and shown to
 * the visitor, and do not affect the caller. If `fn` throws, the call returns undefined; if its promise rejects, the returned promise rejects too,
 * but nobody has to await it.
 *
 * @returns a function with the same parameters. It throws SessionClosedException after the session has ended
 * @throws TypeError if `fn` is not a function
 * @example
 * const tell = bind((order: Order) => put_text(`New order: ${order.id}`))
 * shop.on('order', tell)
 * defer_call(() => shop.off('order', tell))
 */
export function bind<This, Args extends unknown[], R>(
  fn: (this: This, ...args: Args) => R,
): (this: This, ...args: Args) => BoundResult<R> {
  const { session, scope } = liveContext('bind')
  checkArgument('bind', 'fn', fn, 'function')
  return function (...args) {
    if (session.isClosed)
      throw new SessionClosedException(
        `bind: the session of ${fn.name || 'this function'} has been closed. Remove the function when the session ends, with defer_call.`,
      )
    const task = session.tasks.make('callback')
    let result: R | undefined
    const run = (): R => (result = fn.apply(this, args))
    void session.tasks.run(
      'callback',
      () => runInContext({ session, task, path: task.path, scope, change: null }, run),
      task,
    )
    return result as BoundResult<R>
  }
}
