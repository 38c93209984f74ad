import type {
  AppOpenCommand,
  CloseReason,
  DownloadCommand,
  EventErrorCode,
  Json,
  JsonObject,
  Message,
  RefusedEvent,
  SessionTicket,
  TransientCommand,
  WelcomeMessage,
} from '@webio/core/protocol'
import { messageText, PageSession } from '@webio/core/protocol'
import { addressOfApp } from '../dom/app-address'
import { failureMessage } from './failure-message'
import type { FileWire } from './wire/file-wire'
import { inNextFrame, pacedScheduler } from '../dom/frame-scheduler'
import { ShownSession } from './shown-session'
import { Notifier } from './notifier'
import { Reachability } from './wire/reachability'
import { takePlace } from './resume/resume-place'
import { ResumeTicket } from './resume/resume-ticket'
import { RunBudget } from './run-budget'
import { ScriptRunner } from '../dom/script-runner'
import { scrollToElement } from '../dom/scroll-to-element'
import type { InPageTask } from './wire/task-transport'
import type { WireFactory } from './wire/wire'

/** How a session ended, as `onClose` hears it. */
export interface CloseInfo {
  readonly reason: CloseReason
  /** What the task returned, where that is JSON. */
  readonly result?: Json | undefined
}

/**
 * What `onError` hears: a code of the protocol, `connect_fail` while the server cannot be reached, or `window_blocked` where the browser
 * did not let `go_app` open a window.
 */
export interface WebIOError {
  readonly code: string
  readonly message: string
}

/** What the embedding page wants to hear. */
export interface PageHandlers {
  readonly onReady?: ((info: { readonly resumed: boolean }) => void) | undefined
  readonly onEvent?: ((name: string, data: Json) => void) | undefined
  readonly onClose?: ((info: CloseInfo) => void) | undefined
  readonly onError?: ((error: WebIOError) => void) | undefined
}

/** What the host page decides while a session runs. */
export interface PagePolicy {
  /** Reaches `authorize()`; asked before every connection. */
  readonly auth?: Json | undefined
  /** Scripts that the server sends may run. */
  readonly allowScripts: boolean
  /** What runs in the page itself. */
  readonly task?: InPageTask | undefined
}

/** What makes one session another. */
export interface SessionOwnerOptions {
  /** Undefined where the session runs in the page itself. */
  readonly endpoint: string | undefined
  readonly app: string
  readonly params: JsonObject
  readonly resumeKey?: string | undefined
  /** The page is WebIO's own: another application shows in its place. */
  readonly isStandAlone?: boolean | undefined
  readonly connect: WireFactory
  /** Asked for when a file is to travel. */
  readonly files: () => FileWire
}

/** Events that name something which has gone meanwhile: nobody's fault. */
const RACES: ReadonlySet<string> = new Set<EventErrorCode>([
  'no_such_form',
  'no_such_field',
  'no_such_output',
  'no_such_row',
  'callback_disabled',
  'form_busy',
  'no_such_script',
])

const PAGE = 'page'

/**
 * The session of one component: started when the component is mounted, left when it is gone for good, started anew when it is asked
 * to. Knows nothing of React.
 */
export class SessionOwner {
  readonly reachability: Reachability = new Reachability()
  readonly #options: SessionOwnerOptions
  readonly #notifier = new Notifier<typeof PAGE>()
  #handlers: PageHandlers = {}
  #policy: () => PagePolicy = () => ({ allowScripts: false })
  #page: ShownSession | null = null
  #scripts: ScriptRunner | null = null
  #place: { readonly key: string; release(): void } | null = null
  #ticket: ResumeTicket | null = null
  #leaving: ReturnType<typeof setTimeout> | undefined
  /** Tells a start that is waiting for storage that it is no longer wanted. */
  #run = 0

  constructor(options: SessionOwnerOptions) {
    this.#options = options
  }

  /** The page that shows; null until there is one. */
  get page(): ShownSession | null {
    return this.#page
  }

  /** What a session that runs in the page itself starts with. */
  get task(): InPageTask {
    return this.#policy().task ?? (() => {})
  }

  /** Calls `listener` when `page` is another one. */
  subscribe(listener: () => void): () => void {
    return this.#notifier.subscribe(PAGE, listener)
  }

  /**
   * Sets who is told of what happens, instead of who was.
   * @param policy asked whenever it matters
   */
  listen(handlers: PageHandlers, policy: () => PagePolicy): void {
    this.#handlers = handlers
    this.#policy = policy
  }

