import type { Command, OutputInsertCommand, TreeCommand } from '../protocol/commands'
import { isTransient } from '../protocol/commands'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { TOASTS_ID } from '../protocol/output-spec'
import { applyCommand } from '../state/reduce'
import type { TreeObserver } from '../state/tree-observer'
import { NO_OBSERVER } from '../state/tree-observer'
import type { ViewTree } from '../state/view-tree'
import { NamedOutputs } from './outputs/named-outputs'
import type { HandlerSpec, PendingOutput } from './outputs/pending-output'
import { markGone } from './outputs/pending-output'
import { placeOf } from './outputs/placement'
import { Progressbars } from './outputs/progressbars'
import { RemovalWatchers } from './outputs/removal-watchers'
import { RowFeeds } from './outputs/row-feeds'
import type { SessionLog } from './session-log'
import type { CallbackRegistry, CallbackState } from './tasks/callbacks'
import type { TaskPath } from './tasks/task-path'
import type { PageLink } from './wire/page-link'

/** Scopes that were not there, of which the log tells. */
const MAX_MISSING_SCOPES = 1000

/** Toasts kept for a page that does not take them away. */
const MAX_TOASTS = 50

/** `then` of it is a microtask; `queueMicrotask` costs more on Node, since it makes an `AsyncResource` each time. */
const RESOLVED = Promise.resolve()

/** Keeps something by the id of a node or form. */
export interface NodeKeeper {
  /** The node has gone from the page: nothing is kept for it any more. */
  release(node: NodeId): void
}

export interface ViewOptions {
  readonly tree: ViewTree
  /** The way to the page. */
  readonly link: Pick<PageLink, 'isClosed' | 'add' | 'append' | 'flush' | 'flushSoon' | 'drained' | 'mark'>
  readonly callbacks: CallbackRegistry
  readonly log: SessionLog
  /** The path of the task that is running. */
  readonly currentPath: () => TaskPath
  /** Called after each command. */
  readonly onCommand?: (() => void) | undefined
}

/**
 * What a session shows: its view tree, and the outputs that wait to get into it. Every change goes into the tree and to the link, in the order
 * of the calls.
 */
export class View {
  readonly tree: ViewTree
  /** Progress bars by name: the newest of each. */
  readonly progressbars = new Progressbars()
  /** Anchors of the oldest guide: places that outputs go before, after or instead of. */
  readonly anchors = new NamedOutputs()
  /** Data tables by `instance_id`: the newest of each. */
  readonly datatables = new NamedOutputs<unknown>()
  /** Log boxes by name: the newest of each, and what writes into it. */
  readonly logboxes = new NamedOutputs<unknown>()
  /** The rows that are on their way into data tables. */
  readonly rowFeeds: RowFeeds = new RowFeeds(this)

  readonly #link: ViewOptions['link']
  readonly #callbacks: CallbackRegistry
  readonly #log: SessionLog
  readonly #currentPath: () => TaskPath
  readonly #onCommand: (() => void) | undefined
  readonly #observer: TreeObserver = { ...NO_OBSERVER, nodeRemoved: (id) => this.#removed.push(id) }
  readonly #watchers = new Set<(command: TreeCommand) => void>()
  readonly #removalWatchers = new RemovalWatchers()
  readonly #keepers: NodeKeeper[]
  /** Names of scopes that were written to and were not there, each logged once. */
  readonly #missingScopes = new Set<string>()
  #queue: PendingOutput[] = []
  #flushDue = false
  /** Nodes that were removed by the command under way. */
  #removed: NodeId[] = []

  constructor({ tree, link, callbacks, log, currentPath, onCommand }: ViewOptions) {
    this.tree = tree
    this.#link = link
    this.#callbacks = callbacks
    this.#log = log
    this.#currentPath = currentPath
    this.#onCommand = onCommand
    const { progressbars, anchors, datatables, logboxes, rowFeeds } = this
    this.#keepers = [callbacks, progressbars, anchors, datatables, logboxes, rowFeeds, this.#removalWatchers]
  }

  get isClosed(): boolean {
    return this.#link.isClosed
  }

  /** From now on, `keeper` is told of each node that goes. */
  addKeeper(keeper: NodeKeeper): void {
    this.#keepers.push(keeper)
  }

  /** Issues an id to the task that is running. Whoever has its path at hand takes `path.newId()`. */
  newId(): NodeId {
    return this.#currentPath().newId()
  }

  // ---- in: what tasks show ----------------------------------------------------------------------------------------------------

  /** Takes an output that was just made. It is sent when the synchronous run ends, or before the next command. */
  enqueue(output: PendingOutput): void {
    output.stage = 'queued'
    this.#queue.push(output)
    this.#scheduleFlush()
  }

  /** Carries out a command, behind all outputs that were made before it. */
  command(command: Command): void {
    this.commit()
    this.#carryOut(command)
    this.#onCommand?.()
  }

  /** The same, for a command that may travel with what comes later in this turn. */
  unhurriedCommand(command: TreeCommand): void {
    if (this.isClosed) return
    this.commit()
    this.#apply(command)
    this.#link.add(command)
    this.#link.flushSoon()
  }

