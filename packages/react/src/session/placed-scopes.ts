import { Notifier } from './notifier'

/**
 * Where the host page placed scopes itself, with `<WebIOScope>`. A scope that has a place of its own does not show where the task
 * put it. Where a name is placed twice, the first place shows it.
 */
export class PlacedScopes {
  readonly #places = new Map<string, symbol[]>()
  readonly #notifier = new Notifier<string>()

  /** Takes a place for `name`; gives back a function that gives it up. */
  add(name: string, place: symbol): () => void {
    this.#places.set(name, [...(this.#places.get(name) ?? []), place])
    this.#notifier.notify(name)
    return () => {
      const left = (this.#places.get(name) ?? []).filter((other) => other !== place)
      if (left.length > 0) this.#places.set(name, left)
      else this.#places.delete(name)
      this.#notifier.notify(name)
    }
  }

  /** The place that shows the scope; undefined where the host page has none for it. */
  placeOf(name: string): symbol | undefined {
    return this.#places.get(name)?.[0]
  }

  /** Calls `listener` when the place of `name` changes. */
  subscribe(name: string, listener: () => void): () => void {
    return this.#notifier.subscribe(name, listener)
  }
}
