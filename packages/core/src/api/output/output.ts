import { pushed, without } from '../../engine/scope-stack'
import type { TaskContext } from '../../engine/task-context'
import {
  assertLive,
  contextIfAny,
  currentContext,
  derivedContext,
  runInContext,
} from '../../engine/task-context'
import { SessionClosedException } from '../../errors'
import type { FieldRuntime } from '../../engine/form-spec'
import type { HandlerSpec, OutputStage, PendingOutput } from '../../engine/pending-output'
import type { Session } from '../../engine/session'
import { markGone } from '../../engine/output-queue'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { isWithin } from '../../state/reduce-output'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe } from '../arguments'
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
  /** Its positional parameters. */
  readonly parameters: OptionRules
  /** Its options. */
  readonly options: OptionRules
  /** Those of both that `update` does not take. */
  readonly fixed?: readonly string[]
  /** Fields of the node that change by other functions: `update` leaves them as they are. */
  readonly keeps?: readonly string[]
  /** Makes the spec; throws on bad parameters. */
  build(id: NodeId, params: P, children: ChildCollector): NodeSpec
  /** The callbacks that come with it. */
  handlers?(params: P): HandlerSpec[]
  /** It takes no content. */
  readonly leaf?: boolean
  /** It is a pin: this is its field. */
  readonly pin?: FieldRuntime
  /** Takes the place of building it anew where it is updated. */
  readonly update?: (
    session: Session,
    id: NodeId,
    fields: Readonly<Record<string, unknown>>,
    caller: string,
  ) => unknown
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
 * @param params the positional parameters; the options are checked and join them
 * @throws TypeError, RangeError on bad parameters; outputs that were given as content are then not shown either
 */
export function makeOutput<P extends object>(
  kind: OutputKind<P>,
  params: Partial<P>,
  options: OutputOptions | undefined | null,
): OutputHandle<P> {
  const context = liveContext(kind.name)
  try {
    // Most outputs have no options, and there can be very many of them.
    if (!options) return enqueued(context.session, kind, params as P, context.scope.name, -1)
    const { scope, position = -1, ...rest } = checkOptions(kind.name, options, kind.options)
    const target = scopeName(context, kind.name, scope)
    return enqueued(context.session, kind, { ...params, ...rest } as P, target, position)
  } catch (error) {
    discardOutputs([params, options])
    throw error
  }
}

/** Makes an output that goes into a node of its own kind's: a popup into the list of popups. */
export function makeOutputIn<P extends object>(
  parent: NodeId,
  kind: OutputKind<P>,
  params: Partial<P>,
  options: object | undefined | null,
): OutputHandle<P> {
  const { session } = liveContext(kind.name)
  return discardingOnError([params, options], () => {
    const checked = checkOptions(kind.name, options, kind.options)
    return enqueued(session, kind, { ...params, ...checked } as P, parent, -1)
  })
}

function liveContext(caller: string): TaskContext {
  const context = currentContext(caller)
  assertLive(context, caller)
  return context
}

function enqueued<P extends object>(
  session: Session,
  kind: OutputKind<P>,
  params: P,
  target: string | NodeId,
  position: number,
): OutputHandle<P> {
  const output = new OutputHandle(session, kind, params, target, position)
  session.enqueue(output)
  return output
}

/** Runs `make`; where it throws, the outputs in what it was given are not shown. */
export function discardingOnError<T>(given: unknown, make: () => T): T {
  try {
    return make()
  } catch (error) {
    discardOutputs(given)
    throw error
  }
}

function discardOutputs(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (isOutput(value)) {
    if (value.stage === 'queued' || value.stage === 'claimed') markGone(value)
    return
  }
  for (const inner of Object.values(value)) discardOutputs(inner, seen)
}