  /** Puts nodes into a node that is on the page: at `index`, or at its end. `members`: the outputs among them. */
  insertInto(
    parent: NodeId,
    outputs: readonly (NodeSpec | NodeId)[],
    members: readonly PendingOutput[],
    index?: number,
  ): void {
    this.command({ type: 'output-insert', parent, ...(index !== undefined && { index }), outputs })
    for (const member of members) this.#arrived(member)
  }

  /** Makes callbacks of an output live. */
  listen(output: NodeId, handlers: readonly HandlerSpec[]): void {
    if (this.isClosed || !this.tree.nodes.has(output)) return
    for (const { key, run, ...options } of handlers) this.#callbacks.add(output, key, run, options)
  }

  /** Puts other callbacks in the place of those that an output was made with. */
  replaceHandlers(output: NodeId, handlers: readonly HandlerSpec[]): void {
    this.listen(output, handlers)
    this.#callbacks.keepOnly(output, new Set(['click', ...handlers.map(({ key }) => key)]))
  }

  /** Tells the page which callbacks of an output are in a state, if that output is still there. */
  showState(output: NodeId, state: CallbackState, keys: readonly (number | string)[]): void {
    if (this.isClosed || !this.tree.nodes.has(output)) return
    this.command({ type: 'output-update', output, set: { [state]: keys.length > 0 ? keys : null } })
  }

  /** Something was to go into a scope, or to a place in it, that is not on the page. Logged once per scope. */
  scopeMissing(name: string, level: 'debug' | 'warn' = 'warn'): void {
    if (this.#missingScopes.has(name) || this.#missingScopes.size >= MAX_MISSING_SCOPES) return
    this.#missingScopes.add(name)
    this.#log[level](
      `there is no scope ${JSON.stringify(name)} on the page, or no such position in it. What was to go there is dropped. ` +
        'Make the scope first: put_scope(name).',
    )
  }

  /** Takes over what another part of the session has shown: it is on the page already. */
  mirror(commands: readonly TreeCommand[]): void {
    for (const command of commands) {
      this.#apply(command)
      if (command.type === 'output-insert') this.progressbars.setAll(command.outputs)
    }
    this.#releaseRemoved()
  }

  // ---- out: the tree, and the page --------------------------------------------------------------------------------------------

  /** Puts the outputs that wait into the tree, in the order of the calls; leaves out what was claimed or dropped meanwhile. */
  commit(): void {
    if (this.#queue.length === 0 || this.isClosed) return
    const outputs = this.#queue
    this.#queue = []
    for (const output of outputs) if (output.stage === 'queued') this.#place(output)
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

  /** Gives a function that tells whether the page has applied what was sent so far. */
  mark(): () => boolean {
    return this.#link.mark()
  }

  /** Resolves when the page has applied what was sent so far. */
  drained(): Promise<void> {
    return this.#link.drained()
  }

  // ---- those who watch --------------------------------------------------------------------------------------------------------

  /** Calls `listener` with every change of the tree, once it is made. Gives back a function that stops it. */
  watchCommands(listener: (command: TreeCommand) => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  /** Calls `gone` once the node is not on the page any more. */
  watchRemoval(node: NodeId, gone: () => void): void {
    if (this.isClosed || !this.tree.nodes.has(node)) return gone()
    this.#removalWatchers.add(node, gone)
  }

  // ---- the end ----------------------------------------------------------------------------------------------------------------

  /** The session is about to close: what was shown goes out whole. */
  finish(): void {
    this.commit()
    this.rowFeeds.finishAll()
  }

  /** The session is closed: those who wait for something to go are told. */
  release(): void {
    this.#queue = []
    this.#removalWatchers.releaseAll()
  }

  // ---- inside -----------------------------------------------------------------------------------------------------------------

  /** Rule B2: what one synchronous run shows leaves together. */
  #scheduleFlush(): void {
    if (this.#flushDue) return
    this.#flushDue = true
    void RESOLVED.then(this.#flushAtEndOfRun)
  }

  readonly #flushAtEndOfRun = (): void => {
    this.#flushDue = false
    this.flush()
  }

  #place(output: PendingOutput): void {
    const { target, spec } = output
    const place = placeOf(this.tree, output)
    if (!place) return this.#drop(output)
    const { parent, index } = place
    if (index === undefined) {
      this.#apply({ type: 'output-insert', parent, outputs: [spec] })
      this.#link.append(parent, spec)
    } else {
      const command: OutputInsertCommand = { type: 'output-insert', parent, index, outputs: [spec] }
      this.#apply(command)
      this.#link.add(command)
    }
    this.#arrived(output)
    if (typeof target === 'object' && target.side === 'instead')
      this.#carryOut({ type: 'output-remove', output: target.neighbor })
  }

  #drop(output: PendingOutput): void {
    markGone(output)
    if (typeof output.target !== 'object') this.scopeMissing(String(output.target))
  }

  /** The output, and all that is in it, is on the page: callbacks come alive. */
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
    applyCommand(this.tree, command, this.#observer)
    for (const told of this.#watchers) told(command)
  }

  #releaseRemoved(): void {
    if (this.#removed.length === 0) return
    const removed = this.#removed
    this.#removed = []
    for (const id of removed) for (const keeper of this.#keepers) keeper.release(id)
  }

  #limitToasts(): void {
    const toasts = this.tree.nodes.get(TOASTS_ID)?.children ?? []
    if (toasts.length > MAX_TOASTS) this.#carryOut({ type: 'output-remove', output: toasts[0] as NodeId })
  }
}
