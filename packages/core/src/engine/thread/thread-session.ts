import type { CloseReason, TreeCommand } from '../../protocol/commands'
import type { RowsCancelEvent, RowsRequestEvent } from '../../protocol/events'
import type { PageMessage } from '../../protocol/wire-messages'
import { systemClock } from '../clock'
import type { Logger } from '../logger'
import type { RowAsker } from '../outputs/row-sources'
import { Session } from '../session'
import { DEFAULT_OUTBOX_LIMITS } from '../wire/outbox'
import type { SessionTransport } from '../wire/session-transport'
import type { FromThread, LogLevel, ThreadWelcome } from './thread-messages'

/** The shortest interval at which code that computes without a pause sends its progress. */
const EAGER_MS = 50

/** The reading session keeps sent batches, because a snapshot of a thread could not replace them. */
const LIMITS = {
  ...DEFAULT_OUTBOX_LIMITS,
  flightBatches: Infinity,
  flightBytes: Infinity,
  waitingBytes: Infinity,
}

/** A session in a worker thread. Its page is the session that registered the thread. */
export class ThreadSession {
  readonly session: Session
  readonly #post: (message: FromThread) => void
  readonly #transport: SessionTransport
  /** All observers together: their session limits the requests of each. */
  readonly #observers: RowAsker = { answer: (command) => this.#post({ type: 'rows', command }) }
  #sentAt = 0
  #closing: Promise<void> | null = null

  constructor(welcome: ThreadWelcome, post: (message: FromThread) => void) {
    this.#post = post
    this.session = new Session({
      id: welcome.id,
      secret: '',
      app: welcome.app,
      params: welcome.params,
      info: welcome.info,
      firstId: welcome.firstId,
      reconnectTimeout: 0,
      common: {
        debug: welcome.debug,
        clock: systemClock,
        logger: forwardingLogger(post),
        outboxLimits: LIMITS,
        listener: {
          onCommand: () => this.keepUp(),
          onInteractive: () => post({ type: 'stay' }),
          onListen: (name) => post({ type: 'listen', name }),
        },
      },
      onGone: () => {},
    })
    this.session.view.mirror(welcome.snapshot as readonly TreeCommand[])
    this.#transport = { send: (message) => post({ type: 'server', message }), close() {} }
    this.session.attach(this.#transport, 0, false)
  }

  /** Whether something keeps the thread from ending: it waits for its page, or its page may call it. */
  get isNeeded(): boolean {
    const { isClosed, isAwaited, forms, scripts, tasks } = this.session
    return !isClosed && (isAwaited || forms.size > 0 || scripts.size > 0 || tasks.isInteractive)
  }

  /** Handles a message of the page: an acknowledgement or an event. */
  hear(message: PageMessage): void {
    this.session.receive(this.#transport, message)
  }

  /** An observer's page asks for rows, or no longer needs them. */
  answerObserver(n: number, event: RowsRequestEvent | RowsCancelEvent): void {
    const { rowSources } = this.session
    if (event.type === 'rows-cancel') return void rowSources.cancel(event, this.#observers)
    const refusal = rowSources.request(event, n, this.#observers)
    if (refusal) this.#observers.answer({ type: 'rows-failed', output: event.output, request: n })
  }

  /** Sends waiting commands, for code that computes without a pause and blocks the event loop. */
  keepUp(): void {
    const now = systemClock.now()
    if (this.session.isClosed || now - this.#sentAt < EAGER_MS) return
    this.#sentAt = now
    this.session.view.flush()
  }

  /** The session is over. Resolves when its deferred functions have run and the page's session knows that. */
  end(reason: CloseReason): Promise<void> {
    return (this.#closing ??= this.session.close(reason).then(() => this.#post({ type: 'ended' })))
  }
}

/** Logs through the session's logger. */
function forwardingLogger(post: (message: FromThread) => void): Logger {
  const log =
    (level: LogLevel) =>
    (message: string, ...details: unknown[]): void => {
      try {
        post({ type: 'log', level, message, details })
      } catch {
        // Some values cannot be sent between threads.
        post({ type: 'log', level, message, details: details.map(String) })
      }
    }
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') }
}
