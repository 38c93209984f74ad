import type { TaskContext } from '../engine/task-context'
import { assertLive, contextIfAny, currentContext } from '../engine/task-context'
import { provideFallbackContext } from '../engine/tasks/context-store'
import { workerContext } from '../engine/thread/worker-thread'

// In a worker thread, code that no task has started works for the session that registered the thread.
provideFallbackContext('worker', workerContext)

export { contextIfAny, currentContext }

/**
 * The task that is running.
 * @param caller name of the function that needs it, for the message
 * @throws SessionNotFoundException where no task is running, SessionClosedException once it, or its session, has been closed
 */
export function liveContext(caller: string): TaskContext {
  const context = currentContext(caller)
  assertLive(context, caller)
  return context
}
