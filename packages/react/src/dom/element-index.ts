import type { NodeId } from '@webio/core/protocol'
import type { Announcer } from '../session/page-services'
import type { Arrivals } from './arrivals'

/** The outermost elements of the visible outputs, by id. Scrolling uses them. */
export class ElementIndex {
  readonly #elements = new Map<NodeId, Element>()
  readonly #arrivals: Arrivals

  readonly announcer: Announcer

  /**
   * @param arrivals is told of elements that come and go
   */
  constructor(arrivals: Arrivals, announcer: Announcer) {
    this.#arrivals = arrivals
    this.announcer = announcer
  }

  /** Registers the element of a node. Returns a function that removes it. */
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
