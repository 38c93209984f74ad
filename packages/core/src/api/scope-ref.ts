import { scopeNames } from '../engine/tasks/scope-stack'
import type { TaskContext } from '../engine/task-context'

/** A scope: by name, or by index into the scope stack (0 is ROOT, -1 the current scope, -2 the surrounding one). */
export type ScopeRef = string | number

/**
 * The name of the referenced scope; without a reference, the current scope.
 * @throws RangeError if the index is not on the stack
 */
export function scopeName(context: TaskContext, caller: string, ref: ScopeRef | null | undefined): string {
  if (ref === undefined || ref === null || ref === '') return context.scope.name
  // As in PyWebIO, a space in a target's name stands for a hyphen.
  if (typeof ref === 'string') return ref.replaceAll(' ', '-')
  const name = scopeNames(context.scope).at(ref)
  if (name !== undefined) return name
  throw new RangeError(
    `${caller}: scope ${ref} is not on the scope stack, which holds ${scopeNames(context.scope).join(', ')}.`,
  )
}
