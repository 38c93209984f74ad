import { InputCancelledException, SessionException } from '../errors'
import type { CloseReason } from '../protocol/commands'
import type { ConnectionErrorCode, EventErrorCode } from '../protocol/error-codes'
import type { Json, JsonObject } from '../protocol/json'
import type { Clock } from './clock'
import { equalSecrets } from './files/tokens'
import type { DurableEvents } from './durable/durable-events'
import { updatedCommand } from './durable/refill-notice'
import { SessionFiles } from './files/session-files'
import { Forms } from './forms/forms'
import { PinBoard } from './forms/pins'
import type { PageEvent } from '../protocol/events'
import { handleEvent } from './handle-event'
import type { Logger } from './logger'
import { guardedLogger, withFields } from './logger'
import { OutputReports } from './outputs/output-reports'
import { RowSources } from './outputs/row-sources'
import { PartsOwner } from './parts-owner'
import { SessionEnd } from './session-end'
import type { SessionInfo } from './session-info'
import type { SessionOptions } from './session-options'
import { SessionLog } from './session-log'
import type { SessionTracer } from './session-tracer'
import { AppEvents } from './tasks/app-events'
import { runWithContext, storedContext } from './tasks/context-store'
import { CallbackRegistry } from './tasks/callbacks'
import { EventWork } from './tasks/event-work'
import { PageScripts } from './tasks/page-scripts'
import { SessionTasks } from './tasks/session-tasks'
import type { Task, TaskKind } from './tasks/task'
import type { TaskPath } from './tasks/task-path'
import { TaskPaths } from './tasks/task-path'
import { failureCommands, mistakeCommand, readableError } from './tasks/task-failure'
import { ThreadRegistry } from './thread/thread-registry'
import { View } from './view'
import type { Invitation, Seat, SessionViewers } from './viewers/session-viewers'
import { CellEditors } from './outputs/cell-editor'
import { PageCookies } from './page-cookies'
import { PageLink } from './wire/page-link'
import type { Refusal } from './wire/refusal'
import type { SessionState } from './wire/session-state'
import type { SessionTransport } from './wire/session-transport'

/**
 * One run of an application for one page: its parts, and its life from the first page to the end. It communicates with its page through the attached
 * transport, if there is one.
 */
export class Session {
  readonly id: string
  readonly app: string
  readonly params: JsonObject
  readonly clock: Clock
  readonly logger: Logger
  readonly log: SessionLog
  /** The visitor is the author, so mistakes and stacks may be shown. */
  readonly debug: boolean
  /** When it started. Milliseconds of its clock. */
  readonly startedAt: number
  /** Traces it; null if it is not traced. */
  readonly tracer: SessionTracer | null

  /** Its outputs. */
  readonly view: View
  /** Its running tasks. */
  readonly tasks: SessionTasks
  /** The author's functions that run for events of the page. */
  readonly work = new EventWork()
  /** The callbacks of its outputs. */
  readonly callbacks: CallbackRegistry
  /** The forms that wait for an answer. */
  readonly forms: Forms
  /** The files that travel to and from the page. */
  readonly files: SessionFiles

  /** Its journal and its replay, if it is durable. */
  readonly durable: DurableEvents | null
  readonly #owner: PartsOwner
  readonly #link: PageLink
  /** Its viewers, if it has been shared. */
  #viewers: SessionViewers | null = null
  readonly #end = new SessionEnd()
  #local: Record<string | symbol, unknown> | null = null
  #info: SessionInfo
  #result: Json | undefined
  #failed = false
  #closing: Promise<void> | null = null
  #heardAt: number
  // The parts that most sessions never use are made when they are needed.
  #pins: PinBoard | null = null
  #rowSources: RowSources | null = null
  #cellEditors: CellEditors | null = null
  #cookies: PageCookies | null = null
  #scripts: PageScripts | null = null
  #appEvents: AppEvents | null = null
  #reports: OutputReports | null = null
  #threads: ThreadRegistry | null = null

