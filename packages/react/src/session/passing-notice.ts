import { Notifier } from './notifier'

/** Long enough to read a sentence twice. */
const SHOWN_FOR_MS = 6000

const CHANGE = 'change'

/** A notice that is shown to a person for a moment. */
export class PassingNotice {
  readonly #notifier = new Notifier<typeof CHANGE>()
  #timer: ReturnType<typeof setTimeout> | undefined

  get isShown(): boolean {
    return this.#timer !== undefined
  }

  /** Calls `listener` when the notice appears and disappears. */
  readonly subscribe = (listener: () => void): (() => void) => this.#notifier.subscribe(CHANGE, listener)

  /** Shows the notice, or extends its time if it is shown already. */
  show(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.hide(), SHOWN_FOR_MS)
    this.#notifier.notify(CHANGE)
  }

  hide(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#notifier.notify(CHANGE)
  }
}
