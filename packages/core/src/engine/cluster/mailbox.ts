import type { Json } from '../../protocol/json'
import type { Session } from '../session'

/** The session that sent a message. */
export interface Sender {
  readonly id: string
  /** Name of its application. */
  readonly app: string
  readonly user: unknown
  /** Id of its node. */
  readonly node: string
}

/** An author's handler for messages. */
export type MessageHandler = (data: Json, from: Sender | null) => unknown

/** The subscriptions of a session: its rooms and its handlers. */
export class Mailbox {
  readonly rooms = new Set<string>()
  readonly #session: Session
  readonly #handlers = new Map<string, MessageHandler>()
  #hasDropped = false

  constructor(session: Session) {
    this.#session = session
    session.durable?.hearBy(this)
  }

  /** Calls `handler` as a separate task for each message with this name. A later handler for the same name replaces an earlier one. */
  on(name: string, handler: MessageHandler): void {
    this.#handlers.set(name, handler)
    this.#session.tasks.stayAlive()
  }

  /** Delivers a message. A session that listens only with `on_event` receives it there. A session that does not listen misses it. */
  deliver(name: string, data: Json, from: Sender | null): void {
    const { durable } = this.#session
    if (!durable) return this.give(name, data, from)
    // Checked before the signal gets a turn: only messages to which the session listens now are recorded.
    if (this.hears(name)) durable.signalled(name, data, from as unknown as Json)
  }

  /** True if the session listens to messages of this name. */
  hears(name: string): boolean {
    return this.#handlers.has(name) || this.#session.appEvents.has(name)
  }

  /** Calls the handler for a message, or the listeners of `on_event` if there is no handler. */
  give(name: string, data: Json, from: Sender | null): void {
    const handler = this.#handlers.get(name)
    const { appEvents, callbacks, log } = this.#session
    const isTaken = handler
      ? callbacks.startInTurn(() => handler(data, from))
      : appEvents.fire({ type: 'app-event', name, data })?.code !== 'too_busy'
    if (isTaken || this.#hasDropped) return
    this.#hasDropped = true
    log.warn(
      `too many callbacks wait, so messages are dropped, first one of ${JSON.stringify(name)}. Said once for a session.`,
    )
  }

  clear(): void {
    this.rooms.clear()
    this.#handlers.clear()
  }
}
