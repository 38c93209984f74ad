import type { PageEvent } from '../protocol/events'
import type { FirstMessageRef } from '../protocol/first-messages'
import { sizeText } from '../protocol/size-text'

/** An event of the page and its number. */
export interface SentEvent {
  readonly n: number
  readonly event: PageEvent
  /** A hash of its target when it was sent, if the session is durable (rule R10). */
  readonly target: number | undefined
}

/** Numbers the events of a page, and keeps them until the server has handled them (rules E1 and E3). */
export class SentEvents {
  /** The maximum size in bytes of a message that the server reads (rule E7). */
  limit = Infinity
  #last = 0
  #unhandled: SentEvent[] = []

  /** The number of the last event. */
  get last(): number {
    return this.#last
  }

  /** The events that the server has not handled, in order. */
  get unhandled(): readonly SentEvent[] {
    return this.#unhandled
  }

  add(event: PageEvent, target: number | undefined): SentEvent {
    const sent = { n: ++this.#last, event, target }
    this.#unhandled.push(sent)
    return sent
  }

  /** True until the server has handled event `n`. */
  isPending(n: number): boolean {
    return this.find(n) !== undefined
  }

  /** The event with this number, if the server has not handled it. */
  find(n: number): PageEvent | undefined {
    return this.#unhandled.find((sent) => sent.n === n)?.event
  }

  /** The server has handled all events up to `n`. @returns those that were unhandled until now */
  settle(n: number): readonly SentEvent[] {
    let done = 0
    while (done < this.#unhandled.length && (this.#unhandled[done] as SentEvent).n <= n) done++
    return this.#unhandled.splice(0, done)
  }

  /** Rule E1: after a reload, the numbers continue. Events sent before this welcome follow. */
  continueFrom(handled: number): void {
    this.#unhandled = this.#unhandled.map((sent) => ({ ...sent, n: sent.n + handled }))
    this.#last += handled
  }

  /** Rule W4: other events have received the numbers after `handled`. @returns the events that nobody will handle */
  restartFrom(handled: number): readonly SentEvent[] {
    this.#last = handled
    return this.#unhandled.splice(0)
  }

  /** Explains why an event cannot be sent, because it is larger than the server reads. Null if it can be sent. @param seen travels with the event */
  tooLarge(event: PageEvent, seen: number): FirstMessageRef | null {
    if (this.limit === Infinity) return null
    const json = JSON.stringify({ type: 'event', n: this.#last + 1, seen, event })
    // A character takes at most three bytes, so the exact number matters only near the limit.
    if (json.length * 3 <= this.limit) return null
    const size = new TextEncoder().encode(json).length
    return size > this.limit ? { id: 'answer_too_large', args: [sizeText(size), sizeText(this.limit)] } : null
  }
}
