import { assertLive } from '../../../engine/task-context'
import { SessionClosedException } from '../../../errors'
import type { HandlerSpec, PendingOutput } from '../../../engine/outputs/pending-output'
import { markGone } from '../../../engine/outputs/pending-output'
import type { Session } from '../../../engine/session'
import type { NodeId, NodeSpec } from '../../../protocol/output-spec'
import type { OptionRules } from '../../arguments'
import { checkArgument, isPlainObject } from '../../arguments'
import { contextIfAny, liveContext } from '../../live-context'
import { madeUpName } from '../../made-up-name'
import { Children, NO_CHILDREN } from './children'
import { discardingOnError } from './discard-outputs'
import { enterScope, runInScope } from './enter-scope'
import type { SessionOutput } from './is-output'
import { isOutput, OUTPUT } from './is-output'
import type { EnteredScope } from './output'
import { OUTPUT_OPTION_RULES } from './output'
import type { OutputKind } from './output-kind'
import { changedFields, checkUpdate, withUpdates } from './output-update'

/** The result of an update. */
interface Change {
  readonly spec: NodeSpec
  /** Null: the contents stay. */
  readonly children: Children | null
  /** Undefined: the output has none. */
  readonly handlers: HandlerSpec[] | undefined
  /** Fields that do not change. */
  readonly keeps: readonly string[]
}

/** The one implementation of `Output`. */
export class OutputHandle<P extends object> implements SessionOutput {
  readonly session: Session
  readonly pending: PendingOutput
  readonly #kind: OutputKind<P>
  #params: P
  #clicks: (() => unknown)[] | null = null
  /** The given outputs, wherever they are now. */
  #inside: ReadonlySet<NodeId> | undefined

