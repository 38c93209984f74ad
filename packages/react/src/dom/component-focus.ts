import { activeElementAround, isNothingFocused } from './roots'

/** Tells whether a person is at work in one component. On a host page it may take the focus only then. */
export class ComponentFocus {
  readonly #surfaces = new Set<Element>()
  /** What had the focus and went away. */
  #lost: { readonly document: Document; readonly stop: AbortController } | null = null

  /** The elements that hold what the component shows. */
  get surfaces(): Iterable<Element> {
    return this.#surfaces
  }

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
    return [...this.#surfaces].some((surface) => surface.contains(activeElementAround(surface)))
  }

  /** Tells one loss of the focus from the next; null if there is none. */
  get loss(): object | null {
    return this.isLost ? this.#lost : null
  }

  /** The focus was in the component when what had it went away, and nothing has happened elsewhere since. */
  get isLost(): boolean {
    return this.#lost !== null && isNothingFocused(this.#lost.document.documentElement)
  }

  /** An element of the component's is about to go. To be called while it is still in the document. */
  leaving(element: Element): void {
    if (this.#surfaces.size === 0 || !element.contains(activeElementAround(element))) return
    this.#settle()
    const stop = new AbortController()
    const options = { capture: true, signal: stop.signal }
    const { ownerDocument } = element
    this.#lost = { document: ownerDocument, stop }
    ownerDocument.addEventListener('focusin', () => this.#settle(), options)
    ownerDocument.addEventListener('pointerdown', (event) => this.#pressed(event), options)
  }

  #pressed(event: Event): void {
    if (!event.composedPath().some((target) => this.#surfaces.has(target as Element))) this.#settle()
  }

  #settle(): void {
    this.#lost?.stop.abort()
    this.#lost = null
  }
}
