import type { AppEventEvent } from '../../protocol/events'
import type { Json } from '../../protocol/json'
import { LazyMap } from '../../state/lazy-collections'
import type { Refusal } from '../wire/refusal'
import { refusal } from '../wire/refusal'
import type { CallbackRegistry } from './callbacks'

interface Handler {
  readonly call: (data: Json) => unknown
  readonly isDurable: boolean
}

/** The handlers of the page's own events (`useWebIO().send`), by name. */
export class AppEvents {
  readonly #callbacks: CallbackRegistry
  readonly #onListen: (name: string) => void
  readonly #handlers = new LazyMap<string, Handler>()

  /**
   * @param onListen called with each name that gets a handler
   */
  constructor(callbacks: CallbackRegistry, onListen: (name: string) => void) {
    this.#callbacks = callbacks
    this.#onListen = onListen
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
    this.#onListen(name)
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
    if (this.#callbacks.startInTurn(() => handler.call(data))) return null
    return refusal('too_busy', `on_event(${JSON.stringify(name)}): too many callbacks wait`)
  }

  clear(): void {
    this.#handlers.clear()
  }
}
