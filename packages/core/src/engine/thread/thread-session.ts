import type { CloseReason, Command, TreeCommand } from '../../protocol/commands'
import type { Json } from '../../protocol/json'
import { systemClock } from '../clock'
import type { Logger } from '../logger'
import { DEFAULT_OUTBOX_LIMITS } from '../wire/outbox'
import { Session } from '../session'
import type { SessionTransport } from '../wire/session-transport'
import type { Task } from '../tasks/task'
import type { PageMessage } from '../../protocol/wire-messages'
import type { FromThread, LogLevel, ThreadWelcome } from './thread-messages'

/** Code that computes without a pause reports its progress at most so often. */
const EAGER_MS = 50

/** What is sent stays in the hands of the session that reads it: no snapshot of a thread could take its place. */
const LIMITS = {
  ...DEFAULT_OUTBOX_LIMITS,
  flightBatches: Infinity,
  flightBytes: Infinity,
  waitingBytes: Infinity,
}

/** The session of a worker thread: its page is the session that registered the thread. */
export class ThreadSession extends Session {
  readonly #post: (message: FromThread) => void
  readonly #transport: SessionTransport
  #sentAt = 0
  #waits = 0

  constructor(welcome: ThreadWelcome, post: (message: FromThread) => void) {
    super({
      id: welcome.id,
      secret: '',
      app: welcome.app,
      params: welcome.params,
      info: welcome.info,
      debug: welcome.debug,
      firstId: welcome.firstId,
      reconnectTimeout: 0,
      clock: systemClock,
      logger: forwardingLogger(post),
      outboxLimits: LIMITS,
      onGone: () => {},
    })
    this.#post = post
    this.mirror(welcome.snapshot as readonly TreeCommand[])
    this.#transport = { send: (message) => post({ type: 'server', message }), close() {} }
    this.attach(this.#transport, 0, false)
  }

  /** Something keeps the thread from ending: it waits for its page, or its page may call it. */
  get isNeeded(): boolean {
    return (
      !this.isClosed &&
      (this.#waits > 0 || this.forms.size > 0 || this.scripts.size > 0 || this.isInteractive)
    )
  }

  /** Does what the page says: what it has read, or an event. */
  hear(message: PageMessage): void {
    this.receive(this.#transport, message)
  }

  /** Sends what waits, where the thread computes without a pause and the event loop does not get to it. */
  keepUp(): void {
    const now = this.clock.now()
    if (this.isClosed || now - this.#sentAt < EAGER_MS) return
    this.#sentAt = now
    this.sendNow()
  }

  override command(command: Command): void {
    super.command(command)
    this.keepUp()
  }

  override stayAlive(): void {
    if (!this.isInteractive) this.#post({ type: 'stay' })
    super.stayAlive()
  }

  override onAppEvent(name: string, handler: (data: Json) => unknown): void {
    super.onAppEvent(name, handler)
    this.#post({ type: 'listen', name })
  }

  override flushed(): Promise<void> {
    return this.#waiting(super.flushed())
  }

  override whenClosed(task?: Task): Promise<void> {
    return this.#waiting(super.whenClosed(task))
  }

  override async close(reason: CloseReason): Promise<void> {
    await super.close(reason)
    this.#post({ type: 'ended' })
  }

  async #waiting(promise: Promise<void>): Promise<void> {
    this.#waits++
    try {
      await promise
    } finally {
      this.#waits--
    }
  }
}

/** Logs where the session does. */
function forwardingLogger(post: (message: FromThread) => void): Logger {
  const log =
    (level: LogLevel) =>
    (message: string, ...details: unknown[]): void => {
      try {
        post({ type: 'log', level, message, details })
      } catch {
        // Not everything travels between threads.
        post({ type: 'log', level, message, details: details.map(String) })
      }
    }
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') }
}
