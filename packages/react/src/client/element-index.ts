import type { NodeId } from '@webio/core/protocol'

/** The outermost elements of the outputs that show, for what needs them by id: scrolling. */
export class ElementIndex {
  readonly #elements = new Map<NodeId, Element>()

  /** Notes the element of a node. Gives back a function that forgets it. */
  add(id: NodeId, element: Element): () => void {
    this.#elements.set(id, element)
    return () => {
      if (this.#elements.get(id) === element) this.#elements.delete(id)
    }
  }

  get(id: NodeId): Element | undefined {
    return this.#elements.get(id)
  }
}
