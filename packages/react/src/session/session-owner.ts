import type {
  Json,
  Message,
  PageSessionOptions,
  PageStatus,
  SessionTicket,
  WelcomeMessage,
} from '@webio/core/protocol'
import { messageText, PageSession } from '@webio/core/protocol'
import { failureMessage } from './failure-message'
import { KeptSessions } from './kept-sessions'
import { Notifier } from './notifier'
import { PageCommands } from './page-commands'
import type { Scripts } from './page-services'
import { endPainted, fits, takePainted } from './resume/first-paint'
import { takePlace } from './resume/resume-place'
import { ResumeTicket } from './resume/resume-ticket'
import { RunBudget } from './run-budget'
import type {
  PageHandlers,
  PagePolicy,
  SessionOwnerOptions,
  WebIOError,
  WebIOSession,
} from './session-options'
import { ShownSession } from './shown-session'
import { stableJson } from './stable-json'
import type { InPageTask } from './wire/task-transport'
import { Reachability } from './wire/reachability'

const PAGE = 'page'

/** A session goes on for so many seconds after the last component that showed it has gone. */
const KEEP_ALIVE_SECONDS = 30
/** No timer runs longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Of all applications on the page. */
const kept = new KeptSessions<SessionOwner>()

/**
 * A session and who owns it: started when the first component shows it, kept for a while when the last one has gone, started anew when it is
 * asked to. Knows nothing of React.
 */
export class SessionOwner implements WebIOSession {
  readonly reachability: Reachability = new Reachability()
  readonly #options: SessionOwnerOptions
  readonly #notifier = new Notifier<typeof PAGE>()
  readonly #handlers = new Map<object, PageHandlers>()
  #policy: () => PagePolicy
  readonly #commands: PageCommands
  #page: ShownSession | null = null
  /** What the document shows of a session that was started with it; null if there is no such session. */
  readonly painted: ShownSession | null = null
  /** That session waits to be taken up. */
  #isPaintDue = false
  /** The page has been connected to it. */
  #isPaintLive = false
  #scripts: Scripts | null = null
  #place: { readonly key: string; release(): void } | null = null
  #ticket: ResumeTicket | null = null
  /** The page's address when a component showed it last: by the time that component goes, the address may be another. */
  #address = ''
  #isStarted = false
  /** How many components show it. */
  #shownBy = 0
  /** The component that showed it is not hidden, but unmounted: another one may take the session. */
  #isForsaken = false
  /** The component went in this very moment. */
  #hasJustGone = false
  /** The document is going, as far as one knows. */
  #isPageGone = false
  #leaving: ReturnType<typeof setTimeout> | undefined
  /** Tells a start that is waiting for storage that it is no longer wanted. */
  #run = 0

