import { Notifier } from './notifier'

/**
 * Where a scope shows: at the place whose symbol it is; `null`: nowhere, since its place is not on the page now; undefined: the host page has
 * never had a place for it, and it shows where the task put it.
 */
export type Placement = symbol | null | undefined

/** The topic of those who want to know of all places. */
const ANY = Symbol('any')

/**
 * Where the host page placed scopes itself, with `<WebIOScope>`. A scope that has a place of its own does not show where the task put it, also
 * while that place is hidden: what stands in a drawer does not move into the page when the drawer is closed. Where a name is placed twice, the
 * first place shows it.
 */
export class PlacedScopes {
  readonly #places = new Map<string, readonly symbol[]>()
  readonly #notifier = new Notifier<string | typeof ANY>()

  /**
   * @param fixed places that are there from the start, and stay
   */
  constructor(fixed: ReadonlyMap<string, symbol> = new Map()) {
    for (const [name, place] of fixed) this.#places.set(name, [place])
  }

  /** Takes a place for `name`; gives back a function that gives it up. */
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

  /** Where the scope shows. */
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
