import { createContext } from 'react'
import { Notifier } from '../session/notifier'

const CHANGE = 'change'

/** The host page's places for popups and toasts of a provider. The first one counts; without one, they are drawn after the provider's children. */
export class OverlayPlaces {
  readonly #notifier = new Notifier<typeof CHANGE>()
  readonly #places: symbol[] = []

  get first(): symbol | undefined {
    return this.#places[0]
  }

  add(place: symbol): () => void {
    this.#places.push(place)
    this.#notifier.notify(CHANGE)
    return () => {
      this.#places.splice(this.#places.indexOf(place), 1)
      this.#notifier.notify(CHANGE)
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#notifier.subscribe(CHANGE, listener)
}

export const OverlayPlacesContext = createContext<OverlayPlaces | null>(null)
