import type { Command, ScriptId, TransientCommand, TreeCommand } from '../protocol/commands'
import { isTransient } from '../protocol/commands'
import type { EventErrorCode, ConnectionErrorCode } from '../protocol/error-codes'
import type { PageEvent } from '../protocol/events'
import type { FirstPaint } from '../protocol/first-paint'
import { sizeText } from '../protocol/file-rules'
import type { Json, JsonObject } from '../protocol/json'
import type { Message } from '../protocol/messages'
import { messageText } from '../protocol/messages'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
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
import { applyCommand, resetViewTree } from '../state/reduce'
import { textHash } from '../state/text-hash'
import type { ViewForm, ViewNode, ViewTree } from '../state/view-tree'
import { createViewTree } from '../state/view-tree'
import { Listeners } from './listeners'
import type { Disconnection, PageFailureCode, PageTransport, PageTransportFactory } from './page-transport'

/** The relation of a page to its session. */
export type PageStatus = 'connecting' | 'open' | 'reconnecting' | 'closed'

/** Identifies a session of an earlier page, in order to resume it. */
export interface SessionTicket {
  readonly session: string
  readonly secret: string
  /** Whether another page may show the session. The server then finds out, and that page keeps it (rule H9). */
  readonly isUnsure?: boolean
}

/** Runs `work` soon: in a browser, in the next frame. Returns a function that cancels it. */
export type Scheduler = (work: () => void) => () => void

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

