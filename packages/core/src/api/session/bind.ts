import { SessionClosedException } from '../../errors'
import { runInContext } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'

/** What a bound function gives: what the function returns. A function that throws has no value. */
export type BoundResult<R> = R extends PromiseLike<unknown> ? R : R | undefined

/**
 * Gives a function that runs `fn` in this session and in the scope that is current now, wherever it is called: in a listener of an emitter
 * that all sessions share, in a queue's worker, in another session.
 *
 * Each call is a task of its own, and the session waits for it. Errors belong to the session, as those of a callback: the visitor and the log are
 * told, and who calls is not troubled. If `fn` throws, the call gives undefined; a promise that it returns rejects all the same, and nobody has to
 * await it.
 *
 * @returns a function of the same parameters. It throws SessionClosedException once the session has ended
 * @throws TypeError if `fn` is no function
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
        `bind: the session of ${fn.name || 'this function'} has been closed. Take the function back at the end, by defer_call.`,
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
