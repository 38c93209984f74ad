import type { ScriptId, TransientCommand } from '../protocol/commands'
import type { EventErrorCode, ConnectionErrorCode } from '../protocol/error-codes'
import type { PageEvent } from '../protocol/events'
import type { FirstPaint } from '../protocol/first-paint'
import type { Json, JsonObject } from '../protocol/json'
import type { FirstMessageRef } from '../protocol/first-messages'
import { firstText } from '../protocol/first-messages'
import type { NodeId } from '../protocol/output-spec'
import type { Drafts } from '../protocol/input-spec'
import { PROTOCOL_VERSION } from '../protocol/version'
import type { ViewRequest, ViewerRole } from '../protocol/viewers'
import type {
  BatchMessage,
  Handshake,
  RefusedMessage,
  ResumeRequest,
  ServerMessage,
  WelcomeMessage,
} from '../protocol/wire-messages'
import { targetOf } from '../state/event-target'
import { textHash } from '../state/text-hash'
import type { ViewForm, ViewNode, ViewTree } from '../state/view-tree'
import { createViewTree } from '../state/view-tree'
import type { Scheduler } from './batch-inbox'
import { BatchInbox } from './batch-inbox'
import { Listeners } from './listeners'
import type { Disconnection, PageFailureCode, PageTransport, PageTransportFactory } from './page-transport'
import type { SentEvent } from './sent-events'
import { SentEvents } from './sent-events'

/** The relation of a page to its session. */
export type PageStatus = 'connecting' | 'open' | 'reconnecting' | 'closed'

/** Identifies a session of an earlier page, in order to resume it. */
export interface SessionTicket {
  readonly session: string
  readonly secret: string
  /** Whether another page may show the session. The server then finds out, and that page keeps it (rule H9). */
  readonly isUnsure?: boolean
}

export interface PageSessionOptions {
  readonly connect: PageTransportFactory
  readonly app: string
  readonly params?: JsonObject
  /** The value for `authorize()`. Called before every connection. */
  readonly auth?: () => Json | undefined
  /** A session from before a reload, which the page resumes. If it is gone, a new one starts silently. */
  readonly ticket?: SessionTicket | undefined
  /** Another person's session, which the page shows instead of its own. A ticket of an earlier page takes precedence. */
  readonly view?: ViewRequest | undefined
  /** The outputs that the page's document already shows (rules FP1 to FP4), instead of a ticket. Applied at once. */
  readonly firstPaint?: FirstPaint | undefined
  /**
   * Schedules the application of received batches. Called once for each run.
   * @default at once
   */
  readonly schedule?: Scheduler
  /**
   * The maximum number of nodes that one scheduled run adds before it leaves the rest to the next run, so that no frame is blocked for long.
   * @default Infinity
   */
  readonly nodesPerRun?: () => number
  /** Schedules an acknowledgement that no event carries. @default a timer's turn later, so that consecutive batches share one */
  readonly scheduleSeen?: Scheduler
  /** The page is connected. If the welcome is `anew`, earlier requests for rows get no answer: repeat them. */
  readonly onWelcome?: (welcome: WelcomeMessage) => void
  /** Executes a transient command. If it returns a promise for a script, later commands wait for that promise (rule S5). */
  readonly onTransient?: (command: TransientCommand) => unknown
  /** Another person takes over: report drafts with `tellDrafts`, because they are lost otherwise (rule W6). */
  readonly onYield?: () => void
  /** An event was refused: the page has a defect, or the target of the event has gone meanwhile. */
  readonly onRefused?: (refused: RefusedEvent) => void
}

/**
 * An event that the server refused.
 * @example const onRefused = ({ n, code, message }: RefusedEvent) => console.warn(n, code, message)
 */
export interface RefusedEvent {
  /** The event's number, as `send` returned it; 0 if the server could not read a number. */
  readonly n: number
  readonly code: EventErrorCode | ConnectionErrorCode
  readonly message: string
}

