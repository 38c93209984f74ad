import type { Command, OutputInsertCommand, TreeCommand } from '../protocol/commands'
import { isTransient } from '../protocol/commands'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { FIRST_FREE_ID, TOASTS_ID } from '../protocol/output-spec'
import { applyCommand } from '../state/reduce'
import type { TreeObserver } from '../state/tree-observer'
import type { ViewTree } from '../state/view-tree'
import { createViewTree } from '../state/view-tree'
import type { CallbackState } from './tasks/callbacks'
import { CallbackRegistry } from './tasks/callbacks'
import { EventWork } from './tasks/event-work'
import type { Clock } from './clock'
import type { FormAnswer, FormRequest } from './forms/form-spec'
import { formSpecOf } from './forms/form-spec'
import type { Logger } from './logger'
import type { FormAsker, FormOwner } from './forms/open-form'
import { NamedOutputs } from './outputs/named-outputs'
import { OpenForm } from './forms/open-form'
import type { OutputSink } from './outputs/output-queue'
import { markSent, OutputQueue } from './outputs/output-queue'
import type { PageLink } from './wire/page-link'
import type { HandlerSpec, PendingOutput } from './outputs/pending-output'
import { PinBoard } from './forms/pins'
import { Progressbars } from './outputs/progressbars'
import { RemovalWatchers } from './outputs/removal-watchers'
import { RowFeeds } from './outputs/row-feeds'
import { RowSources } from './outputs/row-sources'
import type { FileFields, Uploads } from './files/uploads'

/** Toasts kept for a page that does not take them away. */
const MAX_TOASTS = 50

/**
 * What a session shows: its view tree, the outputs that are not sent yet, the forms that wait, the pins and the callbacks that are live. Every
 * change goes into the tree and to the page's link, in the order of the calls.
 */
export abstract class SessionView implements FormOwner {
  abstract readonly app: string
  abstract readonly clock: Clock
  abstract readonly logger: Logger
  abstract readonly debug: boolean
  abstract readonly isClosed: boolean
  /** The files that the page uploads. */
  abstract readonly uploads: Uploads
  readonly tree: ViewTree = createViewTree()
  /** Progress bars by name: the newest of each. */
  readonly progressbars = new Progressbars()
  /** Anchors of the oldest guide: places that outputs go before, behind or instead of. */
  readonly anchors = new NamedOutputs()
  /** Data tables by `instance_id`: the newest of each. */
  readonly datatables = new NamedOutputs<unknown>()
  /** Log boxes by name: the newest of each, and what writes into it. */
  readonly logboxes = new NamedOutputs<unknown>()
  /** The rows that are on their way into data tables. */
  readonly rowFeeds: RowFeeds = new RowFeeds(this)
  /** What data tables read their rows from, where it is no list. */
  readonly rowSources: RowSources = new RowSources(this)
  /** What the page's events make the author's functions do. */
  readonly work = new EventWork()
  readonly callbacks = new CallbackRegistry({
    work: this.work,
    onState: (output, state, keys) => this.#showState(output, state, keys),
    soon: (fire) => this.clock.soon(fire),
  })
  readonly forms = new Map<NodeId, OpenForm>()
  readonly pins = new PinBoard(this)

  /** The way to the page. */
  protected abstract readonly link: PageLink
  /** A callback was registered at some time: the session outlives its tasks (PyWebIO's rule). */
  protected isInteractive = false
  readonly #queue = new OutputQueue()
  readonly #sink: OutputSink
  readonly #observer: TreeObserver
  readonly #watchers = new Set<(command: TreeCommand) => void>()
  #lastId: number
  /** Names of scopes that were written to and were not there, each logged once. */
  readonly #missingScopes = new Set<string>()
  readonly #removalWatchers = new RemovalWatchers()
  /** Nodes that were removed by the command under way. */
  #removed: NodeId[] = []

