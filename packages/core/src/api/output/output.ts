import { SessionClosedException } from '../../errors'
import { currentContext, runInContext } from '../../engine/context-store'
import type { HandlerSpec, OutputStage, PendingOutput } from '../../engine/pending-output'
import type { Session } from '../../engine/session'
import type { ScopeFrame, TaskContext } from '../../engine/task-context'
import { assertLive, derivedContext } from '../../engine/task-context'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { isWithin } from '../../state/reduce-output'
import type { OptionRules } from '../arguments'
import { checkArgument, describe } from '../arguments'
import type { ScopeRef } from '../scope-ref'
import { scopeName } from '../scope-ref'
import { toText } from '../text'

/** Where an output goes. Every `put_xxx` takes these among its options. */
export interface OutputOptions {
  /** Name of a scope, or index into the scope stack: 0 is ROOT, -1 the current scope, -2 the one around it. @default the current scope */
  scope?: ScopeRef
  /**
   * Place in the scope: 0 first, -1 last, k before the child with index k, -k behind the child with index -k from the end. Out of
   * range, nothing is shown.
   * @default -1
   */
  position?: number
}

/** The rules of `OutputOptions`, to be spread into those of a function. */
export const OUTPUT_OPTION_RULES = { scope: 'scope', position: 'integer' } as const satisfies OptionRules

/** Ends what `enter()` or `use_scope()` began, at the end of a `using` block or by `dispose()`. */
export interface EnteredScope {
  /** The scope's name. */
  readonly scope: string
  dispose(): void
  [Symbol.dispose](): void
}

/**
 * What every `put_xxx()` gives: a handle on what it shows. It is sent when the current synchronous run ends, unless another output takes
 * it as content before.
 */
export interface Output {
  /** Adds CSS declarations to the outermost element. Before sending part of it, afterwards an update of the page. */
  style(css: string): this
  /** Calls back when the element is clicked. Several callbacks run in order. */
  onclick(callback: () => unknown): this
  /** Sends it now, instead of at the end of the synchronous run. */
  show(): this
  /** Containers only: runs `body` with the container as the current scope; gives back what `body` returns. */
  enter<T>(body: (scope: string) => T): T
  /** Containers only: makes the container the current scope until `dispose()`, or the end of the block with `using`. */
  enter(): EnteredScope
  /** Changes what the function was given, in place. Keys are the names of the function's parameters and options. */
  update(fields: { readonly [parameter: string]: unknown }): this
  /** Takes it off the page. */
  remove(): void
}

/** Takes the outputs that are inside another one, in order. */
export interface ChildCollector {
  /** Puts an output inside. Anything else becomes a text. */
  add(content: unknown, argument: string): NodeId
  /** Puts a node inside that has no handle of its own. */
  addSpec(make: (id: NodeId) => NodeSpec): NodeId
}

/** A function that makes outputs: what its parameters become on the wire. */
export interface OutputKind<P extends object> {
  /** Name of the public function. */
  readonly name: string
  /** Names of the parameters that `update` takes. */
  readonly updatable: readonly string[]
  /** Makes the spec; throws on bad parameters. */
  build(id: NodeId, params: P, children: ChildCollector): NodeSpec
  /** The callbacks that come with it. */
  handlers?(params: P): HandlerSpec[]
  /** It takes no content. */
  readonly leaf?: boolean
  /** `enter` works on it; its parameter `content` is what is in it at first. */
  readonly container?: boolean
}

const OUTPUT: unique symbol = Symbol.for('@webio/core/output') as never
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? (Symbol.for('Symbol.dispose') as never)

/** Tells whether a value is an output, of whichever copy of this package. */
export function isOutput(value: unknown): value is OutputHandle<object> {
  return typeof value === 'object' && value !== null && OUTPUT in value
}

/**
 * Makes an output and puts it into the queue.
 * @throws TypeError, RangeError on bad parameters; outputs that were given as content are then not shown either
 */
export function makeOutput<P extends object>(kind: OutputKind<P>, params: P, options: OutputOptions): Output {
  const context = currentContext(kind.name)
  assertLive(context, kind.name)
  return enqueued(context, kind, params, () => scopeName(context, kind.name, options.scope), options.position ?? -1)
}

/** Makes an output that goes into a node of its own kind's: a popup into the list of popups. */
export function makeOutputIn<P extends object>(parent: NodeId, kind: OutputKind<P>, params: P): OutputHandle<P> {
  const context = currentContext(kind.name)
  assertLive(context, kind.name)
  return enqueued(context, kind, params, () => parent, -1)
}

function enqueued<P extends object>(
  { session }: TaskContext,
  kind: OutputKind<P>,
  params: P,
  target: () => string | NodeId,
  position: number,
): OutputHandle<P> {
  try {
    const output = new OutputHandle(session, kind, params, target(), position)
    session.enqueue(output)
    return output
  } catch (error) {
    discardOutputsIn(params, new Set())
    throw error
  }
}

