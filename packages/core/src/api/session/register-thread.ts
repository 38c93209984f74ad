import { SessionException } from '../../errors'
import type { Session } from '../../engine/session'
import type { Task } from '../../engine/tasks/task'
import { describe } from '../arguments'
import { liveContext } from '../live-context'
import type { TaskHandle } from './session-functions'

/** The required part of a `Worker` of `node:worker_threads`. */
export interface ThreadWorker {
  readonly threadId: number
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  terminate(): Promise<number>
}

/**
 * Lets a worker thread work for this session: in the worker, `@webio/core` works as here, from its first line on, with a scope stack that
 * begins at ROOT. Use it for long computations: outputs appear while the worker computes. The thread has its own `local` object.
 *
 * The session waits for the thread. An error that ends the thread, or an exit code above 1, is reported like an error of a callback. After the end
 * of the session, the thread's next call of `@webio/core` throws SessionClosedException, and pending calls throw at once.
 *
 * @param worker a new `Worker` that is not registered yet. Call this in the turn that creates it
 * @returns a handle: `close()` terminates the thread, `result` is its exit code
 * @throws TypeError if it is not a worker, or has ended
 * @example
 * import { Worker } from 'node:worker_threads'
 *
 * register_thread(new Worker(new URL('./render.js', import.meta.url)))
 */
export function register_thread(worker: ThreadWorker): TaskHandle<number> {
  const { session, path } = liveContext('register_thread')
  if (typeof worker?.terminate !== 'function' || !(worker.threadId > 0)) {
    throw new TypeError(
      `register_thread: worker must be a Worker of node:worker_threads that runs, not ${describe(worker)}.`,
    )
  }
  const task = session.tasks.make('thread', path.child())
  let isOver = false
  const result = work(session, task, worker).finally(() => (isOver = true))
  void session.tasks.run('thread', async () => assertGoodEnd(await result, task), task)
  result.catch(() => {})
  return {
    close() {
      task.close()
      void worker.terminate()
    },
    closed: () => isOver || task.closed,
    result,
  }
}

/** Runs until the thread has ended; rejects if an error ended it. */
async function work(session: Session, task: Task, worker: ThreadWorker): Promise<number> {
  const { threadId } = worker
  const exited = new Promise<number>((resolve, reject) => {
    worker.on('error', (error) => reject(isSessionError(error) ? new SessionException(error.message) : error))
    worker.on('exit', resolve)
  })
  exited.catch(() => {})
  // Only programs with threads load it. The thread asks for its welcome until it comes.
  const { SessionThread } = await import('../../engine/thread/session-thread')
  const thread = new SessionThread(session, threadId)
  const end = (): void => thread.end(session.isClosed ? 'shutdown' : 'left')
  if (task.closed) end()
  else task.onClose(end)
  const withdraw = session.defer(() => thread.ended)
  try {
    return await exited
  } finally {
    thread.release()
    withdraw()
  }
}

/** `terminate()` exits with 1, which the author intended. */
const TERMINATED = 1

/**
 * @throws Error if the thread has ended itself with `process.exit` and a status that indicates a failure
 */
function assertGoodEnd(exitCode: number, task: Task): void {
  if (exitCode === 0 || exitCode === TERMINATED || task.closed) return
  throw new Error(`register_thread: the worker has ended by process.exit(${exitCode}).`)
}

/** Errors that come from another thread have lost their class. */
function isSessionError(error: Error): boolean {
  return error.name === 'SessionClosedException' || error.name === 'SessionNotFoundException'
}