/**
 * The page's half of the protocol: holds the view tree, applies batches in order, numbers events, keeps them until they are handled, and resumes the
 * session after a drop. It knows neither React nor Socket.IO.
 * @example
 * const page = new PageSession({ connect, app: 'orders' })
 * page.subscribe('forms', () => console.log([...page.tree.forms.values()].at(-1)?.spec.label))
 * page.start()
 */
export class PageSession {
  readonly #options: PageSessionOptions
  readonly #listeners = new Listeners()
  readonly #tree: ViewTree = createViewTree()
  #transport: PageTransport | null = null
  /** The transport of a page that has left before its welcome. */
  #leaving: PageTransport | null = null
  /** Whether the answer to a handshake is due: the server may be starting a session. */
  #isAwaited = false
  /** Its name and the number of its handshakes, by which the server recognizes those that have been given up (rule H10). */
  readonly #name = Math.random().toString(36).slice(2)
  #attempts = 0
  #status: PageStatus = 'connecting'
  #failure: PageFailureCode | null = null
  #ticket: SessionTicket | null
  #fresh: boolean
  readonly #inbox: BatchInbox
  readonly #events = new SentEvents()
  #seenTold = 0
  #withdrawSeen: (() => void) | null = null
  /** Whether the session outlives its process. */
  #isDurable = false
  /** Whether the process of the session has gone (rules R7, R8). */
  #isServerGone = false
  /** Whether the page may show outputs of an earlier process of its session (rule R10). */
  #isStale = false
  /** The code of scripts that have started here, until the server has received their answers (rule S6). */
  readonly #started = new Map<ScriptId, string>()
  /** Whether the page uses the session or only observes it (rule W3). */
  #role: ViewerRole
  /** Its number among the viewers. */
  #viewer = 0
  #mayDrive = false
  /** Whether the page has used the session, and another person has taken over. */
  #hasHandedOver = false

