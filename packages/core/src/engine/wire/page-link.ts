import type { CloseReason, Command } from '../../protocol/commands'
import type { ConnectionErrorCode, EventErrorCode } from '../../protocol/error-codes'
import type { PageEvent } from '../../protocol/events'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { parsePageMessage } from '../../protocol/parse-message'
import type {
  DraftsMessage,
  EventMessage,
  RefusedMessage,
  WelcomeMessage,
} from '../../protocol/wire-messages'
import { LazySet } from '../../state/lazy-collections'
import type { Clock } from '../clock'
import type { Refusal } from './refusal'
import type { Logger } from '../logger'
import type { LinkAudience } from './link-audience'
import type { OutboxLimits } from './outbox'
import { Outbox } from './outbox'
import type { SessionState } from './session-state'
import type { SessionTransport } from './session-transport'

/** The number of unparsable messages after which a connection is closed (rule E5). */
export const MAX_BAD_MESSAGES = 100

/**
 * The longest time in milliseconds between two acknowledgements by the page of a closed session. It allows for a large batch on a slow line and for
 * a throttled tab.
 */
const READ_TIMEOUT_MS = 300_000

/** Tracks which events of the page are finished. */
export interface EventLedger {
  /** Number of the last event that has arrived. */
  readonly last: number
  /** Number of the last event that is finished, together with all events before it. */
  readonly settled: number
  /** The event has arrived. @returns false if the session already received it */
  arrive(n: number): boolean
  /** The event is finished. */
  settle(n: number): void
}

/** The part of a session that its link needs, and that receives the messages of the page. */
export interface LinkOwner {
  readonly id: string
  readonly clock: Clock
  readonly logger: Logger
  /** How long a page may take to come back, in seconds. */
  readonly reconnectTimeout: number
  readonly outboxLimits: OutboxLimits | undefined
  /** The size of the largest message that reaches `receive`, in bytes. The page is told. undefined: there is no limit */
  readonly maxMessageBytes: number | undefined
  /** Gives each event a turn. undefined: events are handled at once */
  readonly turns: { add(turn: () => void): void } | undefined
  /** Tracks which events are finished, if they finish later than they are handled. The page keeps unfinished events. */
  readonly numbers: EventLedger | undefined
  /** True if the session outlives its process, so the page waits for the next process. */
  readonly isKept: boolean
  /** False while the page may not see what is shown now. Call `flush` when that changes. */
  readonly mayShow: boolean
  /** The commands that build the current tree. */
  snapshot(): readonly Command[]
  /**
   * An event has arrived.
   * @param target hash of the event's target as the page saw it, if the page sent one (rule R10)
   * @returns the reason for a refusal, or null
   */
  onEvent(event: PageEvent, n: number, target: number | undefined): Refusal | null
  /** The page has reported the drafts of a form. */
  onDrafts(message: DraftsMessage): void
  /** The page has sent all its unsent input (rule W6). */
  onYielded(): void
  /** The page has said that its visitor left. */
  onLeft(): void
  /** The page has not come back in time. */
  onExpired(): void
  /** The session is closed, and its page has read everything or no longer counts. */
  onGone(): void
}

/**
 * A session's half of the protocol: the attached transport, sent and acknowledged batches, handled events. It does not interpret commands or events.
 * The session passes commands in through `add`, `append` and `flush`. Messages from the page go to the owner.
 */
export class PageLink {
  readonly #owner: LinkOwner
  /** The secret of the session's own page. */
  secret: string
  /** Other recipients of the same commands; null if there are none. */
  audience: LinkAudience | null = null
  readonly #outbox: Outbox
  #state: SessionState = { name: 'connecting' }
  /** The number of the last handled event, and the number that was last sent to the page. */
  #handled = 0
  #handledTold = 0
  /** Number of the last event that has arrived. */
  #received = 0
  /** True if the session was resumed from its journal and its page has not sent an event yet, so the next number is unknown. */
  #isResuming = false
  #flushDue = false
  /** True once nothing is kept for the page. */
  #isGone = false
  #badMessages = 0
  readonly #refusedCodes = new LazySet<string>()
  /** Refusals that could not be sent before their connection ended. They are sent after the next welcome. */
  #untold: RefusedMessage[] = []

