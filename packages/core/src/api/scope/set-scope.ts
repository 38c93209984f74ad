import { indexOf } from '../../engine/outputs/placement'
import type { TaskContext } from '../../engine/task-context'
import { isWithin } from '../../state/reduce-output'
import type { OptionRules } from '../arguments'
import { checkName, checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import type { ScopeRef } from '../scope-ref'
import { scopeName } from '../scope-ref'

export interface SetScopeOptions {
  /** The scope that will contain it: name, or index into the scope stack. @default the current scope */
  container_scope?: ScopeRef
  /** Place in that scope, as for outputs. @default -1, the end */
  position?: number
  /** What to do if the scope exists: nothing, delete it and create a new one here, or empty it in place. @default nothing */
  if_exist?: 'remove' | 'clear'
}

const SET_SCOPE_RULES = {
  container_scope: 'scope',
  position: 'integer',
  if_exist: ['remove', 'clear'],
} as const satisfies OptionRules

/**
 * Creates an empty scope.
 * @param name letters, digits, - and _; unique on the page
 * @throws RangeError if the name contains other characters
 */
export function set_scope(name: string, options?: SetScopeOptions): void {
  const context = liveContext('set_scope')
  checkName('set_scope', 'name', name)
  createScope(context, 'set_scope', name, checkOptions('set_scope', options, SET_SCOPE_RULES))
}

/** Creates a scope, or handles an existing one according to `if_exist`. It does nothing if the container or the place in it does not exist. */
export function createScope(
  context: TaskContext,
  caller: string,
  name: string,
  options: SetScopeOptions,
): void {
  const { session } = context
  const { tree } = session.view
  const container = scopeName(context, caller, options.container_scope)
  session.view.commit()
  const existing = tree.scopes.get(name)
  if (existing !== undefined && options.if_exist !== 'remove') {
    if (options.if_exist === 'clear') session.view.command({ type: 'output-clear', parent: existing })
    return
  }
  const parent = tree.scopes.get(container)
  if (existing !== undefined) assertNotRoot(caller, name)
  if (parent === undefined || (existing !== undefined && isWithin(tree, parent, existing))) {
    return session.view.scopeMissing(container)
  }
  if (existing !== undefined) session.view.command({ type: 'output-remove', output: existing })
  const index = indexOf(tree, parent, options.position ?? -1)
  if (index === null) return session.view.scopeMissing(container)
  session.view.command({
    type: 'output-insert',
    parent,
    ...(index !== undefined && { index }),
    outputs: [{ id: session.view.newId(), type: 'scope', scope: name }],
  })
}

/**
 * @throws RangeError for ROOT, which exists as long as the session
 */
export function assertNotRoot(caller: string, name: string): void {
  if (name === 'ROOT')
    throw new RangeError(`${caller}: the scope ROOT cannot be removed. Use clear('ROOT') to empty it.`)
}
