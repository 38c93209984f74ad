import type { AppEventEvent } from '../../protocol/events'
import type { Json } from '../../protocol/json'
import type { Refusal } from '../wire/refusal'
import { refusal } from '../wire/refusal'
import type { CallbackRegistry } from './callbacks'

/** The handlers of the page's own events (`useWebIO().send`), by name. */
export class AppEvents {
  readonly #callbacks: CallbackRegistry
  readonly #onListen: (name: string) => void
  readonly #handlers = new Map<string, (data: Json) => unknown>()

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

  /** Calls `handler` as a separate task for each event with this name. A later handler for the same name replaces an earlier one. */
  on(name: string, handler: (data: Json) => unknown): void {
    this.#handlers.set(name, handler)
    this.#onListen(name)
  }

  /** The page sent one of its own events. */
  fire({ name, data }: AppEventEvent): Refusal | null {
    const handler = this.#handlers.get(name)
    if (!handler) return refusal('no_such_callback', `no on_event(${JSON.stringify(name)})`)
    if (this.#callbacks.startInTurn(() => handler(data))) return null
    return refusal('too_busy', `on_event(${JSON.stringify(name)}): too many callbacks wait`)
  }

  clear(): void {
    this.#handlers.clear()
  }
}
