import type { Command } from '../../protocol/commands'
import { isTransient } from '../../protocol/commands'
import type { ConnectionErrorCode, EventErrorCode } from '../../protocol/error-codes'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { parsePageMessage } from '../../protocol/parse-message'
import type { WelcomeMessage } from '../../protocol/wire-messages'
import type { Clock } from '../clock'
import type { Logger } from '../logger'
import type { OutboxLimits } from '../wire/outbox'
import { DEFAULT_OUTBOX_LIMITS, Outbox } from '../wire/outbox'
import { MAX_BAD_MESSAGES } from '../wire/page-link'
import type { SessionTransport } from '../wire/session-transport'

/** What waits for one who watches. Beyond it, a snapshot takes its place: whoever only watches can do without what came in between. */
const WAITING_BYTES = 1024 * 1024

/** Milliseconds in which the page of a session that has ended must read the rest. */
const LAST_READ_MS = 60_000

export interface ViewerLinkOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly limits?: OutboxLimits | undefined
  /** The commands that build the current tree. */
  readonly snapshot: () => readonly Command[]
  /** False while nobody must see what is shown now. */
  readonly mayShow: () => boolean
  /** The viewer asks to drive. */
  readonly onDrive: () => void
  /** The viewer has left. */
  readonly onLeft: () => void
}

/**
 * The link to one who watches a session: what this page has not acknowledged is kept here and nowhere else, so a slow one holds nobody up. It takes no
 * events (rule W3).
 */
export class ViewerLink {
  readonly #options: ViewerLinkOptions
  readonly #outbox: Outbox
  #transport: SessionTransport | null = null
  #isWatching = false
  #refused = 0
  #isClosed = false
  #cancelLastRead = (): void => {}

  constructor(options: ViewerLinkOptions) {
    this.#options = options
    const { snapshot, logger, limits = DEFAULT_OUTBOX_LIMITS } = options
    const waitingBytes = Math.min(limits.waitingBytes, WAITING_BYTES)
    this.#outbox = new Outbox(snapshot, logger, { ...limits, waitingBytes })
    this.#outbox.mute()
  }

  /** Estimated bytes that the page has not acknowledged. */
  get unreadBytes(): number {
    return this.#outbox.unreadBytes
  }

  /**
   * The viewer watches over `transport` from now on.
   * @param seen number of the last batch of this link that the page has applied; null if it has applied none
   */
  attach(transport: SessionTransport, seen: number | null, welcome: WelcomeMessage): void {
    this.#transport = transport
    this.#refused = 0
    const isAnew = seen === null || !this.#isWatching
    if (!this.#isWatching) this.#outbox.unmute()
    this.#isWatching = true
    transport.send({ ...welcome, role: 'observer', ...(isAnew && { anew: true }) })
    if (isAnew) this.#outbox.renew()
    else for (const batch of this.#outbox.resume(seen)) transport.send(batch)
    this.flush()
  }

  /** The connection has ended. What comes meanwhile is kept, within its limits. */
  detach(): void {
    this.#transport = null
    if (this.#isClosed) this.dispose()
  }

  /** The viewer does not watch any more: they drive, or have gone. */
  release(): void {
    this.#transport = null
    this.#isWatching = false
    this.#outbox.mute()
  }

  /** Of the commands that leave nothing in the tree, most are for the page that a person uses (rule W3). */
  add(command: Command): void {
    if (this.#isWatching && (!isTransient(command) || command.type === 'scroll-to')) this.#outbox.add(command)
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
        return this.#refuse(message.n, 'not_driver', `${message.event.type}: this page only watches.`)
      case 'leave':
        return this.#options.onLeft()
      case 'drive':
        return this.#options.onDrive()
      case 'drafts':
      case 'yielded':
      case 'joined':
        // Of a page that was the driver's a moment ago.
        return
      default:
        message satisfies never
    }
  }

  /** Refuses what the viewer sent. Too much of it ends the connection. */
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

  /** The session has ended: the page reads the rest and goes by itself, or is given up. */
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

  /** Nothing is kept any more. */
  dispose(): void {
    this.#cancelLastRead()
    this.release()
    this.#outbox.dispose()
  }
}
