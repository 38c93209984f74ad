import type { NodeId } from '@webio/core/protocol'
import { likesMotion } from './likes-motion'

/** More that come at once are shown at once: they would only make the page slow. */
const MOST = 32
const FADE_MS = 400

/**
 * Lets new outputs fade in. Not where others make room for them in the same frame: what takes the place of something must not blink. An
 * output inside one that is new comes with it.
 */
export class Arrivals {
  readonly #isWanted: () => boolean
  /** The highest id that has been shown: ids are issued in order. */
  #newest = -1
  /** The highest of those that arrived since. */
  #latest = -1
  #arrived: Element[] = []
  #count = 0
  #hasLeft = false
  #isDue = false

  /** @param isWanted asked each time */
  constructor(isWanted: () => boolean) {
    this.#isWanted = isWanted
  }

  /** An output shows, for the first time or again. */
  arrived(id: NodeId, element: Element): void {
    if (id <= this.#newest) return
    if (this.#count++ < MOST) this.#arrived.push(element)
    this.#latest = Math.max(this.#latest, id)
    this.#schedule()
  }

  /** An output's element has gone. */
  left(): void {
    this.#hasLeft = true
    this.#schedule()
  }

  /** All of one commit of React's comes in one go: behind it, and before the paint. */
  #schedule(): void {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => this.#settle())
  }

  #settle(): void {
    const elements = this.#arrived
    const isCalm = this.#hasLeft || this.#count > MOST
    this.#newest = Math.max(this.#newest, this.#latest)
    this.#arrived = []
    this.#count = 0
    this.#hasLeft = false
    this.#isDue = false
    if (isCalm || elements.length === 0 || document.hidden || !this.#isWanted() || !likesMotion()) return
    const all = new Set(elements)
    for (const element of elements) {
      const around = element.parentElement?.closest('[data-webio-output]')
      if (!around || !all.has(around)) fadeIn(element)
    }
  }
}

function fadeIn(element: Element): void {
  if (typeof element.animate !== 'function') return
  element.animate([{ opacity: 0, offset: 0 }], { duration: FADE_MS, easing: 'ease-out' })
}
