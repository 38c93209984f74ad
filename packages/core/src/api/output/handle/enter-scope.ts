import { pushed, without } from '../../../engine/tasks/scope-stack'
import type { TaskContext } from '../../../engine/task-context'
import { derivedContext, runInContext } from '../../../engine/task-context'
import { isThenable } from '../../../engine/tasks/is-thenable'
import type { EnteredScope } from './output'

const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? (Symbol.for('Symbol.dispose') as never)

/**
 * Runs `body` with `scope` on top of the scope stack, also correctly under `Promise.all`.
 * @param leave runs when `body` has ended or thrown
 */
export function runInScope<T>(
  context: TaskContext,
  scope: string,
  body: (scope: string) => T,
  leave?: () => void,
): T {
  const derived = derivedContext(context, { scope: pushed(context.scope, scope) })
  const run = () => body(scope)
  return runInContext(derived, leave ? () => leaving(run, leave) : run)
}

/** Calls `leave` when `run` has ended: at once, or when its promise has settled. */
function leaving<T>(run: () => T, leave: () => void): T {
  let isWaiting = false
  try {
    const result = run()
    if (!isThenable(result)) return result
    isWaiting = true
    return Promise.resolve(result).finally(leave) as T
  } finally {
    if (!isWaiting) leave()
  }
}

/**
 * Puts `scope` on top of the scope stack until it is disposed.
 * @param leave runs once, at disposal
 */
export function enterScope(context: TaskContext, scope: string, leave?: () => void): EnteredScope {
  const frame = pushed(context.scope, scope)
  context.scope = frame
  let isEntered = true
  const dispose = () => {
    context.scope = without(context.scope, frame.entry)
    if (isEntered) leave?.()
    isEntered = false
  }
  return { scope, dispose, [DISPOSE]: dispose } as EnteredScope
}
