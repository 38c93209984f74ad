import { activeElementAround, isNothingFocused } from './roots'

/** Tells whether a person is using one component. Only then may it take the focus on a host page. */
export class ComponentFocus {
  readonly #surfaces = new Set<Element>()
  /** The element that had the focus and went away. */
  #lost: { readonly document: Document; readonly stop: AbortController } | null = null

  /** The elements that hold what the component shows. */
  get surfaces(): Iterable<Element> {
    return this.#surfaces
  }

  /** Registers an element that holds what the component shows, or a part of it. Returns a function that removes it. */
  addSurface(element: Element): () => void {
    this.#surfaces.add(element)
    return () => {
      this.#surfaces.delete(element)
      if (this.#surfaces.size === 0) this.#settle()
    }
  }

  /** Whether the focus is in the component. */
  get isInside(): boolean {
    return [...this.#surfaces].some((surface) => surface.contains(activeElementAround(surface)))
  }

  /** Identifies the latest loss of the focus; null if the focus is not lost. */
  get loss(): object | null {
    return this.isLost ? this.#lost : null
  }

  /** Whether the focus was in the component when its element went away, and nothing has happened elsewhere since. */
  get isLost(): boolean {
    return this.#lost !== null && isNothingFocused(this.#lost.document.documentElement)
  }

  /** Reports that an element of the component is about to be removed. Call it while the element is still in the document. */
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