/** The outputs in `value` were given to a container that failed: they are not shown. */
function discardOutputsIn(value: unknown, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (isOutput(value)) {
    if (value.stage === 'queued' || value.stage === 'claimed') value.stage = 'gone'
    return
  }
  for (const inner of Object.values(value)) discardOutputsIn(inner, seen)
}

class Children implements ChildCollector {
  readonly specs: (NodeSpec | NodeId)[] = []
  readonly outputs: PendingOutput[] = []
  readonly #session: Session
  readonly #caller: string
  /** Where the container goes. */
  readonly #target: string | NodeId

  constructor(session: Session, caller: string, target: string | NodeId) {
    this.#session = session
    this.#caller = caller
    this.#target = target
  }

  add(content: unknown, argument: string): NodeId {
    if (isOutput(content)) return this.#claim(content, argument)
    const text = toText(this.#caller, argument, content)
    return this.addSpec((id) => ({ id, type: 'text', text }))
  }

  addSpec(make: (id: NodeId) => NodeSpec): NodeId {
    const id = this.#session.newId()
    this.specs.push(make(id))
    return id
  }

  #claim(output: OutputHandle<object>, argument: string): NodeId {
    if (output.session !== this.#session) {
      throw new TypeError(`${this.#caller}: ${argument} is an output of another session.`)
    }
    // Part of something else already: that is sent first, then this one moves here.
    if (output.stage === 'claimed') this.#session.commitOutputs()
    if (output.stage === 'queued') {
      output.stage = 'claimed'
      this.specs.push(output.spec)
      this.outputs.push(output)
      return output.id
    }
    const { tree } = this.#session
    if (output.stage === 'gone' || !tree.nodes.has(output.id)) {
      throw new TypeError(`${this.#caller}: ${argument} is an output that is not on the page any more.`)
    }
    const target = typeof this.#target === 'number' ? this.#target : tree.scopes.get(this.#target)
    if (target !== undefined && isWithin(tree, target, output.id)) {
      throw new RangeError(`${this.#caller}: ${argument} cannot move into itself.`)
    }
    this.specs.push(output.id)
    return output.id
  }
}

/** The one implementation of `Output`. */
export class OutputHandle<P extends object> implements Output, PendingOutput {
  readonly [OUTPUT] = true
  readonly session: Session
  readonly id: NodeId
  stage: OutputStage = 'queued'
  spec: NodeSpec
  readonly target: string | NodeId
  readonly position: number
  children: readonly PendingOutput[] | null = null
  handlers: HandlerSpec[] | null = null
  readonly #kind: OutputKind<P>
  #params: P
  #clicks: (() => unknown)[] | null = null

  constructor(session: Session, kind: OutputKind<P>, params: P, target: string | NodeId, position: number) {
    this.session = session
    this.id = session.newId()
    this.target = target
    this.position = position
    this.#kind = kind
    this.#params = params
    if (kind.leaf) this.spec = kind.build(this.id, params, NO_CHILDREN)
    else {
      const children = new Children(session, kind.name, target)
      this.spec = kind.build(this.id, params, children)
      if (children.specs.length > 0) this.spec = { ...this.spec, children: children.specs }
      if (children.outputs.length > 0) this.children = children.outputs
    }
    if (kind.handlers) this.handlers = kind.handlers(params)
  }

  style(css: string): this {
    checkArgument(`${this.#kind.name}().style`, 'css', css, 'string')
    const before = this.#current().style
    this.#set({ style: before ? `${before};${css}` : css })
    return this
  }

  onclick(callback: () => unknown): this {
    checkArgument(`${this.#kind.name}().onclick`, 'callback', callback, 'function')
    if (this.#clicks) {
      this.#clicks.push(callback)
      return this
    }
    const clicks = (this.#clicks = [callback])
    const handler: HandlerSpec = {
      key: 'click',
      run: async () => {
        for (const click of clicks) await click()
      },
    }
    this.#set({ clickable: true })
    if (this.stage === 'sent') this.session.listen(this.id, [handler])
    else (this.handlers ??= []).push(handler)
    return this
  }

  show(): this {
    this.#assertUsable('show')
    this.session.sendNow()
    return this
  }

  enter(): EnteredScope
  enter<T>(body: (scope: string) => T): T
  enter<T>(body?: (scope: string) => T): T | EnteredScope {
    const caller = `${this.#kind.name}().enter`
    if (!this.#kind.container) throw new TypeError(`${caller}: this output function can't be used as a container.`)
    const context = currentContext(caller)
    assertLive(context, caller)
    const scope = this.#asScope()
    return body === undefined ? enterScope(context, scope) : runInScope(context, scope, body)
  }

  update(fields: { readonly [parameter: string]: unknown }): this {
    const caller = `${this.#kind.name}().update`
    this.#assertUsable('update')
    for (const name of Object.keys(fields)) {
      if (this.#kind.updatable.includes(name)) continue
      throw new TypeError(`${caller}: there is no parameter ${JSON.stringify(name)}. It takes ${this.#kind.updatable.join(', ')}.`)
    }
    this.session.commitOutputs()
    try {
      this.#rebuild(fields)
    } catch (error) {
      discardOutputsIn(fields, new Set())
      throw error
    }
    return this
  }

  remove(): void {
    this.#assertUsable('remove')
    const { stage } = this
    if (stage === 'claimed') this.session.commitOutputs()
    if (stage !== 'queued') this.session.command({ type: 'output-remove', output: this.id })
    this.stage = 'gone'
  }

  /** Makes the content slot a scope and sends it, so that outputs can go into it. */
  #asScope(): string {
    const { scope } = this.#current()
    if (scope !== undefined) {
      this.session.commitOutputs()
      return scope
    }
    const name = randomScopeName()
    this.#set({ scope: name })
    this.session.commitOutputs()
    return name
  }

  /** The spec as it is now: changes of the page included. */
  #current(): NodeSpec {
    return (this.stage === 'sent' && this.session.tree.nodes.get(this.id)?.spec) || this.spec
  }

  #set(fields: Partial<Pick<NodeSpec, 'style' | 'clickable' | 'scope'>>): void {
    this.#assertUsable('style')
    if (this.stage === 'sent') this.session.command({ type: 'output-update', output: this.id, set: fields })
    else Object.assign(this.spec, fields)
  }

