import { ROOT_FRAME } from '../../engine/tasks/scope-stack'
import { runInContext } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'

/**
 * Discards everything that a durable session has recorded so far. After a restart its function starts again, with `state` as `params.checkpoint`. A
 * long-lived session needs this, because otherwise its journal grows until the session stops being durable.
 *
 * Call it in the main task, at a point where the function continues just as it does from its beginning, and where no earlier form or output still
 * waits for the visitor. It does nothing outside durable sessions.
 *
 * @param state data: JSON, undefined, Date, Map, Set, bytes, BigInt
 * @throws TypeError if `state` is not data; Error in a callback, or in a task that `run_async` started
 * @example
 * export async function poll({ checkpoint: votes = 0 }) {
 *   for (;;) {
 *     clear('ROOT')
 *     votes += await input('Vote', { type: NUMBER, required: true })
 *     checkpoint(votes)
 *   }
 * }
 */
export function checkpoint(state: unknown): void {
  const { session, path } = liveContext('checkpoint')
  if (path !== session.tasks.paths.main)
    throw new Error(
      'checkpoint: call it in the main task, not in a callback or in a task that run_async has started.',
    )
  session.durable?.checkpoint(path, state)
}

/**
 * Calls `fn` as a separate task each time this durable session has been resumed. Use it to reconnect to services, or to update outputs. What it shows
 * is not recorded. Outside durable sessions, `fn` is never called.
 * @returns the function itself
 * @throws TypeError if `fn` is not a function
 * @example on_resume(() => put_text('The server was restarted.', { scope: 'status' }))
 */
export function on_resume<F extends () => unknown>(fn: F): F {
  const { session } = liveContext('on_resume')
  checkArgument('on_resume', 'fn', fn, 'function')
  session.durable?.onResume(() => {
    const task = session.tasks.make('callback')
    const context = { session, task, path: task.path, scope: ROOT_FRAME, change: null }
    void session.tasks.run('callback', () => runInContext(context, fn), task)
  })
  return fn
}
