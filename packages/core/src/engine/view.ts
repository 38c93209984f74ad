import type { Command, OutputInsertCommand, TreeCommand } from '../protocol/commands'
import { isTransient } from '../protocol/commands'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { TOASTS_ID } from '../protocol/output-spec'
import { applyCommand } from '../state/reduce'
import type { TreeObserver } from '../state/tree-observer'
import type { ViewTree } from '../state/view-tree'
import { LazySet } from '../state/lazy-collections'
import { NamedOutputs } from './outputs/named-outputs'
import type { HandlerSpec, PendingOutput } from './outputs/pending-output'
import { markGone } from './outputs/pending-output'
import { goesBehind, placeOf } from './outputs/placement'
import { Progressbars } from './outputs/progressbars'
import { RemovalWatchers } from './outputs/removal-watchers'
import { RowFeeds } from './outputs/row-feeds'
import type { SessionLog } from './session-log'
import type { CallbackRegistry, CallbackState } from './tasks/callbacks'
import type { TaskPath } from './tasks/task-path'
import type { PageLink } from './wire/page-link'

/** The maximum number of missing scopes that are logged. */
const MAX_MISSING_SCOPES = 1000

/** The maximum number of outputs that are appended together. They are visited several times, which is faster while all are in the CPU's cache. */
const MAX_APPENDED = 500

/** The maximum number of toasts for a page that does not remove them. */
const MAX_TOASTS = 50

const NO_IDS: readonly NodeId[] = []

/** `then` of this promise is a microtask. `queueMicrotask` costs more on Node, because it creates an `AsyncResource` each time. */
const RESOLVED = Promise.resolve()

/** Holds state by the id of a node or form. */
export interface NodeKeeper {
  /** The node was removed from the page: releases its state. */
  release(node: NodeId): void
}

/** The part of a session that its view needs. */
export interface ViewOwner {
  /** The path of the task that is running. */
  currentPath(): TaskPath
  /** A command has been executed. */
  commanded(): void
}

/** Notes the nodes that a command removes. */
class RemovedNodes implements TreeObserver {
  #ids: NodeId[] | null = null

  nodeRemoved(id: NodeId): void {
    this.#ids ??= []
    this.#ids.push(id)
  }

  /** The nodes since the last call. */
  take(): readonly NodeId[] {
    const ids = this.#ids ?? NO_IDS
    this.#ids = null
    return ids
  }

  nodeChanged(): void {}
  formChanged(): void {}
  pageChanged(): void {}
}

export interface ViewOptions {
  readonly tree: ViewTree
  /** The way to the page. */
  readonly link: Pick<
    PageLink,
    'isClosed' | 'add' | 'append' | 'audience' | 'flush' | 'flushSoon' | 'drained' | 'mark'
  >
  readonly callbacks: CallbackRegistry
  readonly log: SessionLog
  readonly owner: ViewOwner
}

/**
 * What a session shows: its view tree, and the outputs that wait to be added to it. Every change goes to the tree and to the link, in the order of
 * the calls.
 */
export class View {
  readonly tree: ViewTree
  readonly #link: ViewOptions['link']
  readonly #callbacks: CallbackRegistry
  readonly #log: SessionLog
  readonly #owner: ViewOwner
  readonly #removed = new RemovedNodes()
  readonly #watchers = new LazySet<(command: TreeCommand) => void>()
  #keepers: readonly NodeKeeper[]
  /** The names of missing scopes that were written to, each logged once. */
  readonly #missingScopes = new LazySet<string>()
  #queue: PendingOutput[] = []
  // The parts that most sessions never use are made when they are needed.
  #progressbars: Progressbars | null = null
  #anchors: NamedOutputs | null = null
  #datatables: NamedOutputs<unknown> | null = null
  #logboxes: NamedOutputs<unknown> | null = null
  #rowFeeds: RowFeeds | null = null
  #removalWatchers: RemovalWatchers | null = null
  #flushDue = false

  constructor({ tree, link, callbacks, log, owner }: ViewOptions) {
    this.tree = tree
    this.#link = link
    this.#callbacks = callbacks
    this.#log = log
    this.#owner = owner
    this.#keepers = [callbacks]
  }