  constructor(options: SessionOwnerOptions) {
    this.#options = options
    this.#policy = options.policy ?? (() => ({ allowScripts: false }))
    this.#commands = new PageCommands({
      options,
      tell: (call) => this.#tell(call),
      report: (error) => this.report(error),
      fail: (code, message) => this.#fail(code, message),
      restart: () => this.restart(),
      runScript: (command) => this.#scripts?.add(command, this.#policy().allowScripts),
    })
    const { firstPaint } = options
    if (!firstPaint || !fits(firstPaint, options)) return
    this.#page = this.painted = this.#create({ firstPaint })
    this.#isPaintDue = true
  }

  /** The page that shows; null until there is one. */
  get page(): ShownSession | null {
    return this.#page
  }

  get status(): PageStatus {
    return this.#page?.session.status ?? 'connecting'
  }

  /** Where the handler is; undefined for a task that runs in the page. */
  get endpoint(): string | undefined {
    return this.#options.endpoint
  }

  /** Scripts that the server sends may run. */
  get allowsScripts(): boolean {
    return this.#policy().allowScripts
  }

  /** False: nobody has said where the task is. */
  get isComplete(): boolean {
    return this.#options.isComplete ?? true
  }

  /** What a session that runs in the page itself starts with. */
  get task(): InPageTask {
    return this.#policy().task ?? (() => {})
  }

  /** Calls `listener` when `page` or `status` is another one. */
  subscribe(listener: () => void): () => void {
    return this.#notifier.subscribe(PAGE, listener)
  }

  /**
   * Sets what a component is told, instead of what it was told before.
   * @param component names the component
   */
  listen(component: object, handlers: PageHandlers): void {
    this.#handlers.set(component, handlers)
  }

  /**
   * Sets what the component decides, unless the session's owner does.
   * @param policy asked whenever it matters
   */
  decide(policy: () => PagePolicy): void {
    this.#policy = this.#options.policy ?? policy
  }

  /**
   * A component shows the session from now on. If a session that is alike waits for a component, the component shows that one instead.
   * @param adopt called with that session
   * @returns a function to be called when the component no longer shows it, for good or for a while
   */
  attach(adopt: (session: SessionOwner) => void): () => void {
    const waiting = this.#isStarted ? undefined : kept.find(this.#keptId)
    if (waiting && this.#mayBe(waiting)) {
      this.#endPainted()
      adopt(waiting)
      return () => {}
    }
    this.#retain()
    return () => this.#release()
  }

  /** A component that showed the session has been unmounted: it will not come back. */
  forsake(component: object): void {
    this.#handlers.delete(component)
    this.#isForsaken = true
    if (this.#isStarted && this.#shownBy === 0 && !this.#options.isIndependent) this.#waitForAnother()
  }

  /** Ends the session at once, as if it had never been shown. */
  end(): void {
    if (this.#isStarted) this.#leave()
  }

  #retain(): void {
    const { endpoint = '', app, params, resumeKey, isComplete = true } = this.#options
    if (!isComplete) return
    clearTimeout(this.#leaving)
    kept.release(this.#keptId, this)
    this.#isForsaken = false
    this.#shownBy++
    this.#address = addressNow()
    this.#place ??= takePlace({ endpoint, app, params, resumeKey })
    this.#ticket ??= new ResumeTicket(this.#place.key)
    if (this.#isStarted) return this.#holdTicket()
    this.#isStarted = true
    addEventListener('pagehide', this.#pageGoes)
    addEventListener('pageshow', this.#pageComes)
    void this.#start()
  }

  #release(): void {
    const { keepAlive = KEEP_ALIVE_SECONDS, isIndependent = false } = this.#options
    if (!this.#isStarted || --this.#shownBy > 0 || isIndependent) return
    // A page that is reloaded shows other sessions.
    this.#ticket?.drop()
    this.#ticket = null
    const delay = this.#isPageGone ? 0 : Math.min(keepAlive * 1000, LONGEST_TIMER_MS)
    this.#leaving = setTimeout(() => this.#leave(), delay)
    this.#hasJustGone = true
    queueMicrotask(() => (this.#hasJustGone = false))
    if (this.#isForsaken) this.#waitForAnother()
  }

  /** The place is free, and whoever takes it may take the session. */
  #waitForAnother(): void {
    const { keepAlive, endpoint, resumeKey } = this.#options
    this.#place?.release()
    this.#place = null
    // Of two tasks that run in the page nobody can tell whether they are the same.
    if (keepAlive !== 0 && !this.#isPageGone && (endpoint !== undefined || resumeKey !== undefined))
      kept.keep(this.#keptId, this)
  }

  /** The session waits for a component such as the one that is being mounted. */
  #mayBe(waiting: SessionOwner): boolean {
    if (waiting === this || waiting.#options.group !== this.#options.group) return false
    // Another component in the place of the one that goes, in the same moment: another `key`, by which React is told to begin anew.
    if (!waiting.#hasJustGone || this.#options.resumeKey !== undefined) return true
    waiting.end()
    return false
  }

  /** Under what the session waits for another component. One that has a name of its own is the same wherever it is shown. */
  get #keptId(): string {
    const { endpoint = '', app, params, resumeKey } = this.#options
    const place = resumeKey === undefined ? (this.#isStarted ? this.#address : addressNow()) : null
    return stableJson([endpoint, app, params, resumeKey ?? null, place])
  }

  readonly #pageGoes = (): void => {
    this.#isPageGone = true
    if (this.#shownBy === 0 && !this.#options.isIndependent) this.#leave()
  }

  readonly #pageComes = (): void => {
    this.#isPageGone = false
  }

  /** Sends an event of the host page to the task. Before there is a session, and after its end, it goes nowhere. */
  send(name: string, data: Json = null): void {
    this.#page?.silentChanges.collect()
    this.#page?.session.send({ type: 'app-event', name, data })
  }

  /** Ends the session. Its outputs stay visible. */
  close(): void {
    const { session } = this.#page ?? {}
    if (!session || session.status === 'closed') return
    session.leave()
    this.#tell(({ onClose }) => onClose?.({ reason: 'left' }))
  }

  /** Ends the session and starts a new one. */
  restart(): void {
    if (!this.#isStarted) return
    this.#discard()
    this.#show(null)
    if (this.#place) this.#ticket ??= new ResumeTicket(this.#place.key)
    void this.#start()
  }

  /** Tells that something went wrong in the page. */
  report(error: WebIOError): void {
    this.#tell(({ onError }) => onError?.(error))
  }

  #tell(call: (handlers: PageHandlers) => void): void {
    if (this.#options.handlers) call(this.#options.handlers)
    for (const handlers of [...this.#handlers.values()]) call(handlers)
  }

  #leave(): void {
    clearTimeout(this.#leaving)
    kept.release(this.#keptId, this)
    this.#discard()
    this.#place?.release()
    this.#place = null
    this.#ticket = null
    this.#shownBy = 0
    this.#isStarted = false
    removeEventListener('pagehide', this.#pageGoes)
    removeEventListener('pageshow', this.#pageComes)
    this.#show(null)
  }

  /** Keeps the session for the page after a reload, as long as it lives and the component is there. */
  #holdTicket(): void {
    const { session, isLive = false } = this.#page ?? {}
    if (this.#shownBy > 0 && isLive && session?.ticket && session.status !== 'closed')
      this.#ticket?.hold(session.ticket)
  }

  #discard(): void {
    this.#run++
    this.#isPaintDue = false
    this.#page?.session.leave()
    this.#page?.dispose()
    this.#scripts?.dispose()
    this.#ticket?.drop()
    this.reachability.reset()
  }

  async #start(): Promise<void> {
    const run = ++this.#run
    const ticket = await this.#ticket?.find()
    if (run === this.#run) this.#open(this.#takePainted(ticket) ?? this.#create({ ticket }))
  }

  /** The page that the document brought along, if its session is the one to show. */
  #takePainted(ticket: SessionTicket | undefined): ShownSession | null {
    const { firstPaint } = this.#options
    if (!this.#isPaintDue || !firstPaint) return null
    const isWanted = ticket === undefined || ticket.session === firstPaint.messages[0].session
    if (!isWanted) this.#endPainted()
    this.#isPaintDue = false
    return isWanted && takePainted(firstPaint) ? this.painted : null
  }

  /** The document's session is not needed: the server is told at once. */
  #endPainted(): void {
    const { firstPaint, connect } = this.#options
    if (this.#isPaintDue && firstPaint) endPainted(firstPaint, connect, () => this.#policy().auth)
    this.#isPaintDue = false
  }

  #create(source: Pick<PageSessionOptions, 'ticket' | 'firstPaint'>): ShownSession {
    const { app, params, connect, services } = this.#options
    const budget = new RunBudget()
    const session: PageSession = new PageSession({
      app,
      params,
      ...source,
      connect: this.reachability.watch(connect, () => this.#unreachable()),
      auth: () => this.#policy().auth,
      schedule: services.pacedScheduler(budget, () => page.refresh()),
      nodesPerRun: () => budget.limit,
      onWelcome: (welcome) => this.#welcomed(page, welcome),
      onTransient: (command) => this.#commands.carryOut(page, command),
      onRefused: (refused) => this.#commands.refused(page, refused),
    })
    const page = new ShownSession(session, this.#options.files, services, source.ticket?.session)
    return page
  }

  #open(page: ShownSession): void {
    const { session } = page
    this.#scripts = this.#options.services.createScripts((answer) => session.send(answer))
    session.subscribe('page', () => this.#pageChanged(page))
    this.#show(page)
    page.begin()
  }

  #show(page: ShownSession | null): void {
    this.#page = page
    this.#notifier.notify(PAGE)
  }

  #welcomed(page: ShownSession, { resumed }: WelcomeMessage): void {
    const isFirst = page.session.status === 'connecting'
    if (!resumed) page.forgetDrafts()
    if (page === this.painted) this.#isPaintLive = true
    this.#holdTicket()
    if (isFirst) this.#tell(({ onReady }) => onReady?.({ resumed: resumed && page !== this.painted }))
  }

  #pageChanged(page: ShownSession): void {
    const { session } = page
    this.#notifier.notify(PAGE)
    if (session.status !== 'closed' || !page.isLive) return
    // Rule R6: the one that follows takes its place, on the page and for the host page.
    if (session.tree.closed?.reason === 'replaced') return this.restart()
    // Nobody took it up in time: the page was slow, or is shown from a cache (rule FP4).
    if (page === this.painted && session.failure === 'session_gone' && !this.#isPaintLive)
      return this.restart()
    page.dispose()
    this.#ticket?.drop()
    const { closed } = session.tree
    if (closed) {
      const { result } = closed
      if (result !== undefined) this.#tell(({ onResult }) => onResult?.(result))
      this.#tell(({ onClose }) => onClose?.(closed))
    } else if (session.failure) this.#fail(session.failure, failureMessage(session.failure))
  }

  #unreachable(): void {
    const { reason } = this.reachability
    const message = messageText({ id: 'connect_fail' })
    this.report({ code: 'connect_fail', message: reason === undefined ? message : `${message} ${reason}` })
  }

  #fail(code: string, message: Message): void {
    this.report({ code, message: messageText(message) })
  }
}

function addressNow(): string {
  return location.pathname + location.search
}