class Children implements ChildCollector {
  readonly specs: (NodeSpec | NodeId)[] = []
  readonly outputs: PendingOutput[] = []
  readonly #claimed = new Set<NodeId>()
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
    if (this.#claimed.has(output.id)) {
      throw new TypeError(`${this.#caller}: ${argument} is there twice: an output stands in one place.`)
    }
    this.#claimed.add(output.id)
    // Part of something else already: that is sent first, then this one moves here.
    if (output.stage === 'claimed') this.#session.commitOutputs()
    if (output.stage === 'queued') {
      if (holds(output, this.#target)) throw intoItself(this.#caller, argument)
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
      throw intoItself(this.#caller, argument)
    }
    this.specs.push(output.id)
    return output.id
  }
}

function intoItself(caller: string, argument: string): RangeError {
  return new RangeError(`${caller}: ${argument} cannot move into itself.`)
}

/** Tells whether an output that is not sent is the node that is looked for, or has it inside. */
function holds(output: PendingOutput, id: string | NodeId): boolean {
  return output.id === id || (output.children ?? []).some((child) => holds(child, id))
}

/** The one implementation of `Output`. */
export class OutputHandle<P extends object> implements Output, PendingOutput {
  readonly session: Session
  readonly id: NodeId
  stage: OutputStage = 'queued'
  spec: NodeSpec
  readonly target: string | NodeId
  readonly position: number
  children: readonly PendingOutput[] | null = null
  handlers: HandlerSpec[] | null = null
  readonly pin: FieldRuntime | null
  readonly #kind: OutputKind<P>
  #params: P
  #clicks: (() => unknown)[] | null = null

  constructor(session: Session, kind: OutputKind<P>, params: P, target: string | NodeId, position: number) {
    this.session = session
    this.id = session.newId()
    this.target = target
    this.position = position
    this.pin = kind.pin ?? null
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

  /** Marks outputs, whichever copy of this package made them. */
  get [OUTPUT](): true {
    return true
  }

  style(css: string): this {
    checkArgument(`${this.#kind.name}().style`, 'css', css, 'string')
    this.#assertUsable('style')
    const before = this.#current().style
    this.#set({ style: before ? `${before};${css}` : css })
    return this
  }

  onclick(callback: () => unknown): this {
    checkArgument(`${this.#kind.name}().onclick`, 'callback', callback, 'function')
    this.#assertUsable('onclick')
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
    if (!this.#kind.container)
      throw new TypeError(`${caller}: this output function can't be used as a container.`)
    const context = liveContext(caller)
    if (body !== undefined) checkArgument(caller, 'body', body, 'function')
    const scope = this.#asScope()
    return body === undefined ? enterScope(context, scope) : runInScope(context, scope, body)
  }

  update(fields: { readonly [parameter: string]: unknown }): this {
    this.#assertUsable('update')
    if (this.#kind.update) {
      this.session.commitOutputs()
      this.#kind.update(this.session, this.id, fields, `${this.#kind.name}().update`)
      return this
    }
    discardingOnError(fields, () => {
      this.#rebuild(this.#checkedUpdate(fields))
    })
    return this
  }

  remove(): void {
    this.#assertUsable('remove')
    if (this.stage === 'claimed') this.session.commitOutputs()
    if (this.#isShown()) this.session.command({ type: 'output-remove', output: this.id })
    markGone(this)
  }

  /** Outputs are given to containers; in a text they would show the inside of this library. */
  toJSON(): never {
    throw new TypeError(
      `what ${this.#kind.name}() gives is an output, no text. Give it to a container, such as put_column.`,
    )
  }

  /** Makes the content slot a scope and sends it, so that outputs can go into it. */
  #asScope(): string {
    this.#assertUsable('enter')
    const scope = this.#current().scope ?? randomScopeName()
    if (this.#current().scope === undefined) this.#set({ scope })
    this.session.commitOutputs()
    return scope
  }

  #isShown(): boolean {
    return this.stage === 'sent' && this.session.tree.nodes.has(this.id)
  }

  /** The spec as it is now: changes of the page included. */
  #current(): NodeSpec {
    return (this.stage === 'sent' && this.session.tree.nodes.get(this.id)?.spec) || this.spec
  }

  /** What has gone from the page is left alone. */
  #set(fields: Partial<Pick<NodeSpec, 'style' | 'clickable' | 'scope'>>): void {
    if (this.#isShown()) this.session.command({ type: 'output-update', output: this.id, set: fields })
    else if (this.stage !== 'sent') Object.assign(this.spec, fields)
  }

  #assertUsable(method: string): void {
    const caller = `${this.#kind.name}().${method}`
    if (this.session.isClosed) throw new SessionClosedException(`${caller}: this session has been closed.`)
    const context = contextIfAny()
    if (context?.session === this.session) assertLive(context, caller)
  }

  #checkedUpdate(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const caller = `${this.#kind.name}().update`
    const { parameters, options, fixed = [] } = this.#kind
    const { scope: _, position: __, ...rules }: OptionRules = { ...parameters, ...options }
    const names = Object.keys(rules).filter((name) => !fixed.includes(name))
    checkArgument(caller, 'fields', fields, 'object')
    for (const [name, value] of Object.entries(fields)) {
      const rule = names.includes(name) ? rules[name] : undefined
      if (!rule)
        throw new TypeError(
          `${caller}: there is no parameter ${JSON.stringify(name)}. It takes ${names.join(', ')}.`,
        )
      const required = rule !== 'any' && Object.hasOwn(parameters, name)
      if (value !== undefined) checkArgument(caller, name, value, rule, required)
    }
    return { ...fields }
  }

  #rebuild(fields: Record<string, unknown>): void {
    const { name, container, keeps = [] } = this.#kind
    const params = withUpdates(this.#params, fields, this.#kind.options)
    // What is inside a container changes by its scope, too: it stays as it is unless new content is given.
    const contentStays = container === true && !('content' in fields)
    const children = new Children(this.session, name, this.id)
    const given = contentStays ? { ...params, content: undefined } : params
    const spec = this.#kind.build(this.id, given, this.#kind.leaf ? NO_CHILDREN : children)
    const handlers = this.#kind.handlers?.(params)
    this.#params = params
    this.session.commitOutputs()
    const before = this.session.tree.nodes.get(this.id)
    if (this.stage !== 'sent' || !before) return children.outputs.forEach(markGone)
    if (!contentStays && !this.#kind.leaf) this.#replaceChildren([...before.children], children)
    const set = changedFields(before.spec, spec, keeps)
    if (Object.keys(set).length > 0) this.session.command({ type: 'output-update', output: this.id, set })
    if (handlers) this.session.replaceHandlers(this.id, handlers)
  }

  #replaceChildren(before: readonly NodeId[], children: Children): void {
    const staying = new Set(children.specs)
    if (children.specs.length > 0) this.session.insertInto(this.id, children.specs, children.outputs)
    for (const output of before)
      if (!staying.has(output)) this.session.command({ type: 'output-remove', output })
  }
}

/** The parameters with what an update gives; null puts an option back to its default. */
function withUpdates<P extends object>(params: P, fields: Record<string, unknown>, options: OptionRules): P {
  const result = { ...params } as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) {
    if (value === null && Object.hasOwn(options, name)) delete result[name]
    else if (value !== undefined) result[name] = value
  }
  return result as P
}

/** What every node has, whatever it was given. */
const COMMON_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'type',
  'style',
  'clickable',
  'scope',
  'duplicate',
  'children',
])

function changedFields(before: NodeSpec, after: NodeSpec, keeps: readonly string[]): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  const [old, now] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>]
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (COMMON_FIELDS.has(field) || keeps.includes(field) || old[field] === now[field]) continue
    set[field] = now[field] ?? null
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

/** What can be shown inside another output: an output, an array of contents, or anything else, as a text. */
export function contentList(content: unknown): readonly unknown[] {
  if (content === undefined || content === null) return []
  return Array.isArray(content) ? content : [content]
}

/** @throws TypeError where `outputs` holds anything but outputs */
export function assertOutput(caller: string, argument: string, value: unknown): asserts value is Output {
  if (!isOutput(value))
    throw new TypeError(`${caller}: ${argument} must be an output, not ${describe(value)}.`)
}
