import { Notifier } from './notifier'

/**
 * Where a scope is shown. A symbol names the place. `null` means nowhere, since its place is not on the page now. Undefined means that the host
 * page has never had a place for it, and it is shown where the task put it.
 */
export type Placement = symbol | null | undefined

/** The topic for changes of all places. */
const ANY = Symbol('any')

/**
 * The places that the host page chose for scopes with `<WebIOScope>`. A scope with such a place is not shown where the task put it, even while the
 * place is hidden: the content of a drawer does not move into the page when the drawer closes. If a name is placed twice, the first place
 * shows it.
 */
export class PlacedScopes {
  readonly #places = new Map<string, readonly symbol[]>()
  readonly #notifier = new Notifier<string | typeof ANY>()

  /**
   * @param fixed places that exist from the start, and stay
   */
  constructor(fixed: ReadonlyMap<string, symbol> = new Map()) {
    for (const [name, place] of fixed) this.#places.set(name, [place])
  }

  /** Takes a place for `name`. Returns a function that gives it up. */
  add(name: string, place: symbol): () => void {
    this.#places.set(name, [...(this.#places.get(name) ?? []), place])
    this.#changed(name)
    return () => {
      this.#places.set(
        name,
        (this.#places.get(name) ?? []).filter((other) => other !== place),
      )
      this.#changed(name)
    }
  }

  /** Where the scope is shown. */
  placeOf(name: string): Placement {
    const places = this.#places.get(name)
    return places && (places[0] ?? null)
  }

  /** Calls `listener` when the place of `name` changes. */
  subscribe(name: string, listener: () => void): () => void {
    return this.#notifier.subscribe(name, listener)
  }

  /** Calls `listener` when the place of any scope changes. */
  subscribeToAll(listener: () => void): () => void {
    return this.#notifier.subscribe(ANY, listener)
  }

  #changed(name: string): void {
    this.#notifier.notify(name)
    this.#notifier.notify(ANY)
  }
}
