import type { AppEventEvent } from '../../protocol/events'
import type { Json } from '../../protocol/json'
import { LazyMap } from '../../state/lazy-collections'
import type { Refusal } from '../wire/refusal'
import { refusal } from '../wire/refusal'

interface Handler {
  readonly call: (data: Json) => unknown
  readonly isDurable: boolean
}

/** The part of a session that the handlers of the page's own events need. */
export interface AppEventOwner {
  /** Runs a callback as a separate task after earlier serial callbacks. Returns false if too many callbacks are waiting. */
  startInTurn(run: () => unknown): boolean
  /** A name has got a handler. */
  listens(name: string): void
}

/** The handlers of the page's own events (`useWebIO().send`), by name. */
export class AppEvents {
  readonly #owner: AppEventOwner
  readonly #handlers = new LazyMap<string, Handler>()

  constructor(owner: AppEventOwner) {
    this.#owner = owner
  }

  /** The number of names with a handler. */
  get size(): number {
    return this.#handlers.size
  }

  /**
   * Calls a handler, as a separate task, for each event of this name. The newest handler of a name counts.
   * @param isDurable as `TaskPath.isDurable` of the task that listens
   */
  on(name: string, call: (data: Json) => unknown, isDurable = false): void {
    this.#handlers.set(name, { call, isDurable })
    this.#owner.listens(name)
  }

  has(name: string): boolean {
    return this.#handlers.has(name)
  }

  /** Tells whether the task that listens to this name starts again when the session is run again. */
  isDurable(name: string): boolean {
    return this.#handlers.get(name)?.isDurable ?? false
  }

  /** The page has sent an event of its own. */
  fire({ name, data }: AppEventEvent): Refusal | null {
    const handler = this.#handlers.get(name)
    if (!handler) return refusal('no_such_callback', `no on_event(${JSON.stringify(name)})`)
    if (this.#owner.startInTurn(() => handler.call(data))) return null
    return refusal('too_busy', `on_event(${JSON.stringify(name)}): too many callbacks wait`)
  }

  clear(): void {
    this.#handlers.clear()
  }
}
