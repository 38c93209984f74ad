import type {
  FirstMessageRef,
  Json,
  PageSessionOptions,
  PageStatus,
  SessionTicket,
  WelcomeMessage,
} from '@webio/core/protocol'
import { firstText, PageSession } from '@webio/core/protocol'
import { failureMessage } from './failure-message'
import { KeptSessions } from './kept-sessions'
import { NeededCode } from './needed-code'
import { Notifier } from './notifier'
import { PageCommands } from './page-commands'
import type { Scripts } from './page-services'
import { endPainted, fits, takePainted } from './resume/first-paint'
import { ReloadOnce } from './resume/reload-once'
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
import type { Setup } from './setup'
import { setupProblem } from './setup'
import { ShownSession } from './shown-session'
import { stableJson } from './stable-json'
import type { InPageTask } from './wire/task-transport'
import { Reachability } from './wire/reachability'

const PAGE = 'page'

/** How many seconds a session continues after the last component that showed it is gone. */
const KEEP_ALIVE_SECONDS = 30
/** The longest delay that a timer supports. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The kept sessions of all applications on the page. */
const kept = new KeptSessions<SessionOwner>()

/**
 * Owns a session: starts it when the first component shows it, keeps it for a while after the last one is gone, and restarts it on demand. It does
 * not depend on React.
 */
export class SessionOwner implements WebIOSession {
  readonly reachability: Reachability = new Reachability()
  readonly #options: SessionOwnerOptions
  readonly #wrongSetup: Setup | null
  readonly #notifier = new Notifier<typeof PAGE>()
  readonly #handlers = new Map<object, PageHandlers>()
  #policy: () => PagePolicy
  readonly #commands: PageCommands
  #shown: ShownSession | null = null
  /** What the document shows of a session that started with it; null if there is no such session. */
  readonly painted: ShownSession | null = null
  /** Whether that session still has to be resumed. */
  #isPaintDue = false
  /** Whether the page has been connected to it. */
  #isPaintLive = false
  /** The page that its server has refused as one of another version. */
  #outdatedPage: ShownSession | null = null
  #scripts: Scripts | null = null
  #place: { readonly key: string; release(): void } | null = null
  #ticket: ResumeTicket | null = null
  /** The page's URL when a component last showed the session. By the time that component is gone, the URL may have changed. */
  #address = ''
  #isStarted = false
  /** How many components show the session. */
  #shownBy = 0
  /** Whether the component that showed the session was unmounted rather than hidden: another one may take the session. */
  #isForsaken = false
  /** Whether the component has gone at this very moment. */
  #hasJustGone = false
  /** Whether the document is going away, as far as is known. */
  #isPageGone = false
  #leaving: ReturnType<typeof setTimeout> | undefined
  /** Changes with each start, so that a start that waits for storage notices that it is obsolete. */
  #run = 0

  constructor(options: SessionOwnerOptions) {
    this.#options = options
    const { setup = null } = options
    this.#wrongSetup = setup && setupProblem(setup) ? setup : null
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
    this.#shown = this.painted = this.#create({ firstPaint })
    this.#isPaintDue = true
  }

  /** The visible session; null until there is one. */
  get shown(): ShownSession | null {
    return this.#shown
  }

  get status(): PageStatus {
    return this.#shown?.session.status ?? 'connecting'
  }

  /** The URL of the handler; undefined for a task that runs in the page. */
  get endpoint(): string | undefined {
    return this.#options.endpoint
  }

  /** It shows the session of somebody else. */
  get isShared(): boolean {
    return this.#options.view !== undefined
  }

  /** Asks to use a session that the page watches. */
  drive(): void {
    this.#shown?.session.drive()
  }

  /** Whether scripts that the server sends may run. */
  get allowsScripts(): boolean {
    return this.#policy().allowScripts
  }

  /** What the host page said, if it is incomplete or invalid: then the session does not start. */
  get wrongSetup(): Setup | null {
    return this.#wrongSetup
  }

  /** The task that a session in the page starts with. */
  get task(): InPageTask {
    return this.#policy().task ?? (() => {})
  }

  /** Calls `listener` when `shown` or `status` changes. */
  subscribe(listener: () => void): () => void {
    return this.#notifier.subscribe(PAGE, listener)
  }

