import type { CloseReason, Command, TreeCommand } from '../protocol/commands'
import type { PageEvent } from '../protocol/events'
import type { NodeId } from '../protocol/output-spec'
import type { DraftsMessage } from '../protocol/wire-messages'
import { snapshotOf } from '../state/snapshot'
import type { ViewTree } from '../state/view-tree'
import { createViewTree } from '../state/view-tree'
import type { Clock } from './clock'
import type { DurableEvents } from './durable/durable-events'
import type { DownloadOwner } from './files/downloads'
import type { FileFields, UploadOwner } from './files/uploads'
import type { FormValues } from './forms/form-spec'
import type { Forms } from './forms/forms'
import type { FormOwner, OpenForm } from './forms/open-form'
import type { PinBoard, PinOwner } from './forms/pins'
import type { Logger } from './logger'
import type { ReportOwner } from './outputs/output-reports'
import type { RowSources, SourceOwner } from './outputs/row-sources'
import type { SessionInfo } from './session-info'
import type { CommonOptions, SessionOptions } from './session-options'
import { MAX_VIEWERS } from './session-options'
import type { SessionLog } from './session-log'
import type { SessionTracer, Span, TracedSession } from './session-tracer'
import type { AppEventOwner } from './tasks/app-events'
import type { CallbackOwner, CallbackRegistry, CallbackState } from './tasks/callbacks'
import type { EventWork } from './tasks/event-work'
import type { PageScripts, ScriptOwner } from './tasks/page-scripts'
import { ROOT_FRAME } from './tasks/scope-stack'
import type { CallbackStart, SessionTasks, TaskHost } from './tasks/session-tasks'
import type { Task } from './tasks/task'
import type { TaskPath, TaskPaths } from './tasks/task-path'
import type { SessionViewers, ViewedSession } from './viewers/session-viewers'
import type { View, ViewOwner } from './view'
import type { EventLedger, LinkOwner, PageLink } from './wire/page-link'
import type { OutboxLimits } from './wire/outbox'
import type { Refusal } from './wire/refusal'

/** What a session tells its parts, and what they make it do. */
export interface OwnedSession extends TracedSession {
  readonly clock: Clock
  readonly logger: Logger
  readonly log: SessionLog
  readonly debug: boolean
  readonly startedAt: number
  readonly secret: string
  readonly info: SessionInfo
  readonly tracer: SessionTracer | null
  readonly durable: DurableEvents | null
  readonly viewers: SessionViewers | null
  readonly lastEvent: number

  readonly view: View
  readonly tasks: SessionTasks
  readonly work: EventWork
  readonly callbacks: CallbackRegistry
  readonly forms: Forms
  readonly pins: PinBoard
  readonly rowSources: RowSources
  readonly scripts: PageScripts

  /** The path of the task that is running. */
  currentPath(): TaskPath
  /** See `Session.timer`. */
  timer(path: TaskPath, what: string, fire: () => void, ms: number): () => void
  /** The main call has returned. */
  returned(value: unknown): void
  /** A task threw. @returns whether that is a failure */
  taskFailed(task: Task, thrown: unknown): boolean
  /** Takes an event of the page, see `LinkOwner.onEvent`. */
  takeEvent(event: PageEvent, n: number, target: number | undefined): Refusal | null
  /** Ends it if nothing runs and nothing is awaited. */
  endIfDone(): void
  close(reason: CloseReason): Promise<void>
}

type Owner = PinOwner &
  SourceOwner &
  ReportOwner &
  ScriptOwner &
  UploadOwner &
  DownloadOwner &
  FormOwner &
  AppEventOwner &
  CallbackOwner &
  TaskHost &
  ViewOwner &
  LinkOwner

/**
 * A session as its parts see it: what each of them needs of the session and of the other parts. One object for all, because a session has two dozen
 * parts, and closures for everything they need would be a tenth of its memory.
 */
export class PartsOwner implements Owner {
  readonly tree: ViewTree = createViewTree()
  readonly paths: TaskPaths
  readonly #session: OwnedSession
  readonly reconnectTimeout: number
  readonly #common: CommonOptions
  readonly #onAttached: (() => void) | undefined
  readonly #onGone: () => void

  constructor(session: OwnedSession, options: SessionOptions, paths: TaskPaths) {
    this.#session = session
    this.#common = options.common
    this.paths = paths
    this.reconnectTimeout = options.reconnectTimeout
    this.#onAttached = options.onAttached
    this.#onGone = options.onGone
  }

  // ---- facts and parts --------------------------------------------------------------------------------------------------------

  get id(): string {
    return this.#session.id
  }

  get app(): string {
    return this.#session.app
  }

  get clock(): Clock {
    return this.#session.clock
  }

  get logger(): Logger {
    return this.#session.logger
  }

  get debug(): boolean {
    return this.#session.debug
  }

  get work(): EventWork {
    return this.#session.work
  }

  get tasks(): SessionTasks {
    return this.#session.tasks
  }

  get callbacks(): CallbackRegistry {
    return this.#session.callbacks
  }

  /** Whether stray errors of its tasks' code belong to the session. */
  get takesStrayErrors(): boolean {
    return this.#common.takesStrayErrors ?? true
  }