  constructor(options: PageSessionOptions) {
    this.#options = options
    this.#inbox = new BatchInbox({
      tree: this.#tree,
      listeners: this.#listeners,
      schedule: options.schedule,
      nodesPerRun: options.nodesPerRun,
      onApplied: () => {
        this.#isStale = false
        this.#scheduleSeen()
      },
      // First (rule B9), because a transient command may make the browser leave.
      beforeTransients: () => this.#tellSeen(),
      execute: (command) => this.#execute(command),
      onIdle: () => {
        if (this.#tree.closed) this.#ended()
      },
    })
    this.#ticket = options.ticket ?? null
    this.#fresh = true
    this.#role = options.view ? 'observer' : 'driver'
    if (options.firstPaint) this.#applyFirstPaint(options.firstPaint)
  }

  /** Connects. Call it once. */
  start(): void {
    this.#transport = this.#options.connect(() => this.#handshake(), {
      message: (message) => this.#receive(message),
      refused: (code) => this.#refused(code),
      disconnected: (how) => this.#disconnected(how),
    })
  }

  /** The applied part of the session's view tree. It changes in place; `subscribe` reports changes. */
  get tree(): ViewTree {
    return this.#tree
  }

  get status(): PageStatus {
    return this.#status
  }

  /** True if there is something to show: the page has been welcomed, or its document has outputs. */
  get isShown(): boolean {
    return this.#status !== 'connecting' || (this.#inbox.keepsTransients && this.#inbox.showsSomething)
  }

  /** True if the connection is lost because the server restarts, and the next server will continue the session (rules R7, R8). */
  get isServerRestarting(): boolean {
    return this.#status === 'reconnecting' && this.#isServerGone
  }

  /** The reason why the page is closed, if the session has not ended by itself; otherwise null. */
  get failure(): PageFailureCode | null {
    return this.#failure
  }

  /** Whether the page may use the session or only observes it. */
  get role(): ViewerRole {
    return this.#role
  }

  /** The page's number among the viewers of `tree.viewers`. */
  get viewer(): number {
    return this.#viewer
  }

  /** True if the page observes and may take over. */
  get mayDrive(): boolean {
    return this.#role === 'observer' && this.#mayDrive
  }

  /** True if the page observes because another person has taken over. */
  get hasHandedOver(): boolean {
    return this.#role === 'observer' && this.#hasHandedOver
  }

  /** Asks to take over. The page drives as soon as the earlier driver has sent its drafts (rule W6). */
  drive(): void {
    if (this.mayDrive && this.#status === 'open') this.#transport?.send({ type: 'drive' })
  }

  /** Reports the unsubmitted values of a form, if somebody observes (rule W5). */
  tellDrafts(form: NodeId, values: Drafts): void {
    if (this.#role === 'driver' && this.#status === 'open')
      this.#transport?.send({ type: 'drafts', form, values })
  }

  /** The id and secret of the session; null before the first welcome. */
  get ticket(): SessionTicket | null {
    return this.#ticket
  }

  node(id: NodeId): ViewNode | undefined {
    return this.#tree.nodes.get(id)
  }

  form(id: NodeId): ViewForm | undefined {
    return this.#tree.forms.get(id)
  }

  /**
   * Calls `listener` after changes of `topic`: a node's id; `form:ID` for one form; `forms` when a form opens or closes; `page` for status, settings
   * and the end. Returns a function that unsubscribes.
   */
  subscribe(topic: NodeId | string, listener: () => void): () => void {
    return this.#listeners.add(topic, listener)
  }

  /**
   * Sends an event, or keeps it until there is a connection.
   * @returns the event's number, or 0 if it is not sent: the session is closed, the page only observes (it may still request rows of data tables), or
   * the event is too large, which `onRefused` reports. If the page resumes a session, the number is provisional until the first welcome
   */
  send(event: PageEvent): number {
    if (this.#status === 'closed' || (this.#role === 'observer' && !mayObserverSend(event))) return 0
    const problem = this.tooLarge(event)
    if (problem) {
      this.#tell(() =>
        this.#options.onRefused?.({ n: 0, code: 'message_too_large', message: firstText(problem) }),
      )
      return 0
    }
    const target = this.#isDurable ? this.#targetOf(event) : undefined
    const sent = this.#events.add(event, target)
    if (this.#status === 'open') this.#post(sent)
    return sent.n
  }

  /** The number of the last event that was sent or waits to be sent. */
  get lastEvent(): number {
    return this.#events.last
  }

  /** Explains why an event cannot be sent, because it is larger than the server reads (rule E7). Null if it can be sent. */
  tooLarge(event: PageEvent): FirstMessageRef | null {
    return this.#events.tooLarge(event, this.#inbox.seen)
  }

  /** True until the server has handled event `n`. */
  isPending(n: number): boolean {
    return this.#events.isPending(n)
  }

  /** Ends the session: tells the server, and closes the connection. If an answer to its handshake is due, that happens after the welcome. */
  leave(): void {
    if (this.#status === 'open') this.#transport?.send({ type: 'leave' })
    else if (this.#status !== 'closed' && this.#isAwaited) this.#leaving = this.#transport
    this.detach()
  }

  /** Closes the connection without ending the session. */
  detach(): void {
    this.#inbox.stop()
    this.#withdrawSeen?.()
    this.#withdrawSeen = null
    if (!this.#leaving) this.#transport?.close()
    this.#transport = null
    this.#setStatus('closed')
  }

  /** Applies everything that has arrived, without waiting for the scheduler. */
  flush(): void {
    this.#inbox.flush()
  }

  #applyFirstPaint({ messages: [welcome, ...batches] }: FirstPaint): void {
    this.#ticket = { session: welcome.session, secret: welcome.secret }
    this.#events.limit = welcome.limits?.message ?? Infinity
    this.#inbox.start(batches)
  }

  /** Executes the transient commands of the first paint, after the first welcome. */
  #leaveFirstPaint(): void {
    if (!this.#inbox.release()) return
    this.#scheduleSeen()
    this.#inbox.continue()
  }

  /** Ends the session whose welcome was on the way when the page left. Nobody would return to it. */
  #leaveAfter({ type }: ServerMessage): void {
    if (type === 'welcome') this.#leaving?.send({ type: 'leave' })
    this.#endLeaving()
  }

  #endLeaving(): void {
    this.#leaving?.close()
    this.#leaving = null
  }

  #handshake(): Handshake {
    this.#isAwaited = true
    this.#attempts++
    const { app, params = {}, auth, view } = this.#options
    const sent = auth?.()
    return {
      protocol: PROTOCOL_VERSION,
      app,
      params,
      ...(sent !== undefined && { auth: sent }),
      ...(this.#ticket ? { resume: this.#resume(this.#ticket) } : view && { view }),
    }
  }

  #resume({ session, secret, isUnsure = false }: SessionTicket): ResumeRequest {
    const seen = this.#inbox.received
    const role = this.#role === 'observer' ? { role: this.#role } : {}
    const attempt = { page: this.#name, attempt: this.#attempts }
    return { session, secret, seen, ...(isUnsure && { unless_attached: true }), ...role, ...attempt }
  }

  #receive(message: ServerMessage): void {
    // The message was on the way when the page closed.
    if (this.#status === 'closed') return this.#leaveAfter(message)
    this.#isAwaited = false
    switch (message.type) {
      case 'welcome':
        return this.#welcome(message)
      case 'batch':
        return this.#batch(message)
      case 'handled':
        return this.#handled(message.n)
      case 'refused':
        return this.#eventRefused(message)
      case 'goodbye':
        return message.code === 'event_gap' ? this.#transport?.reconnect() : this.#fail(message.code)
      case 'yield':
        return this.#yield()
      case 'moved':
        this.#isServerGone = true
        return
      default:
        message satisfies never
    }
  }

  #welcome(message: WelcomeMessage): void {
    this.#ticket = { session: message.session, secret: message.secret }
    this.#events.limit = message.limits?.message ?? Infinity
    this.#isDurable = message.durable ?? false
    this.#isServerGone = false
    const isNewRole = this.#takeRole(message)
    if (message.anew) this.#beginAnew(message.handled)
    if (this.#fresh) this.#events.continueFrom(message.handled)
    this.#fresh = false
    this.#handled(message.handled)
    this.#tell(() => this.#options.onWelcome?.(message))
    this.#isStale = message.resumed && this.#isDurable
    // The answer to a welcome in the middle of a connection (rule W4).
    if (this.#status === 'open') this.#transport?.send({ type: 'joined' })
    for (const sent of this.#events.unhandled) this.#post(sent)
    this.#setStatus('open', isNewRole)
    this.#leaveFirstPaint()
  }

  /**
   * Takes the role that the welcome gives.
   * @returns true if the page had a different role before
   */
  #takeRole({ role = 'driver', viewer = 0, may_drive = false }: WelcomeMessage): boolean {
    const isNew = this.#role !== role || this.#mayDrive !== may_drive
    if (role === 'driver') this.#hasHandedOver = false
    else if (this.#role === 'driver' && !this.#fresh) this.#hasHandedOver = true
    this.#role = role
    this.#viewer = viewer
    this.#mayDrive = may_drive
    return isNew
  }

  /** Rule W4: the following batches have their own numbers and contain everything. */
  #beginAnew(handled: number): void {
    this.#inbox.clear()
    this.#seenTold = 0
    if (this.#fresh) return
    // Nobody will answer these events, because other events have received their numbers. The page requests rows again by itself.
    const message = 'Someone else has taken over.'
    for (const { n, event } of this.#events.restartFrom(handled))
      if (!mayObserverSend(event))
        this.#tell(() => this.#options.onRefused?.({ n, code: 'not_driver', message }))
  }

  /** Another person takes over (rule W6). Batches that have not been applied here go to the next driver's page. */
  #yield(): void {
    this.#tell(() => this.#options.onYield?.())
    this.#tellSeen()
    this.#transport?.send({ type: 'yielded' })
    this.#role = 'observer'
    this.#mayDrive = false
    this.#hasHandedOver = true
    this.#listeners.pageChanged()
    this.#listeners.flush()
  }

  #batch(message: BatchMessage): void {
    if (message.handled !== undefined) this.#handled(message.handled)
    if (!this.#inbox.add(message)) this.#transport?.reconnect()
  }

  /** Executes a transient command. @returns the promise of a script that has to start first */
  #execute(command: TransientCommand): Promise<unknown> | undefined {
    const isScript = command.type === 'script-run'
    if (isScript) {
      if (this.#started.has(command.script)) return undefined
      this.#started.set(command.script, command.code)
    }
    const started = this.#tell(() => this.#options.onTransient?.(command))
    return isScript && started instanceof Promise ? started : undefined
  }

  #ended(): void {
    this.#transport?.send({ type: 'seen', n: this.#inbox.seen })
    this.detach()
  }

  #scheduleSeen(): void {
    if (this.#withdrawSeen) return
    const schedule = this.#options.scheduleSeen ?? inLaterTurn
    this.#withdrawSeen = schedule(() => {
      this.#withdrawSeen = null
      this.#tellSeen()
    })
  }

  #tellSeen(): void {
    const { seen } = this.#inbox
    if (this.#status !== 'open' || this.#seenTold >= seen) return
    this.#seenTold = seen
    this.#transport?.send({ type: 'seen', n: seen })
  }

  #post({ n, event, target }: SentEvent): void {
    const { seen } = this.#inbox
    this.#seenTold = seen
    const about = this.#isStale && target !== undefined ? { target } : {}
    this.#transport?.send({ type: 'event', n, seen, event, ...about })
  }

  /** Rule R10: a hash of the event's target, as this page shows it. */
  #targetOf(event: PageEvent): number {
    const code = event.type === 'script-result' ? this.#started.get(event.script) : undefined
    return textHash(code ?? targetOf(this.#tree, event))
  }

  #handled(n: number): void {
    for (const { event } of this.#events.settle(n))
      if (event.type === 'script-result') this.#started.delete(event.script)
  }

  #eventRefused({ n, code, message }: RefusedMessage): void {
    const event = this.#events.find(n)
    // The session has not reached this script again. When it does, the script starts.
    if (event?.type === 'script-result') this.#started.delete(event.script)
    this.#tell(() => this.#options.onRefused?.({ n, code, message }))
  }

  /** Calls a handler of the embedding page. If it throws, the protocol continues, and the error surfaces by itself. */
  #tell<T>(handler: () => T): T | undefined {
    try {
      return handler()
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
      return undefined
    }
  }

  #disconnected({ isByServer = false }: Disconnection = {}): void {
    this.#isAwaited = false
    this.#endLeaving()
    if (this.#status === 'open' && this.#isDurable && isByServer) this.#isServerGone = true
    if (this.#status !== 'closed') this.#setStatus(this.#fresh ? 'connecting' : 'reconnecting')
  }

  #refused(code: PageFailureCode): void {
    this.#isAwaited = false
    if (this.#leaving) return this.#endLeaving()
    if (code === 'session_gone' && this.#fresh && this.#inbox.keepsTransients) {
      // The session has ended meanwhile. If it had finished, the page has received everything.
      return this.#tree.closed ? this.#ended() : this.#fail(code)
    }
    if (code === 'session_gone' && this.#ticket && (this.#fresh || this.#options.view)) {
      // The page has shown nothing of that session, or the link leads to it again: start from the beginning.
      this.#ticket = null
      this.#transport?.reconnect()
      return
    }
    this.#fail(code)
  }

  #fail(code: PageFailureCode): void {
    this.#failure = code
    this.detach()
    this.#listeners.pageChanged()
    this.#listeners.flush()
  }

  #setStatus(status: PageStatus, isNews = false): void {
    if (this.#status === status && !isNews) return
    this.#status = status
    this.#listeners.pageChanged()
    this.#listeners.flush()
  }
}

/** Tells whether a page that only observes may send the event (rule W3). */
function mayObserverSend({ type }: PageEvent): boolean {
  return type === 'rows-request' || type === 'rows-cancel'
}

const inLaterTurn: Scheduler = (work) => {
  const timer = setTimeout(work, 0)
  return () => clearTimeout(timer)
}