  /**
   * Sets the callbacks of a component, in place of its previous ones.
   * @param component identifies the component
   */
  listen(component: object, handlers: PageHandlers): void {
    this.#handlers.set(component, handlers)
  }

  /**
   * Sets the component's decisions, which apply unless the session's owner decides.
   * @param policy read each time it matters
   */
  decide(policy: () => PagePolicy): void {
    this.#policy = this.#options.policy ?? policy
  }

  /**
   * Registers a component that shows the session. If an equivalent session waits for a component, the component shows that one instead.
   * @param adopt called with that session
   * @returns a function to call when the component no longer shows it, permanently or for a while
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

  /** Reports that a component that showed the session was unmounted: it will not come back. */
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
    const { endpoint = '', app, params, resumeKey, view } = this.#options
    if (this.#wrongSetup) return
    clearTimeout(this.#leaving)
    kept.release(this.#keptId, this)
    this.#isForsaken = false
    this.#shownBy++
    this.#address = addressNow()
    this.#place ??= takePlace({ endpoint, app, params, resumeKey, view })
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
    // After a reload, the page shows other sessions.
    this.#ticket?.drop()
    this.#ticket = null
    const delay = this.#isPageGone ? 0 : Math.min(keepAlive * 1000, LONGEST_TIMER_MS)
    this.#leaving = setTimeout(() => this.#leave(), delay)
    this.#hasJustGone = true
    queueMicrotask(() => (this.#hasJustGone = false))
    if (this.#isForsaken) this.#waitForAnother()
  }

  /** Frees the place: another component may take it, and the session with it. */
  #waitForAnother(): void {
    const { keepAlive, endpoint, resumeKey } = this.#options
    this.#place?.release()
    this.#place = null
    // It is impossible to tell whether two tasks in the page are the same.
    if (keepAlive !== 0 && !this.#isPageGone && (endpoint !== undefined || resumeKey !== undefined))
      kept.keep(this.#keptId, this)
  }

  /** Whether `waiting` waits for a component like the one that is being mounted. */
  #mayBe(waiting: SessionOwner): boolean {
    if (waiting === this || waiting.#options.group !== this.#options.group) return false
    // A component that replaces the other at the same moment has a new `key`, which asks React to start over.
    if (!waiting.#hasJustGone || this.#options.resumeKey !== undefined) return true
    waiting.end()
    return false
  }

  /** The id under which the session waits for another component. A session with its own name has the same id wherever it is shown. */
  get #keptId(): string {
    const { endpoint = '', app, params, resumeKey, view = null } = this.#options
    const place = resumeKey === undefined ? (this.#isStarted ? this.#address : addressNow()) : null
    return stableJson([endpoint, app, params, resumeKey ?? null, place, view])
  }

  readonly #pageGoes = (): void => {
    this.#isPageGone = true
    if (this.#shownBy === 0 && !this.#options.isIndependent) this.#leave()
  }

  readonly #pageComes = (): void => {
    this.#isPageGone = false
  }

  /** Sends an event of the host page to the task. Ignored before the session starts and after its end. */
  send(name: string, data: Json = null): void {
    this.#shown?.silentChanges.collect()
    this.#shown?.session.send({ type: 'app-event', name, data })
  }

  /** Ends the session. Its outputs stay visible. */
  close(): void {
    const { session } = this.#shown ?? {}
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

  /** Reports an error in the page. */
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

  /** Keeps the session for the page after a reload, while the session lives and the component exists. */
  #holdTicket(): void {
    const { session, isLive = false } = this.#shown ?? {}
    if (this.#shownBy > 0 && isLive && session?.ticket && session.status !== 'closed')
      this.#ticket?.hold(session.ticket)
  }

  #discard(): void {
    this.#run++
    this.#isPaintDue = false
    this.#shown?.session.leave()
    this.#shown?.dispose()
    this.#scripts?.dispose()
    this.#ticket?.drop()
    this.reachability.reset()
  }

  async #start(): Promise<void> {
    const run = ++this.#run
    const ticket = await this.#ticket?.find()
    if (run === this.#run) this.#open(this.#takePainted(ticket) ?? this.#create({ ticket }))
  }

  /** The page that came with the document, if its session is the one to show. */
  #takePainted(ticket: SessionTicket | undefined): ShownSession | null {
    const { firstPaint } = this.#options
    if (!this.#isPaintDue || !firstPaint) return null
    const isWanted = ticket === undefined || ticket.session === firstPaint.messages[0].session
    if (!isWanted) this.#endPainted()
    this.#isPaintDue = false
    return isWanted && takePainted(firstPaint) ? this.painted : null
  }

  /** Tells the server at once that the document's session is not needed. */
  #endPainted(): void {
    const { firstPaint, connect } = this.#options
    if (this.#isPaintDue && firstPaint) endPainted(firstPaint, connect, () => this.#policy().auth)
    this.#isPaintDue = false
  }

  #create(source: Pick<PageSessionOptions, 'ticket' | 'firstPaint'>): ShownSession {
    const { app, params, view, connect, services, code, isStandAlone = false } = this.#options
    const neededCode = new NeededCode(code.parts, isStandAlone ? services.whenIdle : undefined)
    const budget = new RunBudget()
    const session: PageSession = new PageSession({
      app,
      params,
      view,
      ...source,
      connect: this.reachability.watch(neededCode.watch(connect), () => this.#unreachable()),
      auth: () => this.#policy().auth,
      schedule: neededCode.delay(services.pacedScheduler(budget, () => shown.refresh())),
      nodesPerRun: () => budget.limit,
      onWelcome: (welcome) => this.#welcomed(shown, welcome),
      onTransient: (command) => this.#commands.carryOut(shown, command),
      onYield: () => shown.fields.get()?.sharedDrafts.tellNow(),
      onRefused: (refused) => this.#commands.refused(shown, refused),
    })
    const shown = new ShownSession(session, this.#options, source.ticket?.session)
    return shown
  }

  #open(shown: ShownSession): void {
    const { session } = shown
    this.#scripts = this.#options.services.createScripts((answer) => session.send(answer))
    session.subscribe('page', () => this.#pageChanged(shown))
    this.#show(shown)
    shown.begin()
  }

  #show(shown: ShownSession | null): void {
    this.#shown = shown
    this.#notifier.notify(PAGE)
  }

  #welcomed(shown: ShownSession, { anew, resumed }: WelcomeMessage): void {
    if (anew) shown.tables?.requests.lose()
    const isFirst = shown.session.status === 'connecting'
    if (!resumed) shown.forgetDrafts()
    if (shown === this.painted) this.#isPaintLive = true
    if (this.#place) new ReloadOnce(this.#place.key).giveBack()
    this.#holdTicket()
    if (isFirst) this.#tell(({ onReady }) => onReady?.({ resumed: resumed && shown !== this.painted }))
  }

  #pageChanged(shown: ShownSession): void {
    const { session } = shown
    this.#notifier.notify(PAGE)
    if (session.status !== 'closed' || !shown.isLive) return
    // Rule R6: the next session replaces it, on the page and for the host page.
    if (session.tree.closed?.reason === 'replaced') return this.restart()
    // The session was not resumed in time: the page was slow, or comes from a cache (rule FP4).
    if (shown === this.painted && session.failure === 'session_gone' && !this.#isPaintLive)
      return this.restart()
    if (session.failure === 'version_mismatch') return this.#outdated(shown)
    shown.dispose()
    this.#ticket?.drop()
    const { closed } = session.tree
    if (closed) {
      const { result } = closed
      if (result !== undefined) this.#tell(({ onResult }) => onResult?.(result))
      this.#tell(({ onClose }) => onClose?.(closed))
    } else if (session.failure) this.#fail(session.failure, failureMessage(session.failure))
  }

  /** Rule H1: the session lives on, and a page of the right version takes it up with what was typed. */
  #outdated(shown: ShownSession): void {
    if (this.#outdatedPage === shown) return
    this.#outdatedPage = shown
    const { isStandAlone = false, services } = this.#options
    if (isStandAlone && this.#place && new ReloadOnce(this.#place.key).take()) services.reload()
    else this.#fail('version_mismatch', failureMessage('version_mismatch'))
  }

  #unreachable(): void {
    const { reason = '' } = this.reachability
    this.#options.tellUnreachable?.()
    this.report({ code: 'connect_fail', message: `${firstText({ id: 'connect_fail' })} ${reason}`.trim() })
  }

  #fail(code: string, message: FirstMessageRef): void {
    this.report({ code, message: firstText(message) })
  }
}

function addressNow(): string {
  return location.pathname + location.search
}
