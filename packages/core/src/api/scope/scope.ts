import { scopeNames } from '../../engine/tasks/scope-stack'
import type { TaskContext } from '../../engine/task-context'
import type { NodeId } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import { logNotOnPage } from '../not-on-page'
import type { ScopeRef } from '../scope-ref'
import { scopeName } from '../scope-ref'
import { assertNotRoot } from './set-scope'

/**
 * The name of a scope on this task's stack.
 * @param index 0 is ROOT, -1 the current scope, -2 the surrounding one
 * @returns null if the stack does not have this index
 */
export function get_scope(index = -1): string | null {
  const context = liveContext('get_scope')
  checkArgument('get_scope', 'index', index, 'integer')
  return scopeNames(context.scope).at(index) ?? null
}

/** Empties a scope: name, or index into the scope stack. Without one, the current scope. Forms in the input panel stay. */
export function clear(scope?: ScopeRef): void {
  const context = liveContext('clear')
  const { session } = context
  withScope(context, 'clear', scope, (parent) => session.view.command({ type: 'output-clear', parent }))
}

/**
 * Removes a scope with its contents from the page; if no scope has the name, removes the output that the anchor with this name marks.
 * @throws RangeError for ROOT
 */
export function remove(scope?: ScopeRef): void {
  const context = liveContext('remove')
  const { session } = context
  checkArgument('remove', 'scope', scope, 'scope', false)
  assertNotRoot('remove', scopeName(context, 'remove', scope))
  withScopeOrAnchor(context, 'remove', scope, (output) =>
    session.view.command({ type: 'output-remove', output }),
  )
}

export interface ScrollToOptions {
  /** The edge of the viewport to align with. @default 'top' */
  position?: 'top' | 'middle' | 'bottom'
}

const SCROLL_RULES = { position: ['top', 'middle', 'bottom'] } as const satisfies OptionRules

/** Scrolls the page to a scope or, if no scope has the name, to the anchor with this name. */
export function scroll_to(scope?: ScopeRef, options?: ScrollToOptions): void {
  const context = liveContext('scroll_to')
  const { position = 'top' } = checkOptions('scroll_to', options, SCROLL_RULES)
  const { session } = context
  withScopeOrAnchor(context, 'scroll_to', scope, (output) =>
    session.view.command({ type: 'scroll-to', output, position }),
  )
}

type Act = (node: NodeId) => void

function withScope(context: TaskContext, caller: string, scope: ScopeRef | undefined, act: Act): void {
  onNode(context, caller, scope, act, (name) => context.session.view.tree.scopes.get(name))
}

function withScopeOrAnchor(
  context: TaskContext,
  caller: string,
  scope: ScopeRef | undefined,
  act: Act,
): void {
  const { tree, anchors } = context.session.view
  onNode(context, caller, scope, act, (name) => tree.scopes.get(name) ?? anchors.get(name))
}

function onNode(
  context: TaskContext,
  caller: string,
  scope: ScopeRef | undefined,
  act: Act,
  find: (name: string) => NodeId | undefined,
): void {
  checkArgument(caller, 'scope', scope, 'scope', false)
  const name = scopeName(context, caller, scope)
  context.session.view.commit()
  const node = find(name)
  if (node === undefined) logNotOnPage(context.session, caller, 'scope', name)
  else act(node)
}