  constructor(options: SessionOptions) {
    const { app, id, secret, common } = options
    const { clock, debug, files } = common
    this.id = id
    this.app = app
    this.params = options.params
    this.clock = clock
    this.logger = withFields(guardedLogger(common.logger), { session: id, app })
    this.log = new SessionLog(this.logger, app)
    this.debug = debug
    this.tracer = options.tracer ?? null
    this.startedAt = this.#heardAt = clock.now()
    this.#info = options.info
    const paths = new TaskPaths({ firstId: options.firstId, run: options.durable?.run })
    const owner = (this.#owner = new PartsOwner(this, options, paths))
    this.durable = durableOf(this, options, () => this.#link)
    this.#link = new PageLink(owner, secret)
    this.tasks = new SessionTasks(owner)
    this.callbacks = new CallbackRegistry(owner)
    const { callbacks, log } = this
    this.view = new View({ tree: owner.tree, link: this.#link, callbacks, log, owner })
    this.files = new SessionFiles(owner, files)
    this.forms = new Forms({
      owner,
      view: this.view,
      files: this.files,
      log,
      journal: this.durable,
    })
    this.view.addKeeper(this.files)
    this.view.addKeeper(this.forms)
  }

  // ---- the parts that are made when they are needed ---------------------------------------------------------------------------

  /** The fields on the page. */
  get pins(): PinBoard {
    return (this.#pins ??= this.view.addKeeper(new PinBoard(this.#owner)))
  }

  /** The sources of data tables without a list of rows. */
  get rowSources(): RowSources {
    return (this.#rowSources ??= this.view.addKeeper(new RowSources(this.#owner)))
  }

  /** The edit handlers of data tables. */
  get cellEditors(): CellEditors {
    return (this.#cellEditors ??= this.view.addKeeper(new CellEditors()))
  }

  /** Cookies that the page is about to fetch. */
  get cookies(): PageCookies {
    return (this.#cookies ??= new PageCookies())
  }

  /** The scripts that the page has not answered. */
  get scripts(): PageScripts {
    return (this.#scripts ??= new PageScripts(this.#owner))
  }

  /** The page's own events. */
  get appEvents(): AppEvents {
    return (this.#appEvents ??= new AppEvents(this.#owner))
  }

  /** The page's reports of outputs. */
  get reports(): OutputReports {
    return (this.#reports ??= new OutputReports(this.#owner))
  }

  /** Its worker threads. */
  get threads(): ThreadRegistry {
    return (this.#threads ??= new ThreadRegistry())
  }

  /** The store behind `local`. */
  get local(): Record<string | symbol, unknown> {
    return (this.#local ??= Object.create(null) as Record<string | symbol, unknown>)
  }

  // ---- facts about it -------------------------------------------------------------------------------------------------------

  get state(): SessionState {
    return this.#link.state
  }

  get isClosed(): boolean {
    return this.#link.isClosed
  }

  /** The secret of its own page. */
  get secret(): string {
    return this.#link.secret
  }

  /** The facts about the browser and its request. */
  get info(): SessionInfo {
    return this.#info
  }

  /** The estimated number of bytes that its page has not acknowledged. */
  get unreadBytes(): number {
    return this.#link.unreadBytes + (this.#viewers?.unreadBytes ?? 0)
  }

  /** The number of the last event that was handled. */
  get lastEvent(): number {
    return this.#link.handled
  }

  /** The time of the visitor's last sign (a new page or an event), in milliseconds of its clock. */
  get heardAt(): number {
    return this.#heardAt
  }

  /** Aborted when the session closes. */
  get closedSignal(): AbortSignal {
    return this.#end.signal
  }

  /** Whether anything waits for its page or its end. */
  get isAwaited(): boolean {
    return this.#link.isAwaited || this.#end.isAwaited
  }

  /** Calls `listener` when the session closes, before its tasks are closed. Returns a function that cancels this. */
  onClose(listener: () => void): () => void {
    return this.#end.onCome(listener)
  }

  /** Its viewers, if it has been shared. */
  get viewers(): SessionViewers | null {
    return this.#viewers
  }

  /** Lets others view it from now on. Null if it cannot be shared. */
  openToViewers(): SessionViewers | null {
    return (this.#viewers ??= this.#link.audience = this.#owner.makeViewers(this.#link))
  }

  /** The seat with this secret: the owner's, or that of a viewer who came by a link. */
  seatOf(secret: string): Seat | null {
    if (this.#viewers) {
      const seat = this.#viewers.seatOf(secret)
      return seat && { ...seat, attach: (...page) => this.#attached(() => seat.attach(...page)) }
    }
    if (!equalSecrets(this.secret, secret)) return null
    const { state } = this
    const transport = state.name === 'open' ? state.transport : null
    return {
      ...{ info: this.#info, isDriver: true, transport },
      attach: (next, seen) => this.attach(next, seen, true),
    }
  }

  /** The invitation that a token of `share` gives to this session; null for any other token. */
  invitationOf(token: string): Invitation | null {
    const viewers = this.#viewers
    const link = this.isClosed ? undefined : viewers?.links.find(token)
    if (!viewers || !link) return null
    return {
      isFull: viewers.isFull,
      join: (transport, info, role) => this.#attached(() => viewers.join(link, role, info, transport)),
    }
  }

  // ---- its page ---------------------------------------------------------------------------------------------------------------

  /** The first page of a session that existed before it has come. The visitor is known from now on. */
  meet(info: SessionInfo): void {
    this.#info = info
  }

  /** The own page of a session that a link has resumed has come. Its secret is known from now on. */
  learnSecret(secret: string): void {
    this.#link.secret = secret
    this.#viewers?.learnSecret(secret)
  }

  /**
   * A new or resuming page has attached.
   * @param seen number of the last batch that it has applied
   */
  attach(transport: SessionTransport, seen: number, resumed: boolean): void {
    this.#attached(() => {
      if (this.#viewers) return this.#viewers.attachOwner(transport, seen)
      if (resumed && seen === 0) this.#scripts?.pageReplaced()
      this.#link.attach(transport, seen, resumed)
    })
  }

  #attached(attach: () => void): void {
    this.#heardAt = this.clock.now()
    attach()
    this.#owner.attached()
  }

  /** The connection of `transport` has ended. */
  detach(transport: SessionTransport): void {
    if (!this.#viewers?.detach(transport)) this.#link.detach(transport)
    this.#owner.attached()
  }

  /** A message of a page has arrived over `transport`. */
  receive(transport: SessionTransport, input: unknown): void {
    if (!this.#viewers?.receive(transport, input)) this.#link.receive(transport, input)
  }

  /** True if its page has never sent an event. */
  get isUntouched(): boolean {
    return this.#link.isUntouched
  }

  /** A message over `transport` was larger than it accepts (rule E7). */
  receivedTooLarge(transport: SessionTransport): void {
    this.#link.receivedTooLarge(transport)
  }

  /** A forwarded event of the page has been refused. */
  refuse(n: number, code: EventErrorCode | ConnectionErrorCode, message: string): void {
    this.#link.refuse(n, code, message)
  }

  // ---- its life ---------------------------------------------------------------------------------------------------------------

  /** Starts the application. */
  start(main: (params: JsonObject) => unknown): void {
    if (this.debug) this.view.command({ type: 'env-set', set: { debug: true } })
    const run = (): unknown => main(this.durable?.paramsOf(this.params) ?? this.params)
    const { main: path } = this.tasks.paths
    this.durable?.opened(path)
    if (this.durable?.isRefilled) this.view.command(updatedCommand(path.newId()))
    void this.tasks.run('main', run, this.tasks.make('main', path))
  }

  /**
   * Starts the application of a session from its journal, and replays it to its last position.
   * @returns when it is live again and waits for its page
   * @throws DurableMismatch if this application did not write the journal. Drop the session then
   */
  async recover(main: (params: JsonObject) => unknown): Promise<void> {
    await this.replay(main)
    this.view.commit()
    this.#link.resumeFromJournal()
    this.#scripts?.sendAgain()
    this.durable?.goLive()
    this.endIfDone()
  }

  /**
   * Runs the application through the journal, and no further: what would have effects outside waits.
   * @returns number of records that the replay has used
   * @throws DurableMismatch
   */
  async replay(main: (params: JsonObject) => unknown): Promise<number> {
    const { durable } = this
    if (!durable) throw new Error('replay: the session is not durable.')
    this.#link.mute()
    this.start(main)
    return durable.replay()
  }

  /**
   * Calls `fire` after `ms` milliseconds for a task. In a durable session, the time counts from the first run in which the task asked. Returns a
   * function that cancels it.
   * @param what its purpose, such as `sleep`
   */
  timer(path: TaskPath, what: string, fire: () => void, ms: number): () => void {
    return this.durable ? this.durable.timer(path, what, fire, ms) : this.clock.setTimer(fire, ms)
  }

  /**
   * Runs a step that takes time and has effects outside. A durable session runs it once and records its result.
   * @param fp the fingerprint of the step, such as `step:load`
   * @param run runs the step. `key` identifies this call of this session
   */
  recordedStep<T>(path: TaskPath, fp: string, caller: string, run: (key: string) => Promise<T>): Promise<T> {
    if (this.durable) return this.durable.step(path, fp, caller, run)
    return run(`${this.id}:${path.name}:${path.nextCall()}`)
  }

  /**
   * Resolves when the session has closed.
   * @param task rejects with SessionClosedException if this task is closed first
   */
  whenClosed(task?: Task): Promise<void> {
    return this.#end.wait(task)
  }

  /** Registers a function that runs when the session ends, in the order of registration. Returns a function that cancels this. */
  defer(run: () => unknown): () => void {
    return this.#end.defer(run)
  }

  /**
   * In debug mode, shows the author a mistake in the page and in the log.
   * @param path the path of the task that made it
   */
  pointOut(mistake: Error, path = this.currentPath()): void {
    this.log.mistake(mistake)
    this.view.command(mistakeCommand(mistake, path.newId()))
  }

  /**
   * Reports a stray error of a task's code, such as a timer or an unawaited promise, like an error of a callback.
   * @returns false if such errors must end the process
   */
  takeStrayError(thrown: unknown): boolean {
    if (!this.#owner.takesStrayErrors) return false
    const error = readableError(thrown)
    if (!(error instanceof SessionException)) this.#reportFailure('callback', error, this.currentPath())
    return true
  }

  /** Ends the session, no matter what it is doing. Resolves when deferred functions have run, even if another call ended it first. */
  close(reason: CloseReason): Promise<void> {
    // The server stops; a durable session stays.
    if (reason === 'shutdown' && this.durable?.isKept) return this.#suspendOrClose()
    return (this.#closing ??= this.#close(reason))
  }

  async #suspendOrClose(): Promise<void> {
    if (!(await this.suspend())) await (this.#closing ??= this.#close('shutdown'))
  }

  /**
   * Releases a durable session without ending it: writes its records and frees its memory, so that another process can claim and continue it. Its
   * deferred functions do not run.
   * @returns false if its records cannot be written, so that it continues here
   */
  async suspend(): Promise<boolean> {
    await this.files.pauseUploads()
    if (!(await this.durable?.release())) return false
    this.drop()
    return true
  }

  /** Frees the memory of a durable session that continues elsewhere. Nothing more is written to its journal. */
  drop(): void {
    if (this.isClosed) return
    this.#closing = Promise.resolve()
    this.durable?.stop()
    // First, because an abandoned form deletes its files.
    this.files.letGo()
    this.#link.abandon()
    this.forms.abandon()
    this.#scripts?.abandon()
    this.#release()
  }

  async #close(reason: CloseReason): Promise<void> {
    if (this.isClosed) return
    this.view.finish()
    this.forms.abandon()
    this.#scripts?.abandon()
    const result = reason === 'finished' ? this.#result : undefined
    this.view.command({ type: 'session-close', reason, ...(result !== undefined && { result }) })
    this.#link.close(reason)
    this.#release()
    await this.#end.runDeferred((error) => this.log.deferredFailed(error))
    // Only now, because a deferred function may move the uploads.
    this.files.clearUploads()
    await this.durable?.ended(reason)
  }

  /** Ends everything that runs or waits in it. */
  #release(): void {
    // Listeners of `closed_signal` are the author's code.
    runWithContext(this.#owner.contextOf(this.tasks.make('callback')), () => this.#end.come())
    this.tasks.close()
    this.work.clear()
    this.callbacks.clear()
    this.#pins?.clear()
    this.#rowSources?.close()
    this.#cellEditors?.clear()
    this.#cookies?.clear()
    this.view.release()
    this.#appEvents?.clear()
    this.files.clearDownloads()
  }

  /**
   * Takes an event of the page, see `LinkOwner.onEvent`.
   * @internal
   */
  takeEvent(event: PageEvent, n: number, target: number | undefined): Refusal | null {
    this.#heardAt = this.clock.now()
    const { durable } = this
    if (this.#threads?.onEvent(event, n)) return durable?.passOver(n) ?? null
    return durable ? durable.take(event, n, target) : this.handle(event, n)
  }

  /** Handles the part of an event that another run of the session does not repeat. @internal */
  handleAside(event: PageEvent, n: number): Refusal | null {
    return handleEvent(this, event, n)
  }

  /** Handles an event; the tasks that it starts belong to it. @internal */
  handle(event: PageEvent, n: number): Refusal | null {
    const { paths } = this.tasks
    paths.enterEvent(n)
    try {
      return handleEvent(this, event, n)
    } finally {
      paths.leaveEvent()
    }
  }

  /** The path of the task that is running. @internal */
  currentPath(): TaskPath {
    const context = storedContext() as { readonly session: Session; readonly path: TaskPath } | undefined
    return context?.session === this ? context.path : this.tasks.paths.next()
  }

  /** The main call has returned. @internal */
  returned(value: unknown): void {
    this.#result = jsonOrUndefined(value)
  }

  /** A task threw. @returns whether that is a failure @internal */
  taskFailed(task: Task, thrown: unknown): boolean {
    const error = readableError(thrown)
    if (error instanceof SessionException) return false
    // The callback's output no longer exists, so there is nobody to answer.
    if (error instanceof InputCancelledException && task.kind === 'callback') return false
    if (task.kind === 'main') this.#failed = true
    this.#reportFailure(task.kind, error, task.path)
    return true
  }

  #reportFailure(kind: TaskKind, error: unknown, path: TaskPath): void {
    this.log.taskFailed(kind, error)
    for (const command of failureCommands(error, this.debug, path)) this.view.command(command)
  }

  /** Ends it if nothing runs and nothing is awaited. @internal */
  endIfDone(): void {
    if (this.durable?.isReplaying) return
    if (!this.tasks.areDone || this.files.areAwaited || this.isClosed) return
    this.view.commit()
    // The commit may have activated callbacks, or started something that an output waits for.
    if (!this.tasks.areDone) return
    if (!this.#failed) this.forms.reportUnanswered()
    void this.close(this.#failed ? 'failed' : 'finished')
  }
}

function durableOf(
  session: Session,
  { durable }: SessionOptions,
  link: () => PageLink,
): DurableEvents | null {
  if (!durable) return null
  return durable.create(session, {
    handled: () => link().flushSoon(),
    replayed: (n) => link().replayed(n),
    flush: () => link().flush(),
  })
}

/** A task's result travels only if it is JSON. */
function jsonOrUndefined(value: unknown): Json | undefined {
  if (value === undefined) return undefined
  try {
    const text = JSON.stringify(value) as string | undefined
    return text === undefined ? undefined : (JSON.parse(text) as Json)
  } catch {
    return undefined
  }
}
