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
  const dispose = () => {
    context.scope = without(context.scope, frame.entry)
  }
  return { scope, dispose, [DISPOSE]: dispose } as EnteredScope
}

/** A name that no author thinks of. */
export function randomScopeName(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  let name = ''
  for (const byte of globalThis.crypto.getRandomValues(new Uint8Array(10)))
    name += letters[byte % letters.length]
  return name
}