  /** The component is mounted. */
  retain(): void {
    clearTimeout(this.#leaving)
    const { endpoint = '', app, resumeKey } = this.#options
    this.#place = takePlace({ endpoint, app, resumeKey })
    if (this.#ticket) return this.#holdTicket()
    this.#ticket = new ResumeTicket(this.#place.key)
    void this.#start()
  }

  /**
   * The component is unmounted. The session is left a moment later, unless the component is back by then, as it is under StrictMode and
   * after a fast refresh.
   */
  release(): void {
    // At once: a component that is mounted in this very moment may be alike.
    this.#place?.release()
    this.#place = null
    this.#ticket?.drop()
    this.#leaving = setTimeout(() => this.#leave(), 0)
  }

  /** Sends an event of the host page to the task. Before there is a session, and after its end, it goes nowhere. */
  send(name: string, data: Json): void {
    this.#page?.silentChanges.collect()
    this.#page?.session.send({ type: 'app-event', name, data })
  }

  /** Ends the session; what it showed stays. */
  close(): void {
    const { session } = this.#page ?? {}
    if (!session || session.status === 'closed') return
    session.leave()
    this.#handlers.onClose?.({ reason: 'left' })
  }

  /** Ends the session and starts another one. */
  restart(): void {
    if (!this.#place) return
    this.#discard()
    this.#show(null)
    void this.#start()
  }

  #leave(): void {
    this.#discard()
    this.#page = null
    this.#ticket = null
  }

  /** Keeps the session for the page after a reload, as long as it lives and the component is there. */
  #holdTicket(): void {
    const { session, isLive = false } = this.#page ?? {}
    if (this.#place && isLive && session?.ticket && session.status !== 'closed')
      this.#ticket?.hold(session.ticket)
  }

  #discard(): void {
    this.#run++
    this.#page?.session.leave()
    this.#page?.dispose()
    this.#scripts?.dispose()
    this.#ticket?.drop()
    this.reachability.reset()
  }

  async #start(): Promise<void> {
    const run = ++this.#run
    const ticket = await this.#ticket?.find()
    if (run === this.#run) this.#open(ticket)
  }

  #open(ticket: SessionTicket | undefined): void {
    const { app, params, connect } = this.#options
    const budget = new RunBudget()
    const session: PageSession = new PageSession({
      app,
      params,
      ticket,
      connect: this.reachability.watch(connect, () => this.#unreachable()),
      auth: () => this.#policy().auth,
      schedule: pacedScheduler(budget, () => page.refresh()),
      nodesPerRun: () => budget.limit,
      onWelcome: (welcome) => this.#welcomed(page, welcome),
      onTransient: (command) => this.#carryOut(page, command),
      onRefused: (refused) => this.#refused(page, refused),
    })
    const page = new ShownSession(session, this.#options.files)
    this.#scripts = new ScriptRunner((answer) => session.send(answer))
    session.subscribe('page', () => this.#pageChanged(page))
    this.#show(page)
    session.start()
  }

  #show(page: ShownSession | null): void {
    this.#page = page
    this.#notifier.notify(PAGE)
  }

  #welcomed(page: ShownSession, { resumed }: WelcomeMessage): void {
    const isFirst = page.session.status === 'connecting'
    if (!resumed) page.forgetDrafts()
    this.#holdTicket()
    if (isFirst) this.#handlers.onReady?.({ resumed })
  }

  #carryOut(page: ShownSession, command: TransientCommand): void {
    switch (command.type) {
      case 'app-event':
        return this.#handlers.onEvent?.(command.name, command.data)
      case 'notice':
        return this.#handlers.onError?.({ code: command.code, message: command.message })
      case 'scroll-to':
        // A frame later: what is to be scrolled to has been rendered by then.
        inNextFrame(() => scrollToElement(page.elements.get(command.output), command.position))
        return
      case 'download':
        return this.#download(page, command)
      case 'rows-answer':
      case 'rows-failed':
        return page.rows.settle(command)
      case 'script-run':
        return this.#scripts?.add(command, this.#policy().allowScripts)
      case 'app-open':
        return this.#openApp(command)
      default:
        command satisfies never
    }
  }

  #download({ session }: ShownSession, { token, name }: DownloadCommand): void {
    if (session.ticket) this.#options.files().download({ session: session.ticket.session, token, name })
  }

  #openApp({ app, new_window }: AppOpenCommand): void {
    const { endpoint, isStandAlone = false } = this.#options
    if (endpoint === undefined) return this.#tell('app_not_found', failureMessage('app_not_found'))
    const address = addressOfApp(app, endpoint, isStandAlone)
    if (!new_window) return location.assign(address)
    const opened = open(address, '_blank')
    if (opened) opened.opener = null
    else
      this.#handlers.onError?.({
        code: 'window_blocked',
        message: `The browser blocked a window: ${address}`,
      })
  }

  #refused(page: ShownSession, { n, code, message }: RefusedEvent): void {
    page.forms.giveUpWaiting(n)
    page.uploads.giveUpWaiting(n, code)
    page.pins.giveUpWaiting(n)
    page.rows.refused(n)
    if (code === 'too_busy') page.strain.show()
    if (!RACES.has(code)) this.#handlers.onError?.({ code, message })
  }

  #pageChanged(page: ShownSession): void {
    const { session } = page
    if (session.status !== 'closed' || !page.isLive) return
    // Rule R6: the one that follows takes its place, on the page and for the host page.
    if (session.tree.closed?.reason === 'replaced') return this.restart()
    page.dispose()
    this.#ticket?.drop()
    const { closed } = session.tree
    if (closed) this.#handlers.onClose?.(closed)
    else if (session.failure) this.#tell(session.failure, failureMessage(session.failure))
  }

  #unreachable(): void {
    const { reason } = this.reachability
    const message = messageText({ id: 'connect_fail' })
    this.#handlers.onError?.({
      code: 'connect_fail',
      message: reason === undefined ? message : `${message} ${reason}`,
    })
  }

  #tell(code: string, message: Message): void {
    this.#handlers.onError?.({ code, message: messageText(message) })
  }
}