  /** @param firstId the first id that is issued */
  constructor(firstId: NodeId = FIRST_FREE_ID) {
    this.#lastId = firstId - 1
    this.#observer = {
      nodeChanged() {},
      formChanged() {},
      pageChanged() {},
      nodeRemoved: (id) => this.#removed.push(id),
    }
    this.#sink = {
      tree: this.tree,
      insert: (command) => this.#insert(command),
      remove: (output) => this.#carryOut({ type: 'output-remove', output }),
      arrived: (output) => this.#arrived(output),
      dropped: (output) => {
        this.#release(output.id)
        if (typeof output.target !== 'object') this.scopeMissing(String(output.target))
      },
    }
  }

  abstract startCallback(run: () => unknown, seen?: number): Promise<void>
  abstract reportIgnored(what: string, error: unknown): void

  // ---- outputs ----------------------------------------------------------------------------------------------------------------

  newId(): NodeId {
    return ++this.#lastId
  }

  /** Takes an output that was just made. It is sent when the synchronous run ends, or before the next command. */
  enqueue(output: PendingOutput): void {
    this.#queue.push(output)
    this.link.scheduleFlush()
  }

  /** Carries out a command: behind all outputs that were made before it. */
  command(command: Command): void {
    this.commitOutputs()
    this.#carryOut(command)
  }

  /** Puts what is in the queue into the view tree; it is sent when the synchronous run ends. */
  commitOutputs(): void {
    if (!this.#queue.isEmpty && !this.isClosed) this.#queue.drainTo(this.#sink)
  }

  /** Puts nodes into a node that is on the page: at `index`, or at its end. `members`: the outputs among them. */
  insertInto(
    parent: NodeId,
    outputs: readonly (NodeSpec | NodeId)[],
    members: readonly PendingOutput[],
    index?: number,
  ): void {
    this.command({ type: 'output-insert', parent, ...(index !== undefined && { index }), outputs })
    for (const member of members) markSent(this.#sink, member)
  }

  /** Something was to go into a scope, or to a place in it, that is not on the page. Told once per scope. */
  scopeMissing(name: string): void {
    if (this.#missingScopes.has(name)) return
    this.#missingScopes.add(name)
    this.logger.debug(
      `[webio] application "${this.app}": there is no scope ${JSON.stringify(name)} on the page, or no such position in it. ` +
        'What was to go there is dropped.',
    )
  }

  /** Calls `gone` once the node is not on the page any more. */
  watchRemoval(node: NodeId, gone: () => void): void {
    if (this.isClosed || !this.tree.nodes.has(node)) return gone()
    this.#removalWatchers.add(node, gone)
  }

  /** Sends everything now, without waiting for the end of the synchronous run. */
  sendNow(): void {
    this.link.flush()
  }

  /** Resolves when the page has applied everything shown so far. */
  async flushed(): Promise<void> {
    this.link.flush()
    await this.drained()
  }

  /** Resolves when the page has applied what was sent so far. */
  drained(): Promise<void> {
    return this.link.drained()
  }

  // ---- callbacks --------------------------------------------------------------------------------------------------------------

  /** Makes callbacks of an output live. */
  listen(output: NodeId, handlers: readonly HandlerSpec[] | null): void {
    if (this.isClosed || !handlers?.length || !this.tree.nodes.has(output)) return
    for (const { key, run, ...options } of handlers) this.callbacks.add(output, key, run, options)
    this.stayAlive()
  }

  /** Puts other callbacks in the place of those that an output was made with. */
  replaceHandlers(output: NodeId, handlers: readonly HandlerSpec[]): void {
    this.listen(output, handlers)
    this.callbacks.keepOnly(output, new Set(['click', ...handlers.map(({ key }) => key)]))
  }

  /**
   * Runs a callback that belongs to no output as a task of its own, when the serial callbacks before it have ended.
   * @returns false if too much waits already
   */
  startInTurn(run: () => unknown): boolean {
    return this.callbacks.inTurn(() => this.startCallback(run))
  }

  /** The session has something that a person can use, so it outlives its tasks. */
  stayAlive(): void {
    this.isInteractive = true
  }

  // ---- forms ------------------------------------------------------------------------------------------------------------------

  /** Opens a form and waits for its answer. */
  openForm(asker: FormAsker, request: FormRequest): Promise<FormAnswer> {
    this.commitOutputs()
    const container = request.scope === undefined ? undefined : this.tree.scopes.get(request.scope)
    const spec = formSpecOf(request, this.newId(), container)
    const form = new OpenForm(this, asker, request, spec)
    this.forms.set(form.id, form)
    this.#carryOut({ type: 'form-open', form: spec })
    if (request.scope !== undefined && container === undefined) form.withdraw('scope')
    else if (request.signal?.aborted) form.withdraw('signal', request.signal.reason)
    return form.answer
  }

  /** The form or pin of an id, as what has file fields. */
  fileFields(owner: NodeId): FileFields | undefined {
    return this.forms.get(owner) ?? this.pins.fileFields(owner)
  }

  /** A form has ended, in whatever way. */
  formClosed(form: OpenForm): void {
    if (!this.forms.delete(form.id) || this.isClosed) return
    this.uploads.release(form.id)
    this.commitOutputs()
    const command: TreeCommand = { type: 'form-close', form: form.id }
    this.#apply(command)
    // The task that waited goes on in a moment, and what it shows next can travel along.
    this.link.addUnhurried(command)
  }

  // ---- others who show things -------------------------------------------------------------------------------------------------

  /** Calls `listener` with every change of the tree, once it is made. Gives back a function that stops it. */
  watchCommands(listener: (command: TreeCommand) => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  /** Takes over what another part of the session has shown: it is on the page already. */
  mirror(commands: readonly TreeCommand[]): void {
    for (const command of commands) {
      this.#apply(command)
      if (command.type === 'output-insert') this.progressbars.setAll(command.outputs)
    }
    this.#releaseRemoved()
  }

  // ---- the end ----------------------------------------------------------------------------------------------------------------

  /** The session is about to close: what was shown goes out whole, forms are given up. */
  protected finishView(): void {
    this.commitOutputs()
    this.rowFeeds.finishAll()
    for (const form of [...this.forms.values()]) form.abandon()
  }

  /** Lets go of everything that a page could have called. */
  protected releaseView(): void {
    this.work.clear()
    this.callbacks.clear()
    this.pins.clear()
    this.rowSources.close()
    this.#removalWatchers.tellAll()
  }

  // ---- inside -----------------------------------------------------------------------------------------------------------------

  #apply(command: TreeCommand): void {
    applyCommand(this.tree, command, this.#observer)
    for (const told of this.#watchers) told(command)
  }

  #insert(command: OutputInsertCommand): void {
    this.#apply(command)
    if (command.index !== undefined) this.link.add(command)
    else {
      for (const output of command.outputs as readonly NodeSpec[])
        this.link.addAppended(command.parent, output)
    }
    this.#releaseRemoved()
  }

  #carryOut(command: Command): void {
    if (this.isClosed) return
    if (!isTransient(command)) this.#apply(command)
    this.link.add(command)
    this.#releaseRemoved()
    this.link.scheduleFlush()
    if (command.type === 'output-insert' && command.parent === TOASTS_ID) this.#limitToasts()
  }

  /** Nodes have gone: their callbacks go too, and forms that stood in them are withdrawn. */
  #releaseRemoved(): void {
    if (this.#removed.length === 0) return
    const removed = this.#removed
    this.#removed = []
    for (const id of removed) {
      this.callbacks.release(id)
      this.pins.release(id)
      this.uploads.release(id)
      this.#release(id)
      this.#removalWatchers.tell(id)
    }
    const containers = new Set(removed)
    for (const form of [...this.forms.values()]) {
      if (form.container !== undefined && containers.has(form.container)) form.withdraw('scope')
    }
  }

  /** What is kept by an output's id goes with it. */
  #release(output: NodeId): void {
    this.progressbars.release(output)
    this.anchors.release(output)
    this.datatables.release(output)
    this.logboxes.release(output)
    this.rowFeeds.release(output)
    this.rowSources.release(output)
  }

  #arrived(output: PendingOutput): void {
    this.listen(output.id, output.handlers)
    output.handlers = null
    output.onArrival?.()
    output.onArrival = null
  }

  /** Tells the page which callbacks of an output are in a state, if that is still there. */
  #showState(output: NodeId, state: CallbackState, keys: readonly (number | string)[]): void {
    if (this.isClosed || !this.tree.nodes.has(output)) return
    this.command({ type: 'output-update', output, set: { [state]: keys.length > 0 ? keys : null } })
  }

  #limitToasts(): void {
    const toasts = this.tree.nodes.get(TOASTS_ID)?.children ?? []
    if (toasts.length > MAX_TOASTS) this.#carryOut({ type: 'output-remove', output: toasts[0] as NodeId })
  }
}
