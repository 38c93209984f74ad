import type { CloseReason, Command, TreeCommand } from '../../protocol/commands'
import { isTransient } from '../../protocol/commands'
import type { PageEvent } from '../../protocol/events'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { BatchMessage, ServerMessage } from '../../protocol/wire-messages'
import { snapshotOf } from '../../state/snapshot'
import type { Session } from '../session'
import { plainCopy } from '../session-info'
import { ObservedRows } from './observed-rows'
import type { FromThread, ThreadChannel, ToThread } from './thread-messages'
import { takeMessage } from './worker-runtime'
import { firstIdOf, openChannel, threadOf } from './thread-messages'
import type { EventListener } from './thread-registry'

/** The number of a thread's unread batches after which they count as read, so that an absent page does not fill the thread's memory. */
const MAX_UNREAD = 256

/** The number of events whose numbers are kept, because a form's answer may take a while. */
const MAX_NUMBERS = 10_000

/**
 * A worker thread, seen from its session. It executes the thread's commands, mirrors other outputs to the thread, and forwards events of the
 * thread's outputs and forms.
 */
export class SessionThread implements EventListener {
  readonly #session: Session
  /** The thread's number in the session. */
  readonly #index: number
  readonly #channel: ThreadChannel<ToThread, FromThread>
  readonly #stop: readonly (() => void)[]
  readonly #observedRows: ObservedRows
  #isGreeted = false
  /** The reason of the end, also for a thread that has not asked for its welcome yet. */
  #endReason: CloseReason | null = null
  #isReleased = false
  /** Whether the current command comes from the thread. */
  #isOwn = false
  #lastEvent = 0
  #seen = 0
  #lastBatch = 0
  #isReading = false
  /** The page's numbers of the last events, by the thread's numbers for them. */
  readonly #numbers = new Map<number, number>()
  #shown: TreeCommand[] = []
  #onEnded = (): void => {}
  /** Resolves when the thread's deferred functions have run, or the thread has ended. */
  readonly ended = new Promise<void>((resolve) => (this.#onEnded = resolve))

  /**
   * @param threadId Node's number of the thread
   */
  constructor(session: Session, threadId: number) {
    this.#session = session
    this.#index = session.threads.nextIndex()
    this.#channel = openChannel(threadId)
    this.#observedRows = new ObservedRows(session.rowSources, (message) => this.#post(message))
    this.#channel.onmessage = ({ data }) => this.#receive(data)
    this.#stop = [session.view.watchCommands((command) => this.#watched(command)), session.threads.add(this)]
  }

  /**
   * Forwards an event of the page.
   * @returns false if it does not concern this thread
   */
  onEvent(event: PageEvent, n: number): boolean {
    if (threadOf(subjectOf(event)) !== this.#index || !this.#isShown(event)) return false
    this.#send(event, n)
    return true
  }

  /** The session, or this thread's task, has ended. */
  end(reason: CloseReason): void {
    this.#endReason = reason
    if (this.#isGreeted) this.#post({ type: 'end', reason })
  }

  /** The thread has ended: its outputs stay, and its forms are removed. */
  release(): void {
    // Its last messages may still be on the way.
    for (let last = takeMessage(this.#channel); last; last = takeMessage(this.#channel))
      this.#receive(last.message as FromThread)
    for (const stop of this.#stop) stop()
    this.#isReleased = true
    this.#channel.close()
    this.#observedRows.end()
    this.#onEnded()
    for (const form of [...this.#session.view.tree.forms.keys()]) {
      if (threadOf(form) === this.#index) this.#session.view.command({ type: 'form-close', form })
    }
  }

  #receive(message: FromThread): void {
    switch (message.type) {
      case 'hello':
        return this.#greet()
      case 'server':
        return this.#said(message.message)
      case 'rows':
        return this.#observedRows.answer(message.command)
      case 'log':
        return this.#session.logger[message.level](message.message, ...message.details)
      case 'listen':
        return this.#session.appEvents.on(message.name, (data) =>
          this.#send({ type: 'app-event', name: message.name, data }, 0),
        )
      case 'stay':
        return this.#session.tasks.stayAlive()
      case 'ended':
        return this.#onEnded()
      default:
        message satisfies never
    }
  }

  #greet(): void {
    if (this.#isGreeted) return
    this.#isGreeted = true
    const { id, app, params, info, debug, view } = this.#session
    view.commit()
    this.#shown = []
    this.#post({
      type: 'welcome',
      welcome: {
        id,
        app,
        params,
        info: plainCopy(info),
        debug,
        snapshot: snapshotOf(view.tree),
        firstId: firstIdOf(this.#index),
      },
    })
    if (this.#endReason) this.end(this.#endReason)
  }

  #said(message: ServerMessage): void {
    if (message.type === 'batch') this.#batch(message)
    else if (message.type === 'refused')
      this.#session.refuse(this.#numbers.get(message.n) ?? 0, message.code, message.message)
  }

  #batch({ n, commands }: BatchMessage): void {
    this.#lastBatch = n
    for (const command of commands) {
      if (command.type === 'session-close') continue
      this.#isOwn = true
      this.#session.view.command(this.#translated(command))
      this.#isOwn = false
      if (command.type === 'output-insert') this.#register(command.outputs)
    }
    if (n - this.#seen > MAX_UNREAD || this.#session.state.name !== 'open') this.#acknowledge(n)
    else void this.#acknowledgeWhenRead()
  }

  /** Registers the names of pins, because the session manages those of all its pins and its threads' (rule P1), and the sources of tables. */
  #register(outputs: readonly (NodeSpec | NodeId)[]): void {
    for (const spec of outputs) {
      if (typeof spec === 'number') continue
      if (spec.type === 'pin') this.#session.pins.addOfThread(spec.id, spec.field.name)
      else if (spec.type === 'datatable' && spec.source !== undefined) this.#observedRows.add(spec.id)
      else this.#register(spec.children ?? [])
    }
  }

  async #acknowledgeWhenRead(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    while (this.#seen < this.#lastBatch) {
      const n = this.#lastBatch
      await this.#session.view.flushed()
      this.#acknowledge(n)
    }
    this.#isReading = false
  }

  #acknowledge(n: number): void {
    if (n <= this.#seen) return
    this.#seen = n
    this.#post({ type: 'page', message: { type: 'seen', n } })
  }

  /** The thread numbers its events itself, so numbers of submits and requests are translated to the page's numbers. */
  #translated(command: Command): Command {
    switch (command.type) {
      case 'form-errors': {
        const settled = command.settled === undefined ? undefined : this.#numbers.get(command.settled)
        return { ...command, ...(settled !== undefined && { settled }) }
      }
      case 'form-update':
      case 'output-update': {
        const own = command.set['settled'] as number | undefined
        const settled = own === undefined ? undefined : this.#numbers.get(own)
        return settled === undefined ? command : ({ ...command, set: { ...command.set, settled } } as Command)
      }
      case 'rows-answer':
      case 'rows-failed':
      case 'cell-settled':
        return { ...command, request: this.#numbers.get(command.request) ?? command.request }
      default:
        return command
    }
  }

  #send(event: PageEvent, n: number): void {
    const own = ++this.#lastEvent
    this.#numbers.set(own, n)
    this.#numbers.delete(own - MAX_NUMBERS)
    const asked =
      event.type === 'rows-cancel' ? { ...event, request: this.#ownNumberOf(event.request) } : event
    this.#post({ type: 'page', message: { type: 'event', n: own, seen: this.#seen, event: asked } })
  }

  /** The thread's number of a page's event; 0 if the thread has not received the event. */
  #ownNumberOf(n: number): number {
    for (const [own, other] of this.#numbers) if (other === n) return own
    return 0
  }

  #watched(command: TreeCommand): void {
    if (this.#isOwn || !this.#isGreeted || isTransient(command)) return
    if (this.#shown.push(command) > 1) return
    queueMicrotask(() => {
      const commands = this.#shown
      this.#shown = []
      if (commands.length > 0) this.#post({ type: 'shown', commands })
    })
  }

  /** The session refuses events of removed nodes and forms, like those of its own. */
  #isShown(event: PageEvent): boolean {
    const { forms, nodes } = this.#session.view.tree
    if ('form' in event) return forms.has(event.form)
    if (!('output' in event)) return true
    const spec = nodes.get(event.output)?.spec
    return spec !== undefined && !(spec.type === 'pin' && spec.expired)
  }

  #post(message: ToThread): void {
    if (!this.#isReleased) this.#channel.postMessage(message)
  }
}

/** The id that an event addresses, or -1. */
function subjectOf(event: PageEvent): number {
  if ('form' in event) return event.form
  if ('output' in event) return event.output
  return 'script' in event ? event.script : -1
}
