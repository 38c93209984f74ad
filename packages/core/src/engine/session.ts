import { SessionException } from '../errors'
import type { CloseReason } from '../protocol/commands'
import type { ConnectionErrorCode, EventErrorCode } from '../protocol/error-codes'
import type { PageEvent } from '../protocol/events'
import type { Json, JsonObject } from '../protocol/json'
import { snapshotOf } from '../state/snapshot'
import type { Clock } from './clock'
import { runWithContext } from './tasks/context-store'
import { Downloads } from './files/downloads'
import type { FileStore } from './files/file-store'
import { handleEvent } from './handle-event'
import type { Logger } from './logger'
import { MemoryFileStore } from './files/memory-file-store'
import type { OutboxLimits } from './wire/outbox'
import { PageLink } from './wire/page-link'
import { PageScripts } from './tasks/page-scripts'
import { RunningTasks } from './tasks/running-tasks'
import { ROOT_FRAME } from './tasks/scope-stack'
import { SessionEnd } from './session-end'
import type { SessionInfo } from './session-info'
import type { SessionState } from './wire/session-state'
import type { SessionTransport } from './wire/session-transport'
import { SessionView } from './session-view'
import type { Task, TaskKind } from './tasks/task'
import { failureCommands, mistakeCommand } from './tasks/task-failure'
import { Uploads } from './files/uploads'

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
  /** The largest message that reaches `receive`, in bytes. @default no limit */
  readonly maxMessageBytes?: number | undefined
  /** Where uploads are kept. A thread has nowhere: files travel over HTTP, which knows the session that registered it alone. */
  readonly files?: FileStore
  /** The first id that is issued. @default FIRST_FREE_ID */
  readonly firstId?: number
  /** The session is over and nothing of it is needed any more. */
  readonly onGone: (session: Session) => void
}

/** Takes some of the events of a session's page. */
export interface EventTaker {
  /** Gives false where the event is not for it. */
  take(event: PageEvent, n: number): boolean
}

/**
 * One run of an application for one page: what it shows, and the tasks that run. Talks to its page through whatever transport is attached, or
 * to nobody while none is.
 */
export class Session extends SessionView {
  readonly id: string
  readonly secret: string
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
  readonly clock: Clock
  readonly logger: Logger
  /** What the page was asked to run and has not answered. */
  readonly scripts: PageScripts
  /** The store behind `local`. */
  readonly local = Object.create(null) as Record<string | symbol, unknown>
  /** Files that the page may fetch. */
  readonly downloads = new Downloads(this)
  /** Files can travel to and from its page. */
  readonly carriesFiles: boolean
  /** Files that the page uploads. */
  readonly uploads: Uploads
  /** What the page's own events (`useWebIO().send`) call, by name. */
  readonly appEventHandlers = new Map<string, (data: Json) => unknown>()

