import type { CloseReason, Command } from '../../protocol/commands'
import type { ConnectionErrorCode, EventErrorCode } from '../../protocol/error-codes'
import type { PageEvent } from '../../protocol/events'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { parsePageMessage } from '../../protocol/parse-message'
import type { EventMessage, RefusedMessage, ServerMessage } from '../../protocol/wire-messages'
import type { Clock } from '../clock'
import type { Refusal } from './refusal'
import type { Logger } from '../logger'
import type { OutboxLimits } from './outbox'
import { Outbox } from './outbox'
import type { SessionState } from './session-state'
import type { SessionTransport } from './session-transport'

/** Messages that do not parse, of one connection, before it is closed (rule E5). */
const MAX_BAD_MESSAGES = 100

/** `then` of it is a microtask; `queueMicrotask` is dearer on Node, since it makes an `AsyncResource` each time. */
const RESOLVED = Promise.resolve()

/** A session, as its link to the page sees it. */
export interface LinkOwner {
  /** Hands over what was shown and not added yet. */
  commit(): void
  /** Does what an event asks for, or says why not. */
  handleEvent(event: PageEvent, n: number): Refusal | null
  /** The page says that its visitor has left. */
  left(): void
  /** No page has come back in time. */
  expired(): void
  /** The session is closed, and its page has read the rest, or will not any more. */
  gone(): void
}

export interface PageLinkOptions {
  readonly id: string
  readonly secret: string
  readonly clock: Clock
  readonly logger: Logger
  /** Seconds that a page may take to come back. */
  readonly reconnectTimeout: number
  readonly outboxLimits?: OutboxLimits | undefined
  /** The largest message that reaches `receive`, in bytes; the page is told. @default no limit */
  readonly maxMessageBytes?: number | undefined
  /** The commands that build what the session shows right now. */
  readonly snapshot: () => readonly Command[]
}

/**
 * A session's half of the protocol: which transport is attached, what was sent and read, which events were handled. Knows nothing of what
 * commands and events mean.
 */
export class PageLink {
  readonly #options: PageLinkOptions
  readonly #owner: LinkOwner
  readonly #outbox: Outbox
  #state: SessionState = { name: 'connecting' }
  /** Number of the last event that was handled, and of the last one that the page was told of. */
  #handled = 0
  #handledTold = 0
  #flushDue = false
  #soonDue = false
  #badMessages = 0
  readonly #refusedCodes = new Set<string>()
  /** Refusals of events whose connection could not carry them: told after the next welcome. */
  #untold: RefusedMessage[] = []

  constructor(options: PageLinkOptions, owner: LinkOwner) {
    this.#options = options
    this.#owner = owner
    this.#outbox = new Outbox(options.snapshot, options.logger, options.outboxLimits)
  }

  get state(): SessionState {
    return this.#state
  }

  /** Number of the last event that was handled. */
  get handled(): number {
    return this.#handled
  }

