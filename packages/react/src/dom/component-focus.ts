/** Tells whether a person is at work in one component. On a host page it may take the focus only then. */
export class ComponentFocus {
  readonly #surfaces = new Set<Element>()
  #isLost = false

  /** Notes an element that holds what the component shows, or a part of it. Gives back a function that forgets it. */
  addSurface(element: Element): () => void {
    this.#surfaces.add(element)
    return () => {
      this.#surfaces.delete(element)
      if (this.#surfaces.size === 0) this.#settle()
    }
  }

  /** The focus is in the component. */
  get isInside(): boolean {
    return this.#holds(document.activeElement)
  }

  /** The focus was in the component when what had it went away, and nothing has happened elsewhere since. */
  get isLost(): boolean {
    return this.#isLost && document.activeElement === document.body
  }

  /** An element of the component's is about to go. To be called while it is still in the document. */
  leaving(element: Element): void {
    if (this.#surfaces.size === 0 || !element.contains(document.activeElement)) return
    this.#isLost = true
    document.addEventListener('focusin', this.#settle, true)
    document.addEventListener('pointerdown', this.#pressed, true)
  }

  #holds(target: EventTarget | null): boolean {
    return target instanceof Node && [...this.#surfaces].some((surface) => surface.contains(target))
  }

  readonly #pressed = ({ target }: Event): void => {
    if (!this.#holds(target)) this.#settle()
  }

  readonly #settle = (): void => {
    this.#isLost = false
    document.removeEventListener('focusin', this.#settle, true)
    document.removeEventListener('pointerdown', this.#pressed, true)
  }
}
