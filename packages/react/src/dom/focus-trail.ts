import { activeElementAround, containsDeep, refocus } from './roots'

/**
 * An element and the elements around it in its component, innermost first. If the element is gone when the focus returns to it, the focus goes to
 * the nearest one that is left, so that the keyboard continues where the person was.
 */
export type FocusTrail = readonly Element[]

/** The trail of an element. Outside a component it is only the element. */
export function trailOf(element: Element): FocusTrail {
  const surface = element.closest('.webio')
  const trail: Element[] = [element]
  for (let around = element; surface && around !== surface && around.parentElement;) {
    around = around.parentElement
    trail.push(around)
  }
  return trail
}

/** Focuses the first element of a trail that can take the focus, unless the person has moved the focus elsewhere meanwhile. */
export function refocusOn(trail: FocusTrail): void {
  const left = trail.filter((element) => element.isConnected)
  if (left[0] === undefined || isFocusElsewhere(left[0])) return
  for (const element of left) {
    if (element !== trail[0] && !element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1')
    if (refocus(element)) return
  }
}

/** The focus is on an element that is neither the document's default nor around `element`, as the dialog of a host page is. */
function isFocusElsewhere(element: Element): boolean {
  const active = activeElementAround(element) ?? element.ownerDocument.activeElement
  return active !== null && !containsDeep(active, element)
}