  /**
   * A page has come, new or back.
   * @param seen number of the last batch that it has applied
   */
  attach(transport: SessionTransport, seen: number, resumed: boolean): void {
    const before = this.#state
    if (before.name === 'detached') before.cancelExpiry()
    if (before.name === 'open' || before.name === 'closed') sayGoodbye(before.transport, 'taken_over')
    this.#state = before.name === 'closed' ? { ...before, transport } : { name: 'open', transport }
    this.#badMessages = 0
    const { id, secret, maxMessageBytes } = this.#options
    const limits = maxMessageBytes === undefined ? {} : { limits: { message: maxMessageBytes } }
    transport.send({ type: 'welcome', session: id, secret, resumed, handled: this.#handled, ...limits })
    this.#handledTold = this.#handled
    for (const refused of this.#untold.splice(0)) transport.send(refused)
    this.#outbox.attach(seen, (batch) => {
      const handled = this.#handled
      const news = handled > this.#handledTold
      this.#handledTold = handled
      this.#send(news ? { ...batch, handled } : batch, transport)
    })
  }

  /** The page has never sent an event. */
  get isUntouched(): boolean {
    return this.#handled === 0
  }

  /** The connection of `transport` has ended. */
  detach(transport: SessionTransport): void {
    if (!this.#isAttached(transport)) return
    this.#outbox.detach()
    const cancelExpiry = this.#afterReconnectTimeout(() => {
      if (this.#state.name === 'closed') this.#gone()
      else this.#owner.expired()
    })
    if (this.#state.name === 'closed') this.#state = { ...this.#state, transport: null }
    else this.#state = { name: 'detached', cancelExpiry }
  }

  /** The session is over. Its page may still read the rest, unless it has left. */
  close(reason: CloseReason): void {
    const before = this.#state
    if (before.name === 'detached') before.cancelExpiry()
    this.#state = { name: 'closed', reason, transport: before.name === 'open' ? before.transport : null }
    this.#outbox.flush()
    if (reason === 'left' || reason === 'expired') this.#gone()
    else this.#afterReconnectTimeout(() => this.#gone())
  }

  /** Adds a command, to be sent with the next flush. */
  add(command: Command): void {
    this.#outbox.add(command)
  }

  /** Adds a command that may wait for what comes next in this turn. */
  addUnhurried(command: Command): void {
    this.#outbox.add(command)
    this.#flushSoon()
  }

  /** Adds a node that was appended to a parent, to be sent with the next flush. */
  addAppended(parent: NodeId, spec: NodeSpec): void {
    this.#outbox.addAppended(parent, spec)
  }

  /** Sends everything when the synchronous run ends (rule B2). */
  scheduleFlush(): void {
    if (this.#flushDue) return
    this.#flushDue = true
    void RESOLVED.then(this.#flushAtEndOfRun)
  }

  readonly #flushAtEndOfRun = (): void => {
    this.#flushDue = false
    this.flush()
  }

  /** Sends everything now. */
  flush(): void {
    this.#owner.commit()
    this.#outbox.flush()
  }

  /** Resolves when the page has applied everything that was added so far. */
  drained(): Promise<void> {
    return this.#outbox.drained()
  }

  /** A message has arrived over `transport`. What comes over one that was taken over is dropped. */
  receive(transport: SessionTransport, input: unknown): void {
    if (!this.#isAttached(transport)) return
    const parsed = parsePageMessage(input)
    if (!parsed.ok) return this.#badMessage(transport, parsed.n, parsed.problem)
    const message = parsed.value
    switch (message.type) {
      case 'leave':
        this.#owner.left()
        return transport.close()
      case 'seen':
        return this.#seen(transport, message.n)
      case 'event':
        this.#seen(transport, message.seen)
        return this.#event(transport, message)
      default:
        message satisfies never
    }
  }

  /** An event that was taken has been refused after all. */
  refuse(n: number, code: EventErrorCode | ConnectionErrorCode, message: string): void {
    const transport = this.#transport()
    if (transport) this.#refuse(transport, n, code, message)
  }

  /**
   * The message that was due was larger than `maxMessageBytes`, so it was not read and its connection ends. The event in it counts as
   * handled (rule E7): it must not come again after every resume.
   */
  receivedTooLarge(): void {
    if (this.#state.name === 'closed') return
    const n = ++this.#handled
    const message = `The message was larger than max_message_size, ${this.#options.maxMessageBytes} bytes.`
    this.#untold.push({ type: 'refused', n, code: 'message_too_large', message })
    this.#logRefusal('message_too_large', message)
  }

  #event(transport: SessionTransport, { n, event }: EventMessage): void {
    if (this.#state.name === 'closed') return
    if (n <= this.#handled) return this.#flushSoon()
    if (n !== this.#handled + 1) return sayGoodbye(transport, 'event_gap')
    this.#handled = n
    const refusal = this.#owner.handleEvent(event, n)
    if (refusal) this.#refuse(transport, n, refusal.code, refusal.message)
    this.#flushSoon()
  }

  #seen(transport: SessionTransport, n: number): void {
    if (!this.#outbox.acknowledge(n)) {
      this.#badMessage(transport, 0, `seen: batch ${n} was never sent`)
    } else if (this.#state.name === 'closed' && n === this.#outbox.lastNumber) this.#gone()
  }

  #badMessage(transport: SessionTransport, n: number, problem: string): void {
    // An event all the same (rule E4): it must not come again after every resume.
    if (n === this.#handled + 1 && this.#state.name !== 'closed') this.#handled = n
    this.#refuse(transport, n, 'bad_message', problem)
    if (n > 0) this.#flushSoon()
    if (++this.#badMessages > MAX_BAD_MESSAGES) sayGoodbye(transport, 'bad_message')
  }

  #refuse(
    transport: SessionTransport,
    n: number,
    code: EventErrorCode | ConnectionErrorCode,
    message: string,
  ): void {
    this.#send({ type: 'refused', n, code, message }, transport)
    this.#logRefusal(code, message)
  }

  #logRefusal(code: EventErrorCode | ConnectionErrorCode, message: string): void {
    if (this.#refusedCodes.has(code)) return
    this.#refusedCodes.add(code)
    this.#options.logger.warn(
      `[webio] refused what a page sent: ${code} (${message}). Further ones of this kind are not logged.`,
    )
  }

  /** Sends what there is, and tells which events are done, unless the rest of this turn does it. */
  #flushSoon(): void {
    if (this.#soonDue) return
    this.#soonDue = true
    this.#options.clock.soon(() => {
      this.#soonDue = false
      this.flush()
      const transport = this.#transport()
      if (!transport || this.#handledTold >= this.#handled) return
      this.#handledTold = this.#handled
      this.#send({ type: 'handled', n: this.#handled }, transport)
    })
  }

  #afterReconnectTimeout(fire: () => void): () => void {
    return this.#options.clock.setTimer(fire, this.#options.reconnectTimeout * 1000)
  }

  #gone(): void {
    if (this.#state.name === 'closed' && this.#state.transport) {
      const { transport } = this.#state
      this.#state = { ...this.#state, transport: null }
      transport.close()
    }
    this.#outbox.dispose()
    this.#owner.gone()
  }

  #transport(): SessionTransport | null {
    return this.#state.name === 'open' || this.#state.name === 'closed' ? this.#state.transport : null
  }

  #isAttached(transport: SessionTransport): boolean {
    return this.#transport() === transport
  }

  #send(message: ServerMessage, transport: SessionTransport): void {
    if (this.#isAttached(transport)) transport.send(message)
  }
}

function sayGoodbye(transport: SessionTransport | null, code: ConnectionErrorCode): void {
  transport?.send({ type: 'goodbye', code })
  transport?.close()
}
