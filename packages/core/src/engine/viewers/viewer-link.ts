import type { Command, RowsAnswerCommand, RowsFailedCommand } from '../../protocol/commands'
import { isTransient } from '../../protocol/commands'
import type { ConnectionErrorCode, EventErrorCode } from '../../protocol/error-codes'
import type { RowsCancelEvent, RowsRequestEvent } from '../../protocol/events'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { parsePageMessage } from '../../protocol/parse-message'
import type { EventMessage, WelcomeMessage } from '../../protocol/wire-messages'
import type { Clock } from '../clock'
import type { Logger } from '../logger'
import type { OutboxLimits } from '../wire/outbox'
import { DEFAULT_OUTBOX_LIMITS, Outbox } from '../wire/outbox'
import { MAX_BAD_MESSAGES } from '../wire/page-link'
import type { Refusal } from '../wire/refusal'
import type { SessionTransport } from '../wire/session-transport'

/** The maximum size of the commands that wait for an observer. Beyond it, a snapshot replaces them: observers do not need intermediate states. */
const WAITING_BYTES = 1024 * 1024

/** How long an observer's page has to read the rest after the session has ended, in milliseconds. */
const LAST_READ_MS = 60_000

export interface ViewerLinkOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly limits?: OutboxLimits | undefined
  /** The commands that build the current tree. */
  readonly snapshot: () => readonly Command[]
  /** False while nobody may see what is shown now. */
  readonly mayShow: () => boolean
  /** The viewer asks to drive. */
  readonly onDrive: () => void
  /** The viewer has left. */
  readonly onLeft: () => void
  /** The requests of the viewer's page for rows of data tables. */
  readonly rows: {
    /** @returns the reason for a refusal, or null */
    take(event: RowsRequestEvent | RowsCancelEvent, n: number): Refusal | null
    /** The page waits for no more answers. */
    forget(): void
  }
}

/**
 * The link to an observer of a session. It keeps what this page has not acknowledged, so a slow page does not hold up anybody else. Of the events, it
 * accepts only requests for rows of data tables, which have numbers of their own (rule W3).
 */
export class ViewerLink {
  readonly #options: ViewerLinkOptions
  readonly #outbox: Outbox
  #transport: SessionTransport | null = null
  #isWatching = false
  /** The number of the last event that was handled. */
  #handled = 0
  #refused = 0
  #isClosed = false
  #cancelLastRead = (): void => {}

  constructor(options: ViewerLinkOptions) {
    this.#options = options
    const { snapshot, logger, limits = DEFAULT_OUTBOX_LIMITS } = options
    const waitingBytes = Math.min(limits.waitingBytes, WAITING_BYTES)
    this.#outbox = new Outbox({ snapshot }, logger, { ...limits, waitingBytes })
    this.#outbox.mute()
  }

  /** Estimated bytes that the page has not acknowledged. */
  get unreadBytes(): number {
    return this.#outbox.unreadBytes
  }

  /**
   * Starts to send to the viewer over `transport`.
   * @param seen number of the last batch of this link that the page has applied; null if it has applied none
   */
  attach(transport: SessionTransport, seen: number | null, welcome: WelcomeMessage): void {
    this.#transport = transport
    this.#refused = 0
    const isAnew = seen === null || !this.#isWatching
    if (!this.#isWatching) this.#outbox.unmute()
    this.#isWatching = true
    transport.send({ ...welcome, role: 'observer', handled: this.#handled, ...(isAnew && { anew: true }) })
    if (isAnew) this.#outbox.renew()
    else for (const batch of this.#outbox.resume(seen)) transport.send(batch)
    this.flush()
  }

  /** The connection has ended. New commands are kept until the page comes back, within the limits. */
  detach(): void {
    this.#transport = null
    if (this.#isClosed) this.dispose()
  }

  /** The viewer no longer watches: they drive, or have left. */
  release(): void {
    this.#transport = null
    this.#isWatching = false
    this.#outbox.mute()
    this.#options.rows.forget()
  }

  /** Adds a command. Most commands that leave nothing in the tree are only for the driver's page, so they are skipped (rule W3). */
  add(command: Command): void {
    if (this.#isWatching && (!isTransient(command) || command.type === 'scroll-to')) this.#outbox.add(command)
  }

  /** Sends the answer to a request for rows, which is for this page alone. */
  answer(command: RowsAnswerCommand | RowsFailedCommand): void {
    if (!this.#isWatching) return
    this.#outbox.add(command)
    this.flush()
  }

  append(parent: NodeId, spec: NodeSpec): void {
    if (this.#isWatching) this.#outbox.append(parent, spec)
  }

  flush(): void {
    if (!this.#transport || !this.#options.mayShow()) return
    for (const batch of this.#outbox.take()) this.#transport.send(batch)
  }

  /** A message of the viewer's page has arrived. */
  receive(input: unknown): void {
    const parsed = parsePageMessage(input)
    if (!parsed.ok) return this.#refuse(parsed.n, 'bad_message', parsed.problem)
    const message = parsed.value
    switch (message.type) {
      case 'seen':
        return this.#seen(message.n)
      case 'event':
        return this.#event(message)
      case 'leave':
        return this.#options.onLeft()
      case 'drive':
        return this.#options.onDrive()
      case 'drafts':
      case 'yielded':
      case 'joined':
        // The page drove a moment ago.
        return
      default:
        message satisfies never
    }
  }

  #event({ event, n, seen }: EventMessage): void {
    if (event.type !== 'rows-request' && event.type !== 'rows-cancel')
      return this.#refuse(n, 'not_driver', `${event.type}: this page only watches.`)
    this.#seen(seen)
    if (n > this.#handled + 1) {
      this.#transport?.send({ type: 'goodbye', code: 'event_gap' })
      this.#transport?.close()
      return
    }
    if (n > this.#handled) {
      this.#handled = n
      const refusal = this.#options.rows.take(event, n)
      if (refusal) this.#refuse(n, refusal.code, refusal.message)
    }
    this.#transport?.send({ type: 'handled', n: this.#handled })
  }

  /** Refuses a message of the viewer. Too many refusals end the connection. */
  #refuse(n: number, code: EventErrorCode | ConnectionErrorCode, message: string): void {
    this.#transport?.send({ type: 'refused', n, code, message })
    if (++this.#refused <= MAX_BAD_MESSAGES) return
    this.#transport?.send({ type: 'goodbye', code: 'bad_message' })
    this.#transport?.close()
  }

  #seen(n: number): void {
    if (!this.#outbox.acknowledge(n)) return this.#refuse(0, 'bad_message', `seen: batch ${n} was never sent`)
    this.flush()
  }

  /** The session has ended. The page may read the rest. After a while, its connection is closed. */
  close(): void {
    this.flush()
    this.#isClosed = true
    const transport = this.#transport
    if (!transport) return this.dispose()
    this.#cancelLastRead = this.#options.clock.setTimer(() => {
      transport.close()
      this.dispose()
    }, LAST_READ_MS)
  }

  /** Drops everything that is kept for the page. */
  dispose(): void {
    this.#cancelLastRead()
    this.release()
    this.#outbox.dispose()
  }
}
