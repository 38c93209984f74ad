import type { NodeId } from '@webio/core/protocol'
import { likesMotion } from './likes-motion'

/**
 * If more than this arrive at once, they appear without a fade, which would only slow the page down. The number is below the shortest run that a
 * page adds in one frame while it catches up (`RunBudget`): otherwise its animations would slow the page down, and its slowness shorten its runs.
 */
const MOST = 24
const FADE_MS = 400

/**
 * Reports new outputs, and lets them fade in, unless other outputs left in the same frame: a replacement must not blink. An output inside a new one
 * fades in with it. The first outputs of a page are what the person came for, so they appear at once, and are not reported.
 */
export class Arrivals {
  readonly #isWanted: () => boolean
  readonly #onArrival: (elements: readonly Element[], more: number) => void
  /** The highest id that has been shown: ids are issued in order. */
  #newest: NodeId
  #hasBegun: boolean
  /** The highest id of the outputs that arrived since. */
  #latest = -1
  #arrived: Element[] = []
  #count = 0
  #hasLeft = false
  #isDue = false

  /**
   * @param isWanted asked before each fade
   * @param onArrival receives the outermost new outputs, and how many more there are
   * @param newest the highest id that is shown already, if there are any
   */
  constructor(
    isWanted: () => boolean,
    onArrival: (elements: readonly Element[], more: number) => void = () => {},
    newest?: NodeId,
  ) {
    this.#newest = newest ?? -1
    this.#hasBegun = newest !== undefined
    this.#isWanted = isWanted
    this.#onArrival = onArrival
  }

  /** Reports that an output is shown, for the first time or again. */
  arrived(id: NodeId, element: Element): void {
    if (id <= this.#newest) return
    if (this.#count++ < MOST) this.#arrived.push(element)
    this.#latest = Math.max(this.#latest, id)
    this.#schedule()
  }

  /** Reports that an output's element is gone. */
  left(): void {
    this.#hasLeft = true
    this.#schedule()
  }

  /** Everything in one commit of React arrives together: after the commit, and before the paint. */
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
    const isNews = this.#hasBegun
    this.#hasBegun ||= elements.some(isNotRoot)
    if (!isNews || elements.length === 0) return
    const outermost = outermostOf(elements)
    this.#onArrival(outermost, more)
    if (!isCalm && !document.hidden && this.#isWanted() && likesMotion()) outermost.forEach(fadeIn)
  }
}

/** ROOT itself exists before the task has shown anything. */
const isNotRoot = (element: Element): boolean => !element.matches('[data-webio-scope="ROOT"]')

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
