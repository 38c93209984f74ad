import { pushed, without } from '../../engine/scope-stack'
import type { TaskContext } from '../../engine/task-context'
import { derivedContext, runInContext } from '../../engine/task-context'
import type { EnteredScope } from './output'

const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? (Symbol.for('Symbol.dispose') as never)

/** Runs `body` with `scope` on top of the scope stack: exact under `Promise.all`, too. */
export function runInScope<T>(context: TaskContext, scope: string, body: (scope: string) => T): T {
  return runInContext(derivedContext(context, { scope: pushed(context.scope, scope) }), () => body(scope))
}

/** Puts `scope` on top of the scope stack until it is disposed. */
export function enterScope(context: TaskContext, scope: string): EnteredScope {
  const frame = pushed(context.scope, scope)
  context.scope = frame
  return enteredScope(scope, () => {
    context.scope = without(context.scope, frame.entry)
  })
}

/** The same, and `also` is called when it is left. */
export function disposingWith(entered: EnteredScope, also: () => void): EnteredScope {
  return enteredScope(entered.scope, () => {
    entered.dispose()
    also()
  })
}

function enteredScope(scope: string, leave: () => void): EnteredScope {
  let isLeft = false
  const dispose = (): void => {
    if (isLeft) return
    isLeft = true
    leave()
  }
  return { scope, dispose, [DISPOSE]: dispose } as EnteredScope
}
