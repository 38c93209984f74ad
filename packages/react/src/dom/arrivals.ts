import type { NodeId } from '@webio/core/protocol'
import { likesMotion } from './likes-motion'

/**
 * More that come at once are shown at once: they would only make the page slow. Fewer than the shortest run of a page that catches up adds in one
 * frame (`RunBudget`): such a page would be slow because of its animations, and shorten its runs because it is slow.
 */
const MOST = 24
const FADE_MS = 400

/**
 * Lets new outputs fade in. Not where others make room for them in the same frame: what takes the place of something must not blink. An
 * output inside one that is new comes with it.
 */
export class Arrivals {
  readonly #isWanted: () => boolean
  readonly #onArrival: (elements: readonly Element[], more: number) => void
  /** The highest id that has been shown: ids are issued in order. */
  #newest: NodeId
  /** The highest of those that arrived since. */
  #latest = -1
  #arrived: Element[] = []
  #count = 0
  #hasLeft = false
  #isDue = false

  /**
   * @param isWanted asked each time
   * @param onArrival told of what is new, without what is inside it, and how many more there are
   * @param newest the highest id that shows already
   */
  constructor(
    isWanted: () => boolean,
    onArrival: (elements: readonly Element[], more: number) => void = () => {},
    newest: NodeId = -1,
  ) {
    this.#newest = newest
    this.#isWanted = isWanted
    this.#onArrival = onArrival
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
    const more = this.#count - elements.length
    const isCalm = this.#hasLeft || more > 0
    this.#newest = Math.max(this.#newest, this.#latest)
    this.#arrived = []
    this.#count = 0
    this.#hasLeft = false
    this.#isDue = false
    if (elements.length === 0) return
    const outermost = outermostOf(elements)
    this.#onArrival(outermost, more)
    if (!isCalm && !document.hidden && this.#isWanted() && likesMotion()) outermost.forEach(fadeIn)
  }
}

function outermostOf(elements: readonly Element[]): readonly Element[] {
  const all = new Set(elements)
  return elements.filter((element) => {
    const around = element.parentElement?.closest('[data-webio-output]')
    return !around || !all.has(around)
  })
}

function fadeIn(element: Element): void {
  if (typeof element.animate !== 'function') return
  element.animate([{ opacity: 0, offset: 0 }], { duration: FADE_MS, easing: 'ease-out' })
}
