import { SessionClosedException, SessionException } from '../errors'
import type { CloseReason, Command, OutputInsertCommand } from '../protocol/commands'
import { isTransient } from '../protocol/commands'
import type { Json, JsonObject } from '../protocol/json'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { FIRST_FREE_ID, TOASTS_ID } from '../protocol/output-spec'
import { applyCommand } from '../state/reduce'
import { snapshotOf } from '../state/snapshot'
import type { TreeObserver } from '../state/tree-observer'
import type { ViewTree } from '../state/view-tree'
import { createViewTree } from '../state/view-tree'
import { CallbackRegistry } from './callbacks'
import type { Clock } from './clock'
import { runWithContext } from './context-store'
import type { FormAnswer, FormRequest } from './form-spec'
import { formSpecOf } from './form-spec'
import { handleEvent } from './handle-event'
import type { Logger } from './logger'
import type { FormAsker } from './open-form'
import { OpenForm } from './open-form'
import type { OutboxLimits } from './outbox'
import type { OutputSink } from './output-queue'
import { markSent, OutputQueue } from './output-queue'
import type { HandlerSpec, PendingOutput } from './pending-output'
import { Progressbars } from './progressbars'
import { PageLink } from './page-link'
import { ROOT_FRAME } from './scope-stack'
import type { SessionInfo } from './session-info'
import type { SessionState } from './session-state'
import type { SessionTransport } from './session-transport'
import type { TaskKind } from './task'
import { Task } from './task'
import { failureCommands } from './task-failure'

/** Toasts kept for a page that does not take them away. */
const MAX_TOASTS = 50

export interface SessionOptions {
  readonly id: string
  readonly secret: string
  /** Name of the application. */
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
  /** Seconds that a session waits for a page whose connection was lost. */
  readonly reconnectTimeout: number
  /** Shows the stack of a failed task in the page. */
  readonly debug: boolean
  readonly clock: Clock
  readonly logger: Logger
  readonly outboxLimits?: OutboxLimits | undefined
  /** The session is over and nothing of it is needed any more. */
  readonly onGone: (session: Session) => void
}

/**
 * One run of an application for one page. Owns the view tree, the forms that wait, the live callbacks and the tasks; talks to its page
 * through whatever transport is attached, or to nobody while none is.
 */
export class Session {
  readonly id: string
  readonly secret: string
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
  readonly clock: Clock
  readonly logger: Logger
  readonly tree: ViewTree = createViewTree()
  /** Progress bars by name: the newest of each. */
  readonly progressbars = new Progressbars()
  /** The store behind `local`. */
  readonly local = Object.create(null) as Record<string | symbol, unknown>
  readonly callbacks = new CallbackRegistry()
  readonly forms = new Map<NodeId, OpenForm>()
  /** What the page's own events (`useWebIO().send`) call, by name. */
  readonly appEventHandlers = new Map<string, (data: Json) => unknown>()

  readonly #options: SessionOptions
  readonly #queue = new OutputQueue()
  readonly #link: PageLink
  readonly #sink: OutputSink
  readonly #observer: TreeObserver
  #lastId = FIRST_FREE_ID - 1
  #lastTask = 0
  /** Names of scopes that were written to and were not there, each logged once. */
  readonly #missingScopes = new Set<string>()
  readonly #running = new Set<Task>()
  #result: Json | undefined
  #failed = false
  /** A callback was registered at some time: the session outlives its tasks (PyWebIO's rule). */
  #interactive = false
  #deferred: (() => unknown)[] = []
  #abort: AbortController | null = null
  #closing: Promise<void> | null = null
  #closedWaiters: (() => void)[] = []
  readonly #removalWatchers = new Map<NodeId, (() => void)[]>()
  /** Nodes that were removed by the command under way. */
  #removed: NodeId[] = []

