import { SessionClosedException } from '../errors'
import type { NodeId } from '../protocol/output-spec'
import type { Session } from './session'
import type { Task } from './task'

/** One entry of a scope stack. A list linked towards ROOT, so that entering never disturbs another branch of the task. */
export interface ScopeFrame {
  readonly name: string
  readonly outer: ScopeFrame | null
}

/** The bottom of every scope stack. */
export const ROOT_FRAME: ScopeFrame = { name: 'ROOT', outer: null }

/** Where `onchange` is running: what `input_update()` without a name means. */
export interface ChangeContext {
  readonly form: NodeId
  readonly field: string
}

/** What a line of a task author's code belongs to. */
export interface TaskContext {
  readonly session: Session
  readonly task: Task
  /** Top of the scope stack. Changed by the forms of `use_scope` that enter without a body. */
  scope: ScopeFrame
  readonly change: ChangeContext | null
}

/** A context of the same task in which `scope` is on top. */
export function derivedContext(context: TaskContext, changes: Partial<Pick<TaskContext, 'scope' | 'change'>>): TaskContext {
  return { session: context.session, task: context.task, scope: context.scope, change: context.change, ...changes }
}

/** @throws SessionClosedException once the session or the task has been closed */
export function assertLive({ session, task }: TaskContext, caller: string): void {
  if (session.isClosed) throw new SessionClosedException(`${caller}: this session has been closed.`)
  if (task.closed) throw new SessionClosedException(`${caller}: this task has been closed.`)
}

/** The names on a scope stack, ROOT first. */
export function scopeNames(frame: ScopeFrame): string[] {
  const names: string[] = []
  for (let at: ScopeFrame | null = frame; at; at = at.outer) names.push(at.name)
  return names.reverse()
}