  constructor(owner: LinkOwner, secret: string) {
    this.#owner = owner
    this.secret = secret
    this.#outbox = new Outbox(owner, owner.logger, owner.outboxLimits)
  }

  get state(): SessionState {
    return this.#state
  }

  /** Number of the last event that was handled. */
  get handled(): number {
    return this.#handled
  }

  /** Estimated bytes that the page has not acknowledged. */
  get unreadBytes(): number {
    return this.#outbox.unreadBytes
  }

  get isClosed(): boolean {
    return this.#state.name === 'closed'
  }

  /** Whether anything waits until the page has applied a command. */
  get isAwaited(): boolean {
    return this.#outbox.isAwaited
  }

  /**
   * A new or resuming page has attached.
   * @param seen number of the last batch that the page has applied
   * @param place members of the welcome that say whose page it is; without them, the page owns the session
   */
  attach(
    transport: SessionTransport,
    seen: number,
    resumed: boolean,
    place: Partial<WelcomeMessage> = {},
  ): void {
    // The handshake was accepted before the session was gone. The next one is refused with `session_gone`.
    if (this.#isGone) return transport.close()
    const before = this.#state
    if (before.name === 'closed') this.#close(before.reason, transport)
    else this.#state = { name: 'open', transport }
    if (before.name === 'detached') before.cancelExpiry()
    else if (before.name !== 'connecting') sayGoodbye(before.transport, 'taken_over')
    this.#badMessages = 0
    if (seen === 0 && this.#isResuming) this.#received = this.#handled
    const welcome = this.welcome(resumed)
    transport.send({ ...welcome, ...place })
    this.#handledTold = welcome.handled
    for (const refused of this.#untold.splice(0)) transport.send(refused)
    if (place.anew) this.#outbox.renew()
    else for (const batch of this.#outbox.resume(seen)) transport.send(batch)
    this.flush()
  }

  /** The first message to a page that attaches now. */
  welcome(resumed: boolean): WelcomeMessage {
    const { id, maxMessageBytes } = this.#owner
    const limits = maxMessageBytes === undefined ? {} : { limits: { message: maxMessageBytes } }
    const kept = this.#owner.isKept ? { durable: true } : {}
    return {
      type: 'welcome',
      session: id,
      secret: this.secret,
      resumed,
      handled: this.#settled,
      ...limits,
      ...kept,
    }
  }

  /** The connection of the attached page; null if there is none. */
  get transport(): SessionTransport | null {
    return this.#transport()
  }

  /** Detaches the page and leaves its connection open. The next `attach` brings another viewer's page. */
  release(): SessionTransport | null {
    if (this.#state.name !== 'open') return null
    const { transport } = this.#state
    this.detach(transport)
    return transport
  }

  /** True if no event has been handled. */
  get isUntouched(): boolean {
    return this.#handled === 0
  }

  /** The connection of `transport` has ended. */
  detach(transport: SessionTransport): void {
    if (!this.#isAttached(transport)) return
    if (this.#state.name === 'closed') return this.#close(this.#state.reason, null)
    const cancelExpiry = this.#afterReconnectTimeout(() => this.#owner.onExpired())
    this.#state = { name: 'detached', cancelExpiry }
  }

  /** The session has ended. Its page may still read the rest, unless it has left. */
  close(reason: CloseReason): void {
    const before = this.#state
    if (before.name === 'detached') before.cancelExpiry()
    this.flush()
    this.audience?.close()
    this.#close(reason, before.name === 'open' ? before.transport : null)
    if (reason === 'left' || reason === 'expired') this.#gone()
  }

  /** Enters the closed state, or restarts its timer. An attached page gets time to read, a detached one time to come back. */
  #close(reason: CloseReason, transport: SessionTransport | null): void {
    if (this.#state.name === 'closed') this.#state.cancelGiveUp()
    const giveUp = () => this.#gone()
    const { clock, reconnectTimeout } = this.#owner
    const cancelGiveUp = transport
      ? clock.setTimer(giveUp, Math.max(READ_TIMEOUT_MS, reconnectTimeout * 1000))
      : this.#afterReconnectTimeout(giveUp)
    this.#state = { name: 'closed', reason, transport, cancelGiveUp }
  }

  /** The session replays its journal. Nothing that it shows reaches a page until `resumeFromJournal`. */
  mute(): void {
    this.#outbox.mute()
  }

  /** The replay has delivered event `n`. */
  replayed(n: number): void {
    this.#handled = Math.max(this.#handled, n)
  }

  /** The replay is over. A page that attaches receives the whole tree. */
  resumeFromJournal(): void {
    this.#outbox.unmute()
    this.#isResuming = true
    this.#handled = this.#owner.numbers?.last ?? 0
    if (this.#state.name !== 'connecting') return
    this.#state = {
      name: 'detached',
      cancelExpiry: this.#afterReconnectTimeout(() => this.#owner.onExpired()),
    }
  }

  /** The session continues in another process, or later. Its page is told to connect again (rule R7). */
  abandon(): void {
    const before = this.#state
    if (before.name === 'detached') before.cancelExpiry()
    const transport = this.#transport()
    this.#state = { name: 'closed', reason: 'shutdown', transport: null, cancelGiveUp: () => {} }
    transport?.send({ type: 'moved' })
    transport?.close()
    this.audience?.abandon()
    this.#gone()
  }

  /** Adds a command, to be sent with the next flush. */
  add(command: Command): void {
    this.#outbox.add(command)
    this.audience?.add(command)
  }

  /** Adds a node that was appended to a parent, to be sent with the next flush. */
  append(parent: NodeId, spec: NodeSpec): void {
    this.#outbox.append(parent, spec)
    this.audience?.append(parent, spec)
  }

  /** Sends everything that the page can take now. */
  flush(): void {
    if (!this.#owner.mayShow) return
    this.audience?.flush()
    const transport = this.#transport()
    if (!transport) return
    for (const batch of this.#outbox.take()) {
      const handled = this.#settled
      if (handled > this.#handledTold) batch.handled = this.#handledTold = handled
      transport.send(batch)
    }
  }

  /** Sends waiting commands at the end of this turn, and acknowledges events unless a batch did. */
  flushSoon(): void {
    if (this.#flushDue) return
    this.#flushDue = true
    this.#owner.clock.soon(() => {
      this.#flushDue = false
      this.flush()
      const transport = this.#transport()
      const handled = this.#settled
      if (!transport || this.#handledTold >= handled) return
      this.#handledTold = handled
      transport.send({ type: 'handled', n: handled })
    })
  }

  /** Returns a function that tells whether the page has applied everything that was added so far. */
  mark(): () => boolean {
    return this.#outbox.mark()
  }

  /** Resolves when the page has applied everything that was added so far. */
  drained(): Promise<void> {
    return this.#outbox.drained()
  }

  /** A message has arrived over `transport`. Messages over a replaced transport are dropped. */
  receive(transport: SessionTransport, input: unknown): void {
    if (!this.#isAttached(transport)) return
    const parsed = parsePageMessage(input)
    if (!parsed.ok) return this.#badMessage(transport, parsed.n, parsed.problem)
    const message = parsed.value
    switch (message.type) {
      case 'leave':
        this.#owner.onLeft()
        return transport.close()
      case 'seen':
        return this.#seen(transport, message.n)
      case 'event':
        this.#seen(transport, message.seen)
        return this.#event(transport, message)
      case 'drafts':
        return this.#owner.onDrafts(message)
      case 'yielded':
        return this.#owner.onYielded()
      case 'drive':
      case 'joined':
        // The page already drives.
        return
      default:
        message satisfies never
    }
  }

  /** An accepted event has been refused after all. */
  refuse(n: number, code: EventErrorCode | ConnectionErrorCode, message: string): void {
    const transport = this.#transport()
    if (transport) this.#refuse(transport, n, code, message)
  }

  /**
   * The next message was larger than `maxMessageBytes`, so it was not read, and its connection ends. Its event counts as handled (rule E7), so that
   * the page does not send it again after every resume.
   */
  receivedTooLarge(transport: SessionTransport): void {
    if (this.#state.name === 'closed' || !this.#isAttached(transport)) return
    const n = ++this.#received
    this.#handled = n
    this.#passOver(n)
    const message = `The message was larger than max_message_size, ${this.#owner.maxMessageBytes} bytes.`
    this.#untold.push({ type: 'refused', n, code: 'message_too_large', message })
    this.#logRefusal('message_too_large', message)
  }

  #event(transport: SessionTransport, { n, event, target }: EventMessage): void {
    if (this.#state.name === 'closed') return
    if (n <= this.#received) return this.flushSoon()
    if (n !== this.#received + 1 && !this.#isResuming) return sayGoodbye(transport, 'event_gap')
    this.#isResuming = false
    this.#received = n
    const { numbers, turns } = this.#owner
    if (numbers && !numbers.arrive(n)) return this.flushSoon()
    if (turns) turns.add(() => this.#handle(transport, n, event, target))
    else this.#handle(transport, n, event, target)
  }

  #handle(transport: SessionTransport, n: number, event: PageEvent, target: number | undefined): void {
    if (this.#state.name === 'closed') return
    this.#handled = Math.max(this.#handled, n)
    const refusal = this.#owner.onEvent(event, n, target)
    if (refusal) this.#refuse(transport, n, refusal.code, refusal.message)
    this.flushSoon()
  }

  /** The last event that the page need not send again. */
  get #settled(): number {
    const { numbers } = this.#owner
    if (!numbers) return this.#handled
    return this.#isResuming && this.#received === 0 ? 0 : Math.min(numbers.settled, this.#received)
  }

  #seen(transport: SessionTransport, n: number): void {
    if (!this.#outbox.acknowledge(n)) return this.#badMessage(transport, 0, `seen: batch ${n} was never sent`)
    this.flush()
    if (this.#state.name !== 'closed') return
    if (this.#outbox.isRead) this.#gone()
    else this.#close(this.#state.reason, transport)
  }

  #badMessage(transport: SessionTransport, n: number, problem: string): void {
    // It counts as an event all the same (rule E4), so that the page does not send it again after every resume.
    if (n === this.#received + 1 && this.#state.name !== 'closed') {
      this.#received = this.#handled = n
      this.#passOver(n)
    }
    this.#refuse(transport, n, 'bad_message', problem)
    if (n > 0) this.flushSoon()
    if (++this.#badMessages > MAX_BAD_MESSAGES) sayGoodbye(transport, 'bad_message')
  }

  /** Marks an event as finished without effect. */
  #passOver(n: number): void {
    const { numbers } = this.#owner
    if (numbers?.arrive(n)) numbers.settle(n)
  }

  #refuse(
    transport: SessionTransport,
    n: number,
    code: EventErrorCode | ConnectionErrorCode,
    message: string,
  ): void {
    if (this.#isAttached(transport)) transport.send({ type: 'refused', n, code, message })
    this.#logRefusal(code, message)
  }

  #logRefusal(code: EventErrorCode | ConnectionErrorCode, message: string): void {
    if (this.#refusedCodes.has(code)) return
    this.#refusedCodes.add(code)
    this.#owner.logger.warn(
      `[webio] refused what a page sent: ${code} (${message}). Further ones of this kind are not logged.`,
    )
  }

  #afterReconnectTimeout(fire: () => void): () => void {
    return this.#owner.clock.setPatientTimer(fire, this.#owner.reconnectTimeout * 1000)
  }

  #gone(): void {
    if (this.#state.name === 'closed') {
      const { transport, cancelGiveUp } = this.#state
      cancelGiveUp()
      this.#state = { ...this.#state, transport: null }
      transport?.close()
    }
    this.#isGone = true
    this.#outbox.dispose()
    this.#owner.onGone()
  }

  #transport(): SessionTransport | null {
    return this.#state.name === 'open' || this.#state.name === 'closed' ? this.#state.transport : null
  }

  #isAttached(transport: SessionTransport): boolean {
    return this.#transport() === transport
  }
}

function sayGoodbye(transport: SessionTransport | null, code: ConnectionErrorCode): void {
  transport?.send({ type: 'goodbye', code })
  transport?.close()
}
