import { ROOT_FRAME } from '../../engine/tasks/scope-stack'
import { runInContext } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'

/**
 * Forgets everything that a durable session has recorded so far: after a restart its function begins anew, with `params.checkpoint` as `state`. A
 * session that lives for long needs it, since its journal would grow without end.
 *
 * Call it in the main task, at a place from which the function continues as it does from its beginning, and where nothing that was made before
 * waits for the visitor. Outside of a durable session it does nothing.
 *
 * @param state data: JSON, undefined, Date, Map, Set, bytes, BigInt
 * @throws TypeError if `state` is no data; Error in a callback, or in a task that `run_async` has started
 * @example
 * export async function poll({ checkpoint: votes = 0 }) {
 *   for (;;) {
 *     clear('ROOT')
 *     votes += await input('Vote', { type: NUMBER })
 *     checkpoint(votes)
 *   }
 * }
 */
export function checkpoint(state: unknown): void {
  const { session, path } = liveContext('checkpoint')
  if (path !== session.tasks.paths.main)
    throw new Error(
      'checkpoint: call it in the main task, not in a callback or in what run_async has started.',
    )
  session.durable?.checkpoint(path, state)
}

/**
 * Calls `fn`, as a task of its own, each time that this durable session has been taken up again: to connect again, or to bring up to date what is
 * shown. What it shows is not recorded. Outside of a durable session it is never called.
 * @returns the function itself
 * @throws TypeError if `fn` is no function
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