  /** Progress bars by name: the newest of each. */
  get progressbars(): Progressbars {
    return (this.#progressbars ??= this.addKeeper(new Progressbars()))
  }

  /** Anchors of PyWebIO's oldest guide: places before, after or instead of which outputs go. */
  get anchors(): NamedOutputs {
    return (this.#anchors ??= this.addKeeper(new NamedOutputs()))
  }

  /** Data tables by `instance_id`: the newest of each. */
  get datatables(): NamedOutputs<unknown> {
    return (this.#datatables ??= this.addKeeper(new NamedOutputs<unknown>()))
  }

  /** Log boxes by name: the newest of each, with its writer. */
  get logboxes(): NamedOutputs<unknown> {
    return (this.#logboxes ??= this.addKeeper(new NamedOutputs<unknown>()))
  }

  /** The rows that wait to be sent to data tables. */
  get rowFeeds(): RowFeeds {
    return (this.#rowFeeds ??= this.addKeeper(new RowFeeds(this)))
  }

  get isClosed(): boolean {
    return this.#link.isClosed
  }

  /** From now on, notifies this one of each removed node, too. */
  addKeeper<K extends NodeKeeper>(keeper: K): K {
    this.#keepers = this.#keepers.concat(keeper)
    return keeper
  }

  /** Issues an id to the running task. Code that has its path uses `path.newId()`. */
  newId(): NodeId {
    return this.#owner.currentPath().newId()
  }

  // ---- in: what tasks show ----------------------------------------------------------------------------------------------------

  /** Queues a new output. It is sent when the synchronous run ends, or before the next command. */
  enqueue(output: PendingOutput): void {
    output.stage = 'queued'
    this.#queue.push(output)
    this.#scheduleFlush()
  }

  /** Executes a command, after all earlier outputs. */
  command(command: Command): void {
    this.commit()
    this.#carryOut(command)
    this.#owner.commanded()
  }

  /** The same, for a command that may travel together with later ones of this turn. */
  unhurriedCommand(command: TreeCommand): void {
    if (this.isClosed) return
    this.commit()
    this.#apply(command)
    this.#link.add(command)
    this.#link.flushSoon()
  }

  /** The same, for a command that the driver's page does not need. */
  commandForOthers(command: TreeCommand): void {
    if (this.isClosed) return
    this.commit()
    this.#apply(command)
    this.#link.audience?.add(command)
    this.#link.flushSoon()
  }

  /** Inserts nodes into a node on the page: at `index`, or at its end. `members`: the outputs among them. */
  insertInto(
    parent: NodeId,
    outputs: readonly (NodeSpec | NodeId)[],
    members: readonly PendingOutput[],
    index?: number,
  ): void {
    this.command({ type: 'output-insert', parent, ...(index !== undefined && { index }), outputs })
    for (const member of members) this.#arrived(member)
  }

  /** Activates callbacks of an output. */
  listen(output: NodeId, handlers: readonly HandlerSpec[]): void {
    if (this.isClosed || !this.tree.nodes.has(output)) return
    for (const { key, run, ...options } of handlers) this.#callbacks.add(output, key, run, options)
  }

  /** Replaces the original callbacks of an output. */
  replaceHandlers(output: NodeId, handlers: readonly HandlerSpec[]): void {
    this.listen(output, handlers)
    this.#callbacks.keepOnly(output, new Set(['click', ...handlers.map(({ key }) => key)]))
  }

  /** Sends the callbacks of an output in a state to the page, if the output still exists. */
  showState(output: NodeId, state: CallbackState, keys: readonly (number | string)[]): void {
    if (this.isClosed || !this.tree.nodes.has(output)) return
    this.command({ type: 'output-update', output, set: { [state]: keys.length > 0 ? keys : null } })
  }

  /** Reports an output for a missing scope or a missing place in it. Logged once per scope. */
  scopeMissing(name: string): void {
    if (this.#missingScopes.has(name) || this.#missingScopes.size >= MAX_MISSING_SCOPES) return
    this.#missingScopes.add(name)
    this.#log.warn(
      `there is no scope ${JSON.stringify(name)} on the page, or no such position in it. The output is dropped. ` +
        'Make the scope first: put_scope(name).',
    )
  }

  /** Registers outputs of another part of the session that are already on the page. */
  mirror(commands: readonly TreeCommand[]): void {
    for (const command of commands) {
      this.#apply(command)
      if (command.type === 'output-insert') this.progressbars.setAll(command.outputs)
    }
    this.#releaseRemoved()
  }

  // ---- out: the tree, and the page --------------------------------------------------------------------------------------------

  /** Adds the waiting outputs to the tree, in the order of the calls, without those that were claimed or dropped meanwhile. */
  commit(): void {
    if (this.#queue.length === 0 || this.isClosed) return
    const outputs = this.#queue
    this.#queue = []
    for (let at = 0; at < outputs.length;) at = this.#placeSome(outputs, at)
  }

  /** Sends everything now, without waiting for the end of the synchronous run. */
  flush(): void {
    this.commit()
    this.#link.flush()
  }

  /** Resolves when the page has applied everything shown so far. */
  flushed(): Promise<void> {
    this.flush()
    return this.drained()
  }

  /** Returns a function that tells whether the page has applied everything sent so far. */
  mark(): () => boolean {
    return this.#link.mark()
  }

  /** Resolves when the page has applied what was sent so far. */
  drained(): Promise<void> {
    return this.#link.drained()
  }

  // ---- those who watch --------------------------------------------------------------------------------------------------------

  /** Calls `listener` after every change of the tree. Returns a function that unsubscribes. */
  watchCommands(listener: (command: TreeCommand) => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  /** Calls `gone` when the node is removed from the page. */
  watchRemoval(node: NodeId, gone: () => void): void {
    if (this.isClosed || !this.tree.nodes.has(node)) return gone()
    this.#removalWatchers ??= this.addKeeper(new RemovalWatchers())
    this.#removalWatchers.add(node, gone)
  }

  // ---- the end ----------------------------------------------------------------------------------------------------------------

  /** The session is about to close: sends all outputs completely. */
  finish(): void {
    this.commit()
    this.#rowFeeds?.finishAll()
  }

  /** The session is closed: notifies everyone who waits for the removal of a node. */
  release(): void {
    this.#queue = []
    this.#removalWatchers?.releaseAll()
  }

  // ---- inside -----------------------------------------------------------------------------------------------------------------

  /** Rule B2: all outputs of one synchronous run leave together. */
  #scheduleFlush(): void {
    if (this.#flushDue) return
    this.#flushDue = true
    void RESOLVED.then(() => this.#flushAtEndOfRun())
  }

  #flushAtEndOfRun(): void {
    this.#flushDue = false
    this.flush()
  }

  /** Places the output at `at`, and with it those that follow at the end of the same node. @returns the position after them */
  #placeSome(outputs: readonly PendingOutput[], at: number): number {
    const first = outputs[at]!
    if (first.stage !== 'queued') return at + 1
    const place = placeOf(this.tree, first)
    if (!place) this.#drop(first)
    else if (place.index === undefined) return this.#appendSome(place.parent, outputs, at)
    else this.#insert(place.parent, place.index, first)
    return at + 1
  }

  #appendSome(parent: NodeId, outputs: readonly PendingOutput[], at: number): number {
    let end = at + 1
    while (end - at < MAX_APPENDED && goesBehind(outputs[end], outputs[end - 1]!)) end++
    const specs: NodeSpec[] = new Array(end - at)
    for (let index = at; index < end; index++) specs[index - at] = outputs[index]!.spec
    this.#apply({ type: 'output-insert', parent, outputs: specs })
    for (const spec of specs) this.#link.append(parent, spec)
    for (let index = at; index < end; index++) this.#arrived(outputs[index]!)
    return end
  }

  #insert(parent: NodeId, index: number, output: PendingOutput): void {
    const { target, spec } = output
    const command: OutputInsertCommand = { type: 'output-insert', parent, index, outputs: [spec] }
    this.#apply(command)
    this.#link.add(command)
    this.#arrived(output)
    if (typeof target === 'object' && target.side === 'instead')
      this.#carryOut({ type: 'output-remove', output: target.neighbor })
  }

  #drop(output: PendingOutput): void {
    markGone(output)
    if (typeof output.target !== 'object') this.scopeMissing(String(output.target))
  }

  /** The output and its contents are on the page: activates their callbacks. */
  #arrived(output: PendingOutput): void {
    output.stage = 'sent'
    const { handlers, onArrival, children } = output
    if (handlers) this.listen(output.id, handlers)
    output.handlers = null
    output.onArrival = null
    onArrival?.()
    if (children) for (const child of children) this.#arrived(child)
  }

  #carryOut(command: Command): void {
    if (this.isClosed) return
    if (!isTransient(command)) this.#apply(command)
    this.#link.add(command)
    this.#releaseRemoved()
    this.#scheduleFlush()
    if (command.type === 'output-insert' && command.parent === TOASTS_ID) this.#limitToasts()
  }

  #apply(command: TreeCommand): void {
    applyCommand(this.tree, command, this.#removed)
    if (this.#watchers.size > 0) for (const told of this.#watchers) told(command)
  }

  #releaseRemoved(): void {
    for (const id of this.#removed.take()) for (const keeper of this.#keepers) keeper.release(id)
  }

  #limitToasts(): void {
    const toasts = this.tree.nodes.get(TOASTS_ID)?.children ?? []
    if (toasts.length > MAX_TOASTS) this.#carryOut({ type: 'output-remove', output: toasts[0] as NodeId })
  }
}
