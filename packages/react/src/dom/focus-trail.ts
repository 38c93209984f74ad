import { refocus } from './roots'

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

/** Focuses the first element of a trail that can take the focus. */
export function refocusOn([first, ...around]: FocusTrail): void {
  if (first === undefined || refocus(first)) return
  for (const element of around) {
    if (!element.isConnected) continue
    if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1')
    if (refocus(element)) return
  }
}