  /**
   * The parameters are not one object, which would be garbage at once: there can be very many outputs.
   * @param params the stored parameters
   * @param inside the given outputs. Undefined: it takes no content
   */
  constructor(
    session: Session,
    kind: OutputKind<P>,
    params: P,
    pending: PendingOutput,
    inside: ReadonlySet<NodeId> | undefined,
  ) {
    this.session = session
    this.pending = pending
    this.#kind = kind
    this.#params = params
    this.#inside = inside
    if (kind.follow) pending.whenSent(() => kind.follow?.(this, this.#params))
  }

  /** The stored parameters. */
  get params(): P {
    return this.#params
  }

  get id(): NodeId {
    return this.pending.id
  }

  /** Marks outputs of all copies of this package. */
  get [OUTPUT](): true {
    return true
  }

  style(css: string): this {
    checkArgument(`${this.#kind.name}().style`, 'css', css, 'string')
    this.assertUsable('style')
    const before = this.#current().style
    this.#set({ style: before ? `${before};${css}` : css })
    return this
  }

  onclick(callback: () => unknown): this {
    checkArgument(`${this.#kind.name}().onclick`, 'callback', callback, 'function')
    this.assertUsable('onclick')
    if (this.#clicks) {
      this.#clicks.push(callback)
      return this
    }
    const clicks = (this.#clicks = [callback])
    const handler: HandlerSpec = {
      key: 'click',
      // A callback that one of them adds runs at the next click.
      run: () => runAll([...clicks]),
    }
    this.#set({ clickable: true })
    if (this.pending.stage === 'sent') this.session.view.listen(this.id, [handler])
    else (this.pending.handlers ??= []).push(handler)
    return this
  }

  show(): this {
    this.assertUsable('show')
    if (this.pending.stage === 'loose') this.session.view.enqueue(this.pending)
    this.session.view.flush()
    return this
  }

  enter(): EnteredScope
  enter<T>(body: (scope: string) => T): T
  enter<T>(body?: (scope: string) => T): T | EnteredScope {
    const caller = `${this.#kind.name}().enter`
    if (!this.#kind.container)
      throw new TypeError(`${caller}: this output function can't be used as a container.`)
    const context = liveContext(caller)
    if (body !== undefined) checkArgument(caller, 'body', body, 'function')
    this.#takeOptionsForContent()
    const scope = this.#asScope()
    const leave = this.#kind.passing ? () => this.#leave() : undefined
    return body === undefined ? enterScope(context, scope, leave) : runInScope(context, scope, body, leave)
  }

  update(fields: { readonly [parameter: string]: unknown }): this {
    this.assertUsable('update')
    if (this.#kind.update) {
      this.session.view.commit()
      this.#kind.update(this, fields, `${this.#kind.name}().update`)
      return this
    }
    discardingOnError(fields, () => {
      checkUpdate(this.#kind, fields)
      this.#rebuild(fields)
    })
    return this
  }

  remove(): void {
    this.assertUsable('remove')
    if (this.pending.stage === 'claimed') this.session.view.commit()
    if (this.#isShown()) this.session.view.command({ type: 'output-remove', output: this.id })
    markGone(this.pending)
  }

  /** Outputs belong in containers. As text, they would show internals of this library. */
  toJSON(): never {
    throw new TypeError(
      `the result of ${this.#kind.name}() is an output, not a text. Put it into a container, such as put_column.`,
    )
  }

  /**
   * Lets an entered container treat its only content as options if it can be nothing else: `put_collapse('More', { open: true }).enter(…)`.
   * @throws TypeError if these set a place, because the output already has one
   */
  #takeOptionsForContent(): void {
    const { name, options, slot = 'content' } = this.#kind
    const content = (this.#params as Record<string, unknown>)[slot]
    const only: unknown = Array.isArray(content) && content.length === 1 ? (content as unknown[])[0] : content
    if (!isPlainObject(only) || isOutput(only) || !hasOnlyKeysOf(only, options)) return
    const placed = Object.keys(only).find((key) => Object.hasOwn(OUTPUT_OPTION_RULES, key))
    if (placed !== undefined) {
      throw new TypeError(
        `${name}: options come after the content. To give ${placed}, write undefined or [] for the content before them.`,
      )
    }
    this.update({ ...only, [slot]: [] })
  }

  /** Removes it from the page if it is still there. */
  #leave(): void {
    this.session.view.commit()
    if (!this.session.isClosed && this.#isShown())
      this.session.view.command({ type: 'output-remove', output: this.id })
  }

  /** Turns the content slot into a scope and sends it, so that outputs can be added. */
  #asScope(): string {
    this.assertUsable('enter')
    const scope = this.#current().scope ?? madeUpName(this.id)
    if (this.#current().scope === undefined) this.#set({ scope })
    this.session.view.commit()
    return scope
  }

  #isShown(): boolean {
    return this.pending.stage === 'sent' && this.session.view.tree.nodes.has(this.id)
  }

  /** The current spec, including the page's changes. */
  #current(): NodeSpec {
    return (
      (this.pending.stage === 'sent' && this.session.view.tree.nodes.get(this.id)?.spec) || this.pending.spec
    )
  }

  /** An output that is no longer on the page is ignored. */
  #set(fields: Partial<Pick<NodeSpec, 'style' | 'clickable' | 'scope'>>): void {
    if (this.#isShown()) this.session.view.command({ type: 'output-update', output: this.id, set: fields })
    else if (this.pending.stage !== 'sent') Object.assign(this.pending.spec, fields)
  }

  protected assertUsable(method: string): void {
    const caller = `${this.#kind.name}().${method}`
    if (this.session.isClosed) throw new SessionClosedException(`${caller}: this session has been closed.`)
    const context = contextIfAny()
    if (context?.session === this.session) assertLive(context, caller)
  }

  #rebuild(fields: Readonly<Record<string, unknown>>): void {
    const { name, container, leaf, slot = 'content', derived = [], setBy = {} } = this.#kind
    const keeps = (this.#kind.keeps ?? []).filter((field) => !(setBy[field] && setBy[field] in fields))
    const updated = withUpdates(this.#params, fields, this.#kind)
    const params = this.#kind.prepare?.(this, updated, this.#params) ?? updated
    // A container's contents also change through its scope, so they stay unless new content is given.
    const contentStays = leaf === true || (container === true && !(slot in fields))
    const given = contentStays && container ? { ...params, [slot]: undefined } : params
    const children = new Children(this.session, name, this.id, this.#inside)
    const spec = this.#kind.build(this.id, given, leaf ? NO_CHILDREN : children)
    const handlers = this.#kind.handlers?.(params)
    this.#params = params
    if (!contentStays) this.#inside = children.claimed
    const change: Change = {
      spec,
      children: contentStays ? null : children,
      handlers,
      keeps: contentStays ? [...keeps, ...derived.filter((field) => !(field in fields))] : keeps,
    }
    // Only a sent node can be followed.
    const isPending = this.pending.isUnsent && !this.#kind.follow
    if (isPending) this.#changePending(change)
    else this.#changeSent(change)
  }

  /** An unsent text or node is changed in place: a container may hold this very spec. */
  #changePending({ spec, children, handlers, keeps }: Change): void {
    const { pending } = this
    const own = pending.spec as unknown as Record<string, unknown>
    for (const [field, value] of Object.entries(changedFields(pending.spec, spec, keeps))) {
      if (value === null) delete own[field]
      else own[field] = value
    }
    if (children) {
      pending.children?.forEach(markGone)
      own['children'] = children.specs
      pending.children = children.outputs
    }
    if (handlers) {
      const clicks = pending.handlers?.filter(({ key }) => key === 'click') ?? []
      pending.handlers = [...handlers, ...clicks]
    }
  }

  #changeSent({ spec, children, handlers, keeps }: Change): void {
    this.session.view.commit()
    const before = this.session.view.tree.nodes.get(this.id)
    if (this.pending.stage !== 'sent' || !before) return children?.outputs.forEach(markGone)
    if (children) this.#replaceChildren([...before.children], children)
    const set = changedFields(before.spec, spec, keeps)
    if (Object.keys(set).length > 0)
      this.session.view.command({ type: 'output-update', output: this.id, set })
    if (handlers) this.session.view.replaceHandlers(this.id, handlers)
    this.#kind.follow?.(this, this.#params)
  }

  #replaceChildren(before: readonly NodeId[], children: Children): void {
    const staying = new Set(children.specs)
    if (children.specs.length > 0) this.session.view.insertInto(this.id, children.specs, children.outputs)
    for (const output of before)
      if (!staying.has(output)) this.session.view.command({ type: 'output-remove', output })
  }
}

function hasOnlyKeysOf(object: Readonly<Record<string, unknown>>, rules: OptionRules): boolean {
  const keys = Object.keys(object)
  return keys.length > 0 && keys.every((key) => Object.hasOwn(rules, key))
}

/**
 * Calls all functions, one after the other; one that throws does not stop the next.
 * @throws the error of a function, or an AggregateError of several
 */
async function runAll(functions: readonly (() => unknown)[]): Promise<void> {
  const errors: unknown[] = []
  for (const run of functions) {
    try {
      await run()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, 'Several callbacks of one click failed.')
}
