/**
 * What an element is part of. A component may be in a shadow root, or in the document of an iframe. Then the focus of the global `document` belongs
 * to another tree.
 */

/** The focused element of the tree that contains `element`: the page's, or that of its shadow root. */
export function activeElementAround(element: Element): Element | null {
  const root = element.getRootNode() as Document | ShadowRoot
  return 'activeElement' in root ? root.activeElement : null
}

/** Nothing in the element's document has the focus. */
export function isNothingFocused({ ownerDocument }: Element): boolean {
  const { activeElement, body } = ownerDocument
  return !activeElement || activeElement === body
}

/** Finds an element by its id in the tree of `element`. */
export function byIdAround(element: Element | null, id: string): Element | null {
  const root = element?.getRootNode() as Document | ShadowRoot | undefined
  return root && 'getElementById' in root ? root.getElementById(id) : null
}

/** The element whose shadow root an element is in; null outside shadow roots. */
export function hostAround(element: Element): Element | null {
  const root = element.getRootNode()
  return 'host' in root ? (root as ShadowRoot).host : null
}

/** The parent of an element: around the outermost elements of a shadow root, its host. */
export function parentAround(element: Element): Element | null {
  return element.parentElement ?? hostAround(element)
}

/** `contains` across shadow roots. */
export function containsDeep(element: Element, other: Element): boolean {
  for (let at: Node | null = other; at;) {
    if (element.contains(at)) return true
    const root: Node = at.getRootNode()
    at = 'host' in root ? (root as ShadowRoot).host : null
  }
  return false
}

/** The value is an element of any window. */
export function isElement(value: unknown): value is HTMLElement {
  return typeof value === 'object' && value !== null && (value as Partial<Node>).nodeType === 1
}

/** Focuses an element if it can still take the focus. */
export function refocus(element: Element | null): boolean {
  if (!isElement(element) || !element.isConnected) return false
  element.focus()
  return activeElementAround(element) === element
}