  #assertUsable(method: string): void {
    if (!this.session.isClosed) return
    throw new SessionClosedException(`${this.#kind.name}().${method}: this session has been closed.`)
  }

  #rebuild(fields: { readonly [parameter: string]: unknown }): void {
    const params = { ...this.#params, ...fields }
    // What is inside a container changes by its scope, too: it stays as it is unless new content is given.
    const contentStays = this.#kind.container === true && !('content' in fields)
    const children = new Children(this.session, this.#kind.name, this.target)
    const spec = this.#kind.build(this.id, contentStays ? { ...params, content: undefined } : params, children)
    const handlers = this.#kind.handlers?.(params)
    this.#params = params
    const before = this.session.tree.nodes.get(this.id)
    if (this.stage !== 'sent' || !before) return
    if (!contentStays) this.#replaceChildren([...before.children], children)
    this.session.command({ type: 'output-update', output: this.id, set: changedFields(before.spec, spec) })
    if (handlers) this.session.listen(this.id, handlers)
  }

  #replaceChildren(before: readonly NodeId[], children: Children): void {
    const staying = new Set(children.specs)
    if (children.specs.length > 0) this.session.insertInto(this.id, children.specs, children.outputs)
    for (const output of before) if (!staying.has(output)) this.session.command({ type: 'output-remove', output })
  }
}

/** What every node has, whatever it was given. */
const COMMON_FIELDS: ReadonlySet<string> = new Set(['id', 'type', 'style', 'clickable', 'scope', 'duplicate', 'children'])

function changedFields(before: NodeSpec, after: NodeSpec): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!COMMON_FIELDS.has(field)) set[field] = (after as unknown as Record<string, unknown>)[field] ?? null
  }
  return set
}

/** For functions that take no content: nothing can be put inside. */
const NO_CHILDREN: ChildCollector = {
  add() {
    throw new Error('This output takes no content.')
  },
  addSpec() {
    throw new Error('This output takes no content.')
  },
}

/** Runs `body` with `scope` on top of the scope stack: exact under `Promise.all`, too. */
export function runInScope<T>(context: TaskContext, scope: string, body: (scope: string) => T): T {
  checkArgument('enter', 'body', body, 'function')
  return runInContext(derivedContext(context, { scope: { name: scope, outer: context.scope } }), () => body(scope))
}

/** Puts `scope` on top of the scope stack until it is disposed. */
export function enterScope(context: TaskContext, scope: string): EnteredScope {
  const frame: ScopeFrame = { name: scope, outer: context.scope }
  context.scope = frame
  const dispose = () => {
    context.scope = withoutFrame(context.scope, frame)
  }
  return { scope, dispose, [DISPOSE]: dispose } as EnteredScope
}

function withoutFrame(top: ScopeFrame, frame: ScopeFrame): ScopeFrame {
  if (top === frame) return frame.outer ?? top
  return top.outer ? { name: top.name, outer: withoutFrame(top.outer, frame) } : top
}

/** A name that no author thinks of. */
export function randomScopeName(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  let name = ''
  for (const byte of globalThis.crypto.getRandomValues(new Uint8Array(10))) name += letters[byte % letters.length]
  return name
}

/** What can be shown inside another output: an output, an array of contents, or anything else, as a text. */
export function contentList(content: unknown): readonly unknown[] {
  if (content === undefined || content === null) return []
  return Array.isArray(content) ? content : [content]
}

/** @throws TypeError where `outputs` holds anything but outputs */
export function assertOutput(caller: string, argument: string, value: unknown): asserts value is Output {
  if (!isOutput(value)) throw new TypeError(`${caller}: ${argument} must be an output, not ${describe(value)}.`)
}