  // ---- for its tasks ----------------------------------------------------------------------------------------------------------

  get lastEvent(): number {
    return this.#session.lastEvent
  }

  contextOf(task: Task): object {
    return { session: this.#session, task, path: task.path, scope: ROOT_FRAME, change: null }
  }

  returned(task: Task, value: unknown): void {
    if (task.kind === 'main') this.#session.returned(value)
  }

  failed(task: Task, error: unknown): boolean {
    return this.#session.taskFailed(task, error)
  }

  spanOf(task: Task): Span | null | undefined {
    return this.#session.tracer?.task(this.#session, task)
  }

  idle(): void {
    this.#session.endIfDone()
  }

  becameInteractive(): void {
    this.#common.listener?.onInteractive()
  }

  currentPath(): TaskPath {
    return this.#session.currentPath()
  }

  nextPath(): TaskPath {
    return this.paths.next()
  }

  timer(path: TaskPath, what: string, fire: () => void, ms: number): () => void {
    return this.#session.timer(path, what, fire, ms)
  }

  startCallback(run: () => unknown, start?: CallbackStart): Promise<void> {
    return this.tasks.startCallback(run, start)
  }

  startInTurn(run: () => unknown): boolean {
    return this.callbacks.startInTurn(run)
  }

  reportIgnored(what: string, error: unknown): void {
    this.#session.log.ignored(what, error)
  }

  // ---- for what it shows and asks ---------------------------------------------------------------------------------------------

  command(command: TreeCommand | Command): void {
    this.#session.view.command(command)
  }

  commanded(): void {
    this.#common.listener?.onCommand()
  }

  showState(output: NodeId, state: CallbackState, keys: readonly (number | string)[]): void {
    this.#session.view.showState(output, state, keys)
  }

  applied(): Promise<void> {
    return this.#session.view.drained()
  }

  listens(name: string): void {
    this.tasks.stayAlive()
    this.#common.listener?.onListen(name)
  }

  accepted(
    form: OpenForm,
    values: FormValues,
    files: readonly NodeId[],
    n: number,
    accept: () => void,
  ): void {
    const { durable } = this.#session
    if (durable) durable.accepted(form, values, files, n, accept)
    else accept()
  }

  judged(n: number): void {
    this.#session.durable?.judged(n)
  }

  fileFields(id: NodeId): FileFields | undefined {
    return this.#session.forms.get(id) ?? this.#session.pins.fileFields(id)
  }

  uploadArrived(upload: NodeId, settle: () => void): void {
    const { durable } = this.#session
    if (durable) durable.uploadArrived(upload, settle)
    else settle()
  }

  downloadsFetched(): void {
    this.#session.endIfDone()
  }

  // ---- for its page -----------------------------------------------------------------------------------------------------------

  get outboxLimits(): OutboxLimits | undefined {
    return this.#common.outboxLimits
  }

  get maxMessageBytes(): number | undefined {
    return this.#common.maxMessageBytes
  }

  get turns(): { add(turn: () => void): void } | undefined {
    return this.#session.durable?.turns
  }

  get numbers(): EventLedger | undefined {
    return this.#session.durable?.numbers
  }

  get isKept(): boolean {
    return this.#session.durable?.isKept ?? false
  }

  get mayShow(): boolean {
    return this.#session.durable?.isSafe ?? true
  }

  snapshot(): readonly Command[] {
    return snapshotOf(this.tree)
  }

  onEvent(event: PageEvent, n: number, target: number | undefined): Refusal | null {
    return this.#session.takeEvent(event, n, target)
  }

  onDrafts({ form, values }: DraftsMessage): void {
    this.#session.viewers?.typed(form, values)
  }

  onYielded(): void {
    this.#session.viewers?.yielded()
  }

  onLeft(): void {
    if (!this.#session.viewers?.driverLeft()) void this.#session.close('left')
  }

  onExpired(): void {
    if (!this.#session.viewers?.driverLost()) void this.#session.close('expired')
  }

  onGone(): void {
    this.#onGone()
  }

  /** A page has attached, or its connection has ended. */
  attached(): void {
    this.#onAttached?.()
  }

  // ---- for its viewers --------------------------------------------------------------------------------------------------------

  /** Makes its viewers; null if it cannot be shared. */
  makeViewers(link: PageLink): SessionViewers | null {
    const { reconnectTimeout } = this
    const { viewers, maxViewers = MAX_VIEWERS, outboxLimits } = this.#common
    const mayShow = (): boolean => this.mayShow
    return (
      viewers?.({ session: this.#viewed(), link, mayShow, outboxLimits, reconnectTimeout, maxViewers }) ??
      null
    )
  }

  #viewed(): ViewedSession {
    const { clock, logger, rowSources, secret, startedAt, view, scripts } = this.#session
    const infoNow = (): SessionInfo => this.#session.info
    return {
      ...{ clock, logger, rowSources, secret, startedAt, tree: this.tree },
      get info() {
        return infoNow()
      },
      command: (command) => view.command(command),
      commandForOthers: (command) => view.commandForOthers(command),
      driverReplaced: () => scripts.pageReplaced(),
    }
  }
}