  constructor(options: SessionOptions) {
    this.#options = options
    this.id = options.id
    this.secret = options.secret
    this.app = options.app
    this.params = options.params
    this.info = options.info
    this.clock = options.clock
    this.logger = options.logger
    this.#link = new PageLink(
      { ...options, snapshot: () => snapshotOf(this.tree) },
      {
        commit: () => this.#commit(),
        handleEvent: (event, n) => handleEvent(this, event, n),
        left: () => void this.close('left'),
        expired: () => void this.close('expired'),
        gone: () => options.onGone(this),
      },
    )
    this.#observer = {
      nodeChanged() {},
      formChanged() {},
      pageChanged() {},
      nodeRemoved: (id) => this.#removed.push(id),
    }
    this.#sink = {
      tree: this.tree,
      insert: (command) => this.#insert(command),
      arrived: (output) => this.#registerHandlers(output),
      dropped: (output) => {
        this.progressbars.release(output.id)
        this.scopeMissing(String(output.target))
      },
    }
  }

  // ---- life -------------------------------------------------------------------------------------------------------------------

  get state(): SessionState {
    return this.#link.state
  }

  get isClosed(): boolean {
    return this.#link.state.name === 'closed'
  }

  /** Aborted when the session closes. */
  get closedSignal(): AbortSignal {
    this.#abort ??= new AbortController()
    if (this.isClosed && !this.#abort.signal.aborted) this.#abort.abort(new SessionClosedException())
    return this.#abort.signal
  }

  /**
   * Resolves when the session has closed.
   * @param task rejects with SessionClosedException when this task is closed before
   */
  whenClosed(task?: Task): Promise<void> {
    if (this.isClosed) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#closedWaiters.push(resolve)
      task?.onClose(() => {
        if (!this.isClosed) reject(new SessionClosedException('hold: this task has been closed.'))
      })
    })
  }

  /** Starts the application. */
  start(main: (params: JsonObject) => unknown): void {
    void this.runTask('main', async () => {
      this.#result = jsonOrUndefined(await main(this.params))
    })
  }

  /**
   * A page has come, new or back.
   * @param seen number of the last batch that it has applied
   */
  attach(transport: SessionTransport, seen: number, resumed: boolean): void {
    this.#link.attach(transport, seen, resumed)
  }

  /** The connection of `transport` has ended. */
  detach(transport: SessionTransport): void {
    this.#link.detach(transport)
  }

  /** A message of a page has arrived over `transport`. */
  receive(transport: SessionTransport, input: unknown): void {
    this.#link.receive(transport, input)
  }

  /** Ends the session, whatever it is doing. Resolves when deferred functions have run, whoever ended it first. */
  close(reason: CloseReason): Promise<void> {
    return (this.#closing ??= this.#close(reason))
  }

  async #close(reason: CloseReason): Promise<void> {
    if (this.isClosed) return
    this.#commit()
    for (const form of [...this.forms.values()]) form.abandon()
    const result = reason === 'finished' ? this.#result : undefined
    this.command({ type: 'session-close', reason, ...(result !== undefined && { result }) })
    this.#link.close(reason)
    for (const task of this.#running) task.close()
    this.callbacks.clear()
    this.appEventHandlers.clear()
    this.#abort?.abort(new SessionClosedException())
    for (const resolve of this.#closedWaiters.splice(0)) resolve()
    for (const watchers of this.#removalWatchers.values()) for (const gone of watchers) gone()
    this.#removalWatchers.clear()
    await this.#runDeferred()
  }

  /** Registers a function that runs when the session ends, in the order of registration. */
  defer(run: () => unknown): void {
    this.#deferred.push(run)
  }

  // ---- tasks ------------------------------------------------------------------------------------------------------------------

  /** Runs a function as a task of its own, from scope ROOT. Errors are reported; the promise never rejects. */
  async runTask(kind: TaskKind, body: () => unknown, task: Task = this.newTask(kind)): Promise<void> {
    if (this.isClosed) return
    this.#running.add(task)
    // A task that was closed is waited for no more, whatever it is doing.
    task.onClose(() => this.#taskEnded(task))
    try {
      await runWithContext({ session: this, task, scope: ROOT_FRAME, change: null }, body)
    } catch (error) {
      this.#taskFailed(task, error)
    } finally {
      this.#taskEnded(task)
    }
  }

  newTask(kind: TaskKind): Task {
    return new Task(++this.#lastTask, kind)
  }

  /** Runs a callback as a task of its own. */
  startCallback(run: () => unknown): Promise<void> {
    return this.runTask('callback', run)
  }

  /** Logs an error that takes nothing with it: of an `onchange`, a `validate`, a deferred function. */
  reportIgnored(what: string, error: unknown): void {
    if (error instanceof SessionException) return
    this.logger.error(`[webio] ${what} failed (application "${this.app}"):`, error)
  }

  // ---- what a task shows ------------------------------------------------------------------------------------------------------

  newId(): NodeId {
    return ++this.#lastId
  }

  /** Takes an output that was just made. It is sent when the synchronous run ends, or before the next command. */
  enqueue(output: PendingOutput): void {
    this.#queue.push(output)
    this.#link.scheduleFlush()
  }

  /** Carries out a command: behind all outputs that were made before it. */
  command(command: Command): void {
    this.#commit()
    this.#carryOut(command)
  }

  /** Puts what is in the queue into the view tree; it is sent when the synchronous run ends. */
  commitOutputs(): void {
    this.#commit()
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

  /** Sends everything now, without waiting for the end of the synchronous run. */
  sendNow(): void {
    this.#link.flush()
  }

  /** Puts nodes at the end of a node that is on the page. `members`: the outputs among them. */
  insertInto(
    parent: NodeId,
    outputs: readonly (NodeSpec | NodeId)[],
    members: readonly PendingOutput[],
  ): void {
    this.command({ type: 'output-insert', parent, outputs })
    for (const member of members) markSent(this.#sink, member)
  }

  /** Calls `gone` once the node is not on the page any more. */
  watchRemoval(node: NodeId, gone: () => void): void {
    if (this.isClosed || !this.tree.nodes.has(node)) return gone()
    const watchers = this.#removalWatchers.get(node)
    if (watchers) watchers.push(gone)
    else this.#removalWatchers.set(node, [gone])
  }

  /** Makes callbacks of an output live. */
  listen(output: NodeId, handlers: readonly HandlerSpec[] | null): void {
    if (this.isClosed || !handlers?.length || !this.tree.nodes.has(output)) return
    for (const { key, run, ...options } of handlers) this.callbacks.add(output, key, run, options)
    this.#interactive = true
  }

  /** Puts other callbacks in the place of those that an output was made with. */
  replaceHandlers(output: NodeId, handlers: readonly HandlerSpec[]): void {
    this.callbacks.keepOnly(output, new Set(['click', ...handlers.map(({ key }) => key)]))
    this.listen(output, handlers)
  }

  /** The session has something that a person can use, so it outlives its tasks. */
  stayAlive(): void {
    this.#interactive = true
  }

  /** Opens a form and waits for its answer. */
  openForm(asker: FormAsker, request: FormRequest): Promise<FormAnswer> {
    this.#commit()
    const container = request.scope === undefined ? undefined : this.tree.scopes.get(request.scope)
    const spec = formSpecOf(request, this.newId(), container)
    const form = new OpenForm(this, asker, request, spec)
    this.forms.set(form.id, form)
    this.#carryOut({ type: 'form-open', form: spec })
    if (request.scope !== undefined && container === undefined) form.withdraw('scope')
    else if (request.signal?.aborted) form.withdraw('signal', request.signal.reason)
    return form.answer
  }

  /** A form has ended, in whatever way. */
  formClosed(form: OpenForm): void {
    if (!this.forms.delete(form.id) || this.isClosed) return
    this.#commit()
    const command: Command = { type: 'form-close', form: form.id }
    applyCommand(this.tree, command, this.#observer)
    // The task that waited goes on in a moment, and what it shows next can travel along.
    this.#link.addUnhurried(command)
  }

  /** Resolves when the page has applied everything shown so far. */
  async flushed(): Promise<void> {
    this.#link.flush()
    await this.#link.drained()
  }

  // ---- inside -----------------------------------------------------------------------------------------------------------------

  #commit(): void {
    if (!this.#queue.isEmpty && !this.isClosed) this.#queue.drainTo(this.#sink)
  }

  #insert(command: OutputInsertCommand): void {
    applyCommand(this.tree, command, this.#observer)
    if (command.index !== undefined) this.#link.add(command)
    else {
      for (const output of command.outputs as readonly NodeSpec[])
        this.#link.addAppended(command.parent, output)
    }
    this.#releaseRemoved()
  }

  #carryOut(command: Command): void {
    if (this.isClosed) return
    if (!isTransient(command)) applyCommand(this.tree, command, this.#observer)
    this.#link.add(command)
    this.#releaseRemoved()
    this.#link.scheduleFlush()
    if (command.type === 'output-insert' && command.parent === TOASTS_ID) this.#limitToasts()
  }

  /** Nodes have gone: their callbacks go too, and forms that stood in them are withdrawn. */
  #releaseRemoved(): void {
    if (this.#removed.length === 0) return
    const removed = this.#removed
    this.#removed = []
    for (const id of removed) {
      this.callbacks.release(id)
      this.progressbars.release(id)
      const watchers = this.#removalWatchers.get(id)
      if (!watchers) continue
      this.#removalWatchers.delete(id)
      for (const gone of watchers) gone()
    }
    const containers = new Set(removed)
    for (const form of [...this.forms.values()]) {
      if (form.container !== undefined && containers.has(form.container)) form.withdraw('scope')
    }
  }

  #registerHandlers(output: PendingOutput): void {
    this.listen(output.id, output.handlers)
    output.handlers = null
  }

  #limitToasts(): void {
    const toasts = this.tree.nodes.get(TOASTS_ID)?.children ?? []
    if (toasts.length > MAX_TOASTS) this.#carryOut({ type: 'output-remove', output: toasts[0] as NodeId })
  }

  #taskFailed(task: Task, error: unknown): void {
    if (error instanceof SessionException) return
    this.logger.error(`[webio] a ${task.kind} task of application "${this.app}" failed:`, error)
    if (task.kind === 'main') this.#failed = true
    for (const command of failureCommands(error, this.#options.debug, () => this.newId()))
      this.command(command)
  }

  #taskEnded(task: Task): void {
    if (this.#running.delete(task)) this.#endIfDone()
  }

  #endIfDone(): void {
    if (this.#running.size > 0 || this.#interactive || this.isClosed) return
    this.#commit()
    // Committing may have made callbacks live.
    if (!this.#interactive) void this.close(this.#failed ? 'failed' : 'finished')
  }

  async #runDeferred(): Promise<void> {
    for (const run of this.#deferred.splice(0)) {
      try {
        await run()
      } catch (error) {
        if (error instanceof SessionException) {
          this.logger.error('[webio] a deferred function used the page, which has left already:', error)
        } else this.reportIgnored('a deferred function', error)
      }
    }
  }
}

/** A task's result travels only where it is JSON. */
function jsonOrUndefined(value: unknown): Json | undefined {
  if (value === undefined) return undefined
  try {
    const text = JSON.stringify(value) as string | undefined
    return text === undefined ? undefined : (JSON.parse(text) as Json)
  } catch {
    return undefined
  }
}
