import type { TaskContext } from '../engine/task-context'
import { assertLive, currentContext } from '../engine/task-context'

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
