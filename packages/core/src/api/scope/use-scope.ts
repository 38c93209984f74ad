import type { Session } from '../../engine/session'
import type { TaskContext } from '../../engine/task-context'
import type { NodeId } from '../../protocol/output-spec'
import { ROOT_ID } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, checkName, checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import { madeUpName } from '../made-up-name'
import { enterScope, runInScope } from '../output/handle/enter-scope'
import type { EnteredScope } from '../output/handle/output'
import type { SetScopeOptions } from './set-scope'
import { createScope } from './set-scope'

export interface UseScopeOptions extends Pick<SetScopeOptions, 'container_scope' | 'position'> {
  /**
   * Empties the scope first, if it exists. It keeps its height until the body has ended, so that the page does not jump.
   * @default false
   */
  clear?: boolean
  /** Creates the scope if it does not exist. @default true */
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
  /** Runs `body` with the scope as the current one, and returns the result of `body`. Works correctly under `Promise.all`. */
  <T>(name: string | null | undefined, body: (scope: string) => T): T
  <T>(name: string | null | undefined, options: UseScopeOptions | undefined, body: (scope: string) => T): T
  /** Makes the scope the current one until `dispose()`, or until the end of the block with `using`. */
  (name?: string | null, options?: UseScopeOptions): EnteredScope
  /** Returns a function that runs in the scope, which it enters on every call. */
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

function useScope(name?: string | null, optionsOrBody?: UseScopeOptions | Body, body?: Body): unknown {
  const context = liveContext('use_scope')
  const [options, run] =
    typeof optionsOrBody === 'function' ? [undefined, optionsOrBody] : [optionsOrBody, body]
  const checked = checkOptions('use_scope', options, USE_SCOPE_RULES)
  if (run !== undefined) checkArgument('use_scope', 'body', run, 'function')
  if (name !== undefined && name !== null) checkName('use_scope', 'name', name)
  const scope = name ?? madeUpName(context.path.newId())
  const emptied = prepareScope(context, scope, checked)
  if (run) return runFilling(context, scope, run, emptied)
  return enterScope(context, scope, emptied === undefined ? undefined : keepHeight(context.session, emptied))
}

/**
 * Creates or empties a scope that is about to be entered.
 * @returns its node, if it was emptied
 */
function prepareScope(context: TaskContext, scope: string, options: UseScopeOptions): NodeId | undefined {
  const { clear = false, create_scope = true, container_scope, position } = options
  const { session } = context
  session.view.commit()
  const existing = session.view.tree.scopes.get(scope)
  if (existing === undefined) {
    if (create_scope) {
      createScope(context, 'use_scope', scope, {
        ...(container_scope !== undefined && { container_scope }),
        ...(position !== undefined && { position }),
      })
    }
    return undefined
  }
  if (!clear) return undefined
  session.view.command({ type: 'output-clear', parent: existing })
  return existing
}

/** Runs the body. Its synchronous outputs reach the page in one batch; the height is kept only if the body takes longer. */
function runFilling(context: TaskContext, scope: string, run: Body, emptied: NodeId | undefined): unknown {
  const result = runInScope(context, scope, run)
  if (emptied !== undefined && result instanceof Promise) {
    const release = keepHeight(context.session, emptied)
    void result.then(release, release)
  }
  return result
}

/** Makes the page keep a scope's height until the returned function is called. */
function keepHeight(session: Session, node: NodeId): () => void {
  if (session.view.tree.nodes.get(node)?.spec.type !== 'scope' || node === ROOT_ID) return () => {}
  session.view.command({ type: 'output-update', output: node, set: { keeps_height: true } })
  return () => {
    if (session.view.tree.nodes.has(node))
      session.view.command({ type: 'output-update', output: node, set: { keeps_height: null } })
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
 * Makes a scope the current one, so that outputs go into it. If it does not exist, it is created at the end of the current scope; if it exists
 * anywhere on the page, that one is entered.
 *
 * @example
 * use_scope('news', () => put_text('in the scope'))        // until the function has ended, also if it is async
 * using _ = use_scope('news', { clear: true })             // until the block ends
 * const report = use_scope.wrap('news', () => put_text())  // on every call
 * @throws RangeError if the name contains anything but letters, digits, - and _
 */
export const use_scope: UseScope = Object.assign(useScope, { wrap }) as UseScope