  protected readonly link: PageLink
  /** When it started. Milliseconds of its clock. */
  readonly startedAt: number
  /** Its visitor is the author: mistakes and stacks may be shown. */
  readonly debug: boolean
  readonly #end = new SessionEnd()
  readonly #tasks = new RunningTasks({
    failed: (task, error) => this.#taskFailed(task, error),
    idle: () => this.#endIfDone(),
  })
  #result: Json | undefined
  #failed = false
  #closing: Promise<void> | null = null
  readonly #takers = new Set<EventTaker>()
  #lastThread = 0
  #heardAt: number

  constructor(options: SessionOptions) {
    super(options.firstId)
    this.id = options.id
    this.secret = options.secret
    this.app = options.app
    this.params = options.params
    this.info = options.info
    this.clock = options.clock
    this.logger = options.logger
    this.debug = options.debug
    this.startedAt = this.#heardAt = options.clock.now()
    this.scripts = new PageScripts({
      clock: options.clock,
      newId: () => this.newId(),
      command: (command) => this.command(command),
      applied: () => this.link.drained(),
    })
    this.carriesFiles = options.files !== undefined
    this.uploads = new Uploads(this, options.files ?? new MemoryFileStore())
    this.link = new PageLink(
      { ...options, snapshot: () => snapshotOf(this.tree) },
      {
        commit: () => this.commitOutputs(),
        handleEvent: (event, n) => {
          this.#heardAt = this.clock.now()
          for (const taker of this.#takers) if (taker.take(event, n)) return null
          return handleEvent(this, event, n)
        },
        left: () => void this.close('left'),
        expired: () => void this.close('expired'),
        gone: () => options.onGone(this),
      },
    )
  }

  // ---- life -------------------------------------------------------------------------------------------------------------------

  get state(): SessionState {
    return this.link.state
  }

  get isClosed(): boolean {
    return this.link.state.name === 'closed'
  }

  /** When the visitor was last heard of: a page came, or sent an event. Milliseconds of its clock. */
  get heardAt(): number {
    return this.#heardAt
  }

  /** Aborted when the session closes. */
  get closedSignal(): AbortSignal {
    return this.#end.signal
  }

  /**
   * Resolves when the session has closed.
   * @param task rejects with SessionClosedException when this task is closed before
   */
  whenClosed(task?: Task): Promise<void> {
    return this.#end.wait(task)
  }

  /** Calls `listener` when the session closes, before its tasks are closed. Gives back a function that takes that back. */
  onClose(listener: () => void): () => void {
    return this.#end.onCome(listener)
  }

  /** Registers a function that runs when the session ends, in the order of registration. */
  defer(run: () => unknown): void {
    this.#end.defer(run)
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
    this.#heardAt = this.clock.now()
    if (resumed && seen === 0) this.scripts.pageReplaced()
    this.link.attach(transport, seen, resumed)
  }

  /** The connection of `transport` has ended. */
  detach(transport: SessionTransport): void {
    this.link.detach(transport)
  }

  /** A message of a page has arrived over `transport`. */
  receive(transport: SessionTransport, input: unknown): void {
    this.link.receive(transport, input)
  }

  /** Its page has never sent an event: nobody has done anything in it. */
  get isUntouched(): boolean {
    return this.link.isUntouched
  }

  /** A message of the page was larger than the transport takes (rule E7). */
  receivedTooLarge(): void {
    this.link.receivedTooLarge()
  }

  /** Ends the session, whatever it is doing. Resolves when deferred functions have run, whoever ended it first. */
  close(reason: CloseReason): Promise<void> {
    return (this.#closing ??= this.#close(reason))
  }

  async #close(reason: CloseReason): Promise<void> {
    if (this.isClosed) return
    this.finishView()
    this.scripts.abandon()
    const result = reason === 'finished' ? this.#result : undefined
    this.command({ type: 'session-close', reason, ...(result !== undefined && { result }) })
    this.link.close(reason)
    this.#end.come()
    this.#tasks.close()
    this.releaseView()
    this.appEventHandlers.clear()
    this.downloads.clear()
    await this.#end.runDeferred((error) => this.#deferredFailed(error))
    // Only now: a deferred function may put away what was uploaded.
    this.uploads.clear()
  }

  // ---- tasks ------------------------------------------------------------------------------------------------------------------

  /** Runs a function as a task of its own, from scope ROOT. Errors are reported; the promise never rejects. */
  async runTask(kind: TaskKind, body: () => unknown, task: Task = this.newTask(kind)): Promise<void> {
    if (this.isClosed) return
    const context = { session: this, task, scope: ROOT_FRAME, change: null }
    await this.#tasks.run(task, () => runWithContext(context, body))
  }

  newTask(kind: TaskKind): Task {
    return this.#tasks.make(kind)
  }

  /**
   * Runs a callback as a task of its own.
   * @param seen number of the event that it answers; without one, the last that was handled
   */
  startCallback(run: () => unknown, seen: number = this.lastEvent): Promise<void> {
    const task = this.newTask('callback')
    task.seen = seen
    return this.runTask('callback', run, task)
  }

  /** Number of the last event that was handled. */
  get lastEvent(): number {
    return this.link.handled
  }

  /**
   * Gives a worker thread the events that are about what it shows.
   * @returns a function that stops it
   */
  addEventTaker(taker: EventTaker): () => void {
    this.#takers.add(taker)
    return () => void this.#takers.delete(taker)
  }

  /** Which worker thread of the session the next one is, from 1. */
  nextThread(): number {
    return ++this.#lastThread
  }

  /** Calls `handler`, as a task of its own, for each of the page's own events of this name. The newest of a name counts. */
  onAppEvent(name: string, handler: (data: Json) => unknown): void {
    this.appEventHandlers.set(name, handler)
    this.stayAlive()
  }

  /** An event of the page that was handed on has been refused. */
  refuse(n: number, code: EventErrorCode | ConnectionErrorCode, message: string): void {
    this.link.refuse(n, code, message)
  }

  /** Logs an error that takes nothing with it: of an `onchange`, a `validate`, a deferred function. */
  reportIgnored(what: string, error: unknown): void {
    if (error instanceof SessionException) return
    this.logger.error(`[webio] ${what} failed (application "${this.app}"):`, error)
  }

  /** What the page was to fetch has been fetched, and does not keep the session any more. */
  downloadsFetched(): void {
    this.#endIfDone()
  }

  /** In debug mode: shows the author of the application a mistake, in the page and in the log. */
  pointOut(mistake: Error): void {
    this.logger.warn(`[webio] application "${this.app}":`, mistake)
    this.command(mistakeCommand(mistake, this.newId()))
  }

  // ---- inside -----------------------------------------------------------------------------------------------------------------

  #taskFailed(task: Task, error: unknown): void {
    if (error instanceof SessionException) return
    this.logger.error(`[webio] a ${task.kind} task of application "${this.app}" failed:`, error)
    if (task.kind === 'main') this.#failed = true
    for (const command of failureCommands(error, this.debug, () => this.newId())) this.command(command)
  }

  #endIfDone(): void {
    if (this.isInteractive || this.#tasks.size > 0 || this.downloads.areWaiting || this.isClosed) return
    this.commitOutputs()
    // Committing may have made callbacks live, or started what an output has to wait for.
    if (!this.isInteractive && this.#tasks.size === 0) void this.close(this.#failed ? 'failed' : 'finished')
  }

  #deferredFailed(error: unknown): void {
    if (error instanceof SessionException) {
      this.logger.error('[webio] a deferred function used the page, which has left already:', error)
    } else this.reportIgnored('a deferred function', error)
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
