import type { NodeId } from '@webio/core/protocol'
import type { Announcer } from '../session/page-services'
import type { Arrivals } from './arrivals'

/** The outermost elements of the outputs that show, for what needs them by id: scrolling. */
export class ElementIndex {
  readonly #elements = new Map<NodeId, Element>()
  readonly #arrivals: Arrivals

  readonly announcer: Announcer

  /**
   * @param arrivals hears of elements that come and go
   */
  constructor(arrivals: Arrivals, announcer: Announcer) {
    this.#arrivals = arrivals
    this.announcer = announcer
  }

  /** Notes the element of a node. Gives back a function that forgets it. */
  add(id: NodeId, element: Element): () => void {
    this.#elements.set(id, element)
    this.#arrivals.arrived(id, element)
    return () => {
      this.#arrivals.left()
      if (this.#elements.get(id) === element) this.#elements.delete(id)
    }
  }

  get(id: NodeId): Element | undefined {
    return this.#elements.get(id)
  }
}
