/**
 * What an element is part of. A component may be in a shadow root, or in the document of an iframe: what the global `document` says about focus is
 * about another tree then.
 */

/** The element that has the focus, as seen from the tree of `element`: the page's, or that of its shadow root. */
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

/** `contains` across shadow roots. */
export function containsDeep(element: Element, other: Element): boolean {
  for (let at: Node | null = other; at;) {
    if (element.contains(at)) return true
    const root: Node = at.getRootNode()
    at = 'host' in root ? (root as ShadowRoot).host : null
  }
  return false
}

/** The value is an element, of whichever window. */
export function isElement(value: unknown): value is HTMLElement {
  return typeof value === 'object' && value !== null && (value as Partial<Node>).nodeType === 1
}

/** Lets an element take the focus if it still can. */
export function refocus(element: Element | null): boolean {
  if (!isElement(element) || !element.isConnected) return false
  element.focus()
  return activeElementAround(element) === element
}