interface SentEvent {
  readonly n: number
  readonly event: PageEvent
  /** A hash of its target when it was sent, if the session is durable (rule R10). */
  readonly target: number | undefined
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
  #status: PageStatus = 'connecting'
  #failure: PageFailureCode | null = null
  #ticket: SessionTicket | null
  #fresh: boolean
  /** Number of the last batch applied, and of the last one received. */
  #seen = 0
  #received = 0
  #seenTold = 0
  #inbox: BatchMessage[] = []
  /** The number of applied commands of the first batch in the inbox, and the transient ones among them, which wait for the rest of the batch. */
  #done = 0
  #transients: TransientCommand[] = []
  /** The transient commands of the first paint, which wait for the first welcome; null without a first paint. */
  #untilWelcome: TransientCommand[] | null = null
  /** Whether a script has not started yet. */
  #isHeld = false
  #withdraw: (() => void) | null = null
  #withdrawSeen: (() => void) | null = null
  #lastEvent = 0
  /** The maximum size in bytes of a message that the server reads (rule E7). */
  #limit = Infinity
  #unhandled: SentEvent[] = []
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
    return this.#status !== 'connecting' || (this.#untilWelcome !== null && this.#showsSomething())
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
        this.#options.onRefused?.({ n: 0, code: 'message_too_large', message: messageText(problem) }),
      )
      return 0
    }
    const target = this.#isDurable ? this.#targetOf(event) : undefined
    const sent = { n: ++this.#lastEvent, event, target }
    this.#unhandled.push(sent)
    if (this.#status === 'open') this.#post(sent)
    return sent.n
  }

  /** The number of the last event that was sent or waits to be sent. */
  get lastEvent(): number {
    return this.#lastEvent
  }

  /** Explains why an event cannot be sent, because it is larger than the server reads (rule E7). Null if it can be sent. */
  tooLarge(event: PageEvent): Message | null {
    if (this.#limit === Infinity) return null
    const json = JSON.stringify({ type: 'event', n: this.#lastEvent + 1, seen: this.#seen, event })
    // A character takes at most three bytes, so the exact number matters only near the limit.
    if (json.length * 3 <= this.#limit) return null
    const size = new TextEncoder().encode(json).length
    return size > this.#limit
      ? { id: 'answer_too_large', args: [sizeText(size), sizeText(this.#limit)] }
      : null
  }

  /** True until the server has handled event `n`. */
  isPending(n: number): boolean {
    return this.#unhandled.some((sent) => sent.n === n)
  }

  /** Ends the session: tells the server, and closes the connection. */
  leave(): void {
    if (this.#status !== 'closed') this.#transport?.send({ type: 'leave' })
    this.detach()
  }

  /** Closes the connection without ending the session. */
  detach(): void {
    this.#withdraw?.()
    this.#withdraw = null
    this.#withdrawSeen?.()
    this.#withdrawSeen = null
    this.#transport?.close()
    this.#transport = null
    this.#setStatus('closed')
  }

  /** Applies everything that has arrived, without waiting for the scheduler. */
  flush(): void {
    this.#isHeld = false
    do {
      this.#withdraw?.()
      this.#withdraw = null
      this.#apply(Infinity)
    } while (this.#inbox.length > 0 && !this.#isHeld)
  }

  #applyFirstPaint({ messages: [welcome, ...batches] }: FirstPaint): void {
    this.#ticket = { session: welcome.session, secret: welcome.secret }
    this.#limit = welcome.limits?.message ?? Infinity
    this.#inbox.push(...batches)
    this.#received = batches.at(-1)?.n ?? 0
    this.#untilWelcome = []
    this.#apply(Infinity)
  }

  /** Executes the transient commands of the first paint, after the first welcome. */
  #leaveFirstPaint(): void {
    const due = this.#untilWelcome
    if (!due) return
    this.#untilWelcome = null
    this.#carryOutAll(due)
    this.#scheduleSeen()
    this.#goOn()
  }

  #handshake(): Handshake {
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
    const seen = this.#received
    const role = this.#role === 'observer' ? { role: this.#role } : {}
    return { session, secret, seen, ...(isUnsure && { unless_attached: true }), ...role }
  }

  #receive(message: ServerMessage): void {
    if (this.#status === 'closed') return // The message was on the way when the page closed.
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
    this.#limit = message.limits?.message ?? Infinity
    this.#isDurable = message.durable ?? false
    this.#isServerGone = false
    const isNewRole = this.#takeRole(message)
    if (message.anew) this.#beginAnew(message.handled)
    if (this.#fresh) this.#goOnFrom(message.handled)
    this.#fresh = false
    this.#handled(message.handled)
    this.#tell(() => this.#options.onWelcome?.(message))
    this.#isStale = message.resumed && this.#isDurable
    // The answer to a welcome in the middle of a connection (rule W4).
    if (this.#status === 'open') this.#transport?.send({ type: 'joined' })
    for (const sent of this.#unhandled) this.#post(sent)
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
    this.#withdraw?.()
    this.#withdraw = null
    this.#received = this.#seen = this.#seenTold = this.#done = 0
    this.#inbox = []
    this.#transients = []
    this.#isHeld = false
    if (this.#fresh) return
    // Nobody will answer these events, because other events have received their numbers. The page requests rows again by itself.
    const message = 'Somebody else has taken over.'
    for (const { n, event } of this.#unhandled.splice(0))
      if (!mayObserverSend(event))
        this.#tell(() => this.#options.onRefused?.({ n, code: 'not_driver', message }))
    this.#lastEvent = handled
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

  /** Rule E1: after a reload, the numbers continue. Events sent before this welcome follow. */
  #goOnFrom(handled: number): void {
    this.#unhandled = this.#unhandled.map((sent) => ({ ...sent, n: sent.n + handled }))
    this.#lastEvent += handled
  }

  #batch(message: BatchMessage): void {
    if (message.handled !== undefined) this.#handled(message.handled)
    if (message.n <= this.#received) return
    if (message.n !== this.#received + 1 && !message.reset) {
      this.#transport?.reconnect() // rule B3
      return
    }
    this.#received = message.n
    this.#inbox.push(message)
    this.#scheduleApply()
  }

  #scheduleApply(): void {
    if (this.#withdraw || this.#isHeld) return
    const { schedule } = this.#options
    if (!schedule) return this.#apply(Infinity)
    this.#withdraw = schedule(() => {
      this.#withdraw = null
      this.#apply(Math.max(1, this.#options.nodesPerRun?.() ?? Infinity))
    })
  }

  #apply(limit: number): void {
    const due: TransientCommand[] = []
    let added = 0
    let applied = false
    let pause: 'script' | 'html' | null = null
    while (this.#inbox.length > 0 && added < limit && !pause) {
      const batch = this.#inbox[0] as BatchMessage
      let room = limit
      if (this.#done === 0 && batch.reset) {
        // Replaces the outputs in one step, as far as one batch reaches, so that no empty page shows in between.
        if (this.#showsSomething()) room = Infinity
        resetViewTree(this.#tree, this.#listeners)
      }
      while (this.#done < batch.commands.length && added < room) {
        const command = batch.commands[this.#done] as Command
        // Consecutive scripts need not wait for each other's frame.
        if (pause && !(pause === 'script' && command.type === 'script-run')) break
        this.#done++
        if (isTransient(command)) {
          this.#transients.push(command)
          if (command.type === 'script-run') pause = 'script'
        } else {
          applyCommand(this.#tree, command, this.#listeners)
          added += command.type === 'output-insert' ? command.outputs.length : 1
          // A snapshot has no order of calls, so it is shown in one step.
          if (!batch.reset && bringsScripts(command)) pause = 'html'
        }
      }
      const isDone = this.#done === batch.commands.length
      if (!isDone && pause !== 'script') break
      // Even for a batch with a script, which may make the browser leave before the rest is applied.
      this.#seen = batch.n
      due.push(...this.#transients.splice(0))
      if (!isDone) break
      this.#inbox.shift()
      this.#done = 0
      applied = true
    }
    if (applied) this.#isStale = false
    this.#listeners.flush()
    if (this.#untilWelcome) return void this.#untilWelcome.push(...due)
    this.#carryOutAll(due)
    if (applied) this.#scheduleSeen()
    this.#goOn()
  }

  #carryOutAll(due: readonly TransientCommand[]): void {
    // First (rule B9), because one of them may make the browser leave.
    if (due.length > 0) this.#tellSeen()
    for (const command of due) this.#tell(() => this.#carryOut(command))
  }

  /** Executes a transient command. Commands after a script are not applied before it has started. */
  #carryOut(command: TransientCommand): void {
    if (command.type === 'script-run') {
      if (this.#started.has(command.script)) return
      this.#started.set(command.script, command.code)
    }
    const started = this.#options.onTransient?.(command)
    if (command.type !== 'script-run' || !(started instanceof Promise)) return
    this.#isHeld = true
    const goOn = (): void => {
      if (!this.#isHeld) return
      this.#isHeld = false
      this.#goOn()
    }
    started.then(goOn, goOn)
  }

  #goOn(): void {
    if (this.#isHeld || this.#status === 'closed') return
    if (this.#inbox.length > 0) return this.#scheduleApply()
    if (this.#tree.closed) this.#ended()
  }

  #showsSomething(): boolean {
    const { forms, nodes } = this.#tree
    return forms.size > 0 || [ROOT_ID, POPUPS_ID, TOASTS_ID].some((root) => nodes.get(root)?.children.length)
  }

  #ended(): void {
    this.#transport?.send({ type: 'seen', n: this.#seen })
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
    if (this.#status !== 'open' || this.#seenTold >= this.#seen) return
    this.#seenTold = this.#seen
    this.#transport?.send({ type: 'seen', n: this.#seen })
  }

  #post({ n, event, target }: SentEvent): void {
    this.#seenTold = this.#seen
    const about = this.#isStale && target !== undefined ? { target } : {}
    this.#transport?.send({ type: 'event', n, seen: this.#seen, event, ...about })
  }

  /** Rule R10: a hash of the event's target, as this page shows it. */
  #targetOf(event: PageEvent): number {
    const code = event.type === 'script-result' ? this.#started.get(event.script) : undefined
    return textHash(code ?? targetOf(this.#tree, event))
  }

  #handled(n: number): void {
    let done = 0
    while (done < this.#unhandled.length && (this.#unhandled[done] as SentEvent).n <= n) done++
    for (const { event } of this.#unhandled.splice(0, done))
      if (event.type === 'script-result') this.#started.delete(event.script)
  }

  #eventRefused({ n, code, message }: RefusedMessage): void {
    const event = this.#unhandled.find((sent) => sent.n === n)?.event
    // The session has not reached this script again. When it does, the script starts.
    if (event?.type === 'script-result') this.#started.delete(event.script)
    this.#tell(() => this.#options.onRefused?.({ n, code, message }))
  }

  /** Calls a handler of the embedding page. If it throws, the protocol continues, and the error surfaces by itself. */
  #tell(handler: () => void): void {
    try {
      handler()
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
    }
  }

  #disconnected({ isByServer = false }: Disconnection = {}): void {
    if (this.#status === 'open' && this.#isDurable && isByServer) this.#isServerGone = true
    if (this.#status !== 'closed') this.#setStatus(this.#fresh ? 'connecting' : 'reconnecting')
  }

  #refused(code: PageFailureCode): void {
    if (code === 'session_gone' && this.#fresh && this.#untilWelcome) {
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

/** Tells whether showing the command's outputs may run scripts of an author's HTML. */
function bringsScripts(command: TreeCommand): boolean {
  if (command.type === 'output-insert') return command.outputs.some(hasScripts)
  return command.type === 'output-update' && 'html' in command.set && isScript(command.set['html'])
}

function hasScripts(output: NodeSpec | NodeId): boolean {
  if (typeof output === 'number') return false
  const isRaw = 'sanitize' in output && output.sanitize === false && 'html' in output
  return (isRaw && isScript(output.html)) || (output.children?.some(hasScripts) ?? false)
}

function isScript(html: unknown): boolean {
  return typeof html === 'string' && /<script/i.test(html)
}

const inLaterTurn: Scheduler = (work) => {
  const timer = setTimeout(work, 0)
  return () => clearTimeout(timer)
}
