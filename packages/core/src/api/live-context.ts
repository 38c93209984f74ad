import type { TaskContext } from '../engine/task-context'
import { assertLive, contextIfAny, currentContext } from '../engine/task-context'
import { provideFallbackContext } from '../engine/tasks/context-store'
import { workerContext } from '../engine/thread/worker-thread'

// In a worker thread, code outside any task belongs to the session that registered the thread.
provideFallbackContext('worker', workerContext)

export { contextIfAny, currentContext }

/**
 * The running task.
 * @param caller name of the calling function, for the message
 * @throws SessionNotFoundException if no task is running, SessionClosedException if the task or its session has been closed
 */
export function liveContext(caller: string): TaskContext {
  const context = currentContext(caller)
  assertLive(context, caller)
  return context
}
