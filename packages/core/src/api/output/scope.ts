import { scopeNames } from '../../engine/scope-stack'
import type { TaskContext } from '../../engine/task-context'
import { indexOf } from '../../engine/output-queue'
import type { NodeId } from '../../protocol/output-spec'
import { isWithin } from '../../state/reduce-output'
import type { OptionRules } from '../arguments'
import { checkArgument, checkName, checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import type { ScopeRef } from '../scope-ref'
import { scopeName } from '../scope-ref'
import { enterScope, randomScopeName, runInScope } from './enter-scope'
import type { EnteredScope } from './output'

export interface SetScopeOptions {
  /** The scope to put it into: name, or index into the scope stack. @default the current scope */
  container_scope?: ScopeRef
  /** Place in that scope, as for outputs. @default -1, the end */
  position?: number
  /** What to do where the scope exists: nothing, delete it and make a new one here, or empty it where it is. @default nothing */
  if_exist?: 'remove' | 'clear'
}

const SET_SCOPE_RULES = {
  container_scope: 'scope',
  position: 'integer',
  if_exist: ['remove', 'clear'],
} as const satisfies OptionRules

/**
 * Makes an empty scope.
 * @param name letters, digits, - and _; unique on the page
 * @throws RangeError for a name with other characters
 */
export function set_scope(name: string, options?: SetScopeOptions): void {
  const context = liveContext('set_scope')
  checkName('set_scope', 'name', name)
  createScope(context, 'set_scope', name, checkOptions('set_scope', options, SET_SCOPE_RULES))
}

function createScope(context: TaskContext, caller: string, name: string, options: SetScopeOptions): void {
  const { session } = context
  const { tree } = session
  const container = scopeName(context, caller, options.container_scope)
  session.commitOutputs()
  const existing = tree.scopes.get(name)
  if (existing !== undefined && options.if_exist !== 'remove') {
    if (options.if_exist === 'clear') session.command({ type: 'output-clear', parent: existing })
    return
  }
  const parent = tree.scopes.get(container)
  if (existing !== undefined) assertNotRoot(caller, name)
  if (parent === undefined || (existing !== undefined && isWithin(tree, parent, existing))) {
    return session.scopeMissing(container)
  }
  if (existing !== undefined) session.command({ type: 'output-remove', output: existing })
  const index = indexOf(tree, parent, options.position ?? -1)
  if (index === null) return session.scopeMissing(container)
  session.command({
    type: 'output-insert',
    parent,
    ...(index !== undefined && { index }),
    outputs: [{ id: session.newId(), type: 'scope', scope: name }],
  })
}

export interface UseScopeOptions extends Pick<SetScopeOptions, 'container_scope' | 'position'> {
  /** Empties the scope first, where it exists. @default false */
  clear?: boolean
  /** Makes the scope where it does not exist. @default true */
  create_scope?: boolean
}

const USE_SCOPE_RULES = {
  clear: 'boolean',
  create_scope: 'boolean',
  container_scope: 'scope',
  position: 'integer',
} as const satisfies OptionRules

/** `use_scope(...)` and its decorator form. */
export interface UseScope {
  /** Runs `body` with the scope as the current one; gives back what `body` returns. Exact under `Promise.all`, too. */
  <T>(name: string | null | undefined, body: (scope: string) => T): T
  <T>(name: string | null | undefined, options: UseScopeOptions | undefined, body: (scope: string) => T): T
  /** Makes the scope the current one until `dispose()`, or until the end of the block with `using`. */
  (name?: string | null, options?: UseScopeOptions): EnteredScope
  /** Makes a function that runs in the scope, which is entered anew on every call. */
  wrap<Args extends unknown[], Result>(
    name: string | null | undefined,
    options: UseScopeOptions | undefined,
    fn: (...args: Args) => Result,
  ): (...args: Args) => Result
  wrap<Args extends unknown[], Result>(
    name: string | null | undefined,
    fn: (...args: Args) => Result,
  ): (...args: Args) => Result
}

type Body = (scope: string) => unknown

function useScope(name?: string | null, optionsOrBody?: UseScopeOptions | Body | null, body?: Body): unknown {
  const context = liveContext('use_scope')
  const [options, run] =
    typeof optionsOrBody === 'function' ? [undefined, optionsOrBody] : [optionsOrBody, body]
  const checked = checkOptions('use_scope', options, USE_SCOPE_RULES)
  if (run !== undefined) checkArgument('use_scope', 'body', run, 'function')
  if (name !== undefined && name !== null) checkName('use_scope', 'name', name)
  const scope = name ?? randomScopeName()
  prepareScope(context, scope, checked)
  return run ? runInScope(context, scope, run) : enterScope(context, scope)
}

function prepareScope(context: TaskContext, scope: string, options: UseScopeOptions): void {
  const { clear: emptied = false, create_scope = true, container_scope, position } = options
  const { session } = context
  session.commitOutputs()
  const existing = session.tree.scopes.get(scope)
  if (existing !== undefined) {
    if (emptied) session.command({ type: 'output-clear', parent: existing })
  } else if (create_scope) {
    createScope(context, 'use_scope', scope, {
      ...(container_scope !== undefined && { container_scope }),
      ...(position !== undefined && { position }),
    })
  }
}

function wrap<Args extends unknown[], Result>(
  name: string | null | undefined,
  optionsOrFn: UseScopeOptions | undefined | ((...args: Args) => Result),
  fn?: (...args: Args) => Result,
): (...args: Args) => Result {
  const [options, wrapped] = typeof optionsOrFn === 'function' ? [undefined, optionsOrFn] : [optionsOrFn, fn]
  checkArgument('use_scope.wrap', 'fn', wrapped, 'function')
  checkOptions('use_scope.wrap', options, USE_SCOPE_RULES)
  if (name !== undefined && name !== null) checkName('use_scope.wrap', 'name', name)
  return function (this: unknown, ...args: Args): Result {
    return useScope(name, options, () => wrapped?.apply(this, args)) as Result
  }
}

/**
 * Makes a scope the current one: outputs go into it. It is made at the end of the current scope if it does not exist; if it does,
 * wherever, that one is entered.
 *
 * @example
 * use_scope('news', () => put_text('in the scope'))        // until the function has ended, async ones included
 * using _ = use_scope('news', { clear: true })             // until the block ends
 * const report = use_scope.wrap('news', () => put_text())  // on every call
 * @throws RangeError for a name with other characters than letters, digits, - and _
 */
export const use_scope: UseScope = Object.assign(useScope, { wrap }) as UseScope

/**
 * The name of a scope on this task's stack.
 * @param index 0 is ROOT, -1 the current scope, -2 the one around it
 * @returns null where the stack has no such index
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
  withScope(context, 'clear', scope, (parent) => session.command({ type: 'output-clear', parent }))
}

/**
 * Takes a scope off the page, with all that is in it.
 * @throws RangeError for ROOT
 */
export function remove(scope?: ScopeRef): void {
  const context = liveContext('remove')
  const { session } = context
  checkArgument('remove', 'scope', scope, 'scope', false)
  assertNotRoot('remove', scopeName(context, 'remove', scope))
  withScope(context, 'remove', scope, (output) => session.command({ type: 'output-remove', output }))
}

export interface ScrollToOptions {
  /** Which edge of the viewport it meets. @default 'top' */
  position?: 'top' | 'middle' | 'bottom'
}

const SCROLL_RULES = { position: ['top', 'middle', 'bottom'] } as const satisfies OptionRules

/** Scrolls the page to a scope. */
export function scroll_to(scope?: ScopeRef, options?: ScrollToOptions): void {
  const context = liveContext('scroll_to')
  const { position = 'top' } = checkOptions('scroll_to', options, SCROLL_RULES)
  const { session } = context
  withScope(context, 'scroll_to', scope, (output) => session.command({ type: 'scroll-to', output, position }))
}

function withScope(
  context: TaskContext,
  caller: string,
  scope: ScopeRef | undefined,
  act: (node: NodeId) => void,
): void {
  checkArgument(caller, 'scope', scope, 'scope', false)
  const name = scopeName(context, caller, scope)
  const { session } = context
  session.commitOutputs()
  const node = session.tree.scopes.get(name)
  if (node === undefined) session.scopeMissing(name)
  else act(node)
}

function assertNotRoot(caller: string, name: string): void {
  if (name === 'ROOT')
    throw new RangeError(`${caller}: the scope ROOT cannot be removed. Use clear('ROOT') to empty it.`)
}
