import { sharedByCopies } from '../session/shared-by-copies'

/** Our elements that stay above the others in the browser's top layer, topmost last. */
const above = sharedByCopies('top-layer', () => new Set<HTMLElement>())

/**
 * Puts an element into the browser's top layer, where no ancestor clips it and nothing of the host page covers it. Its place in the document
 * stays the same, and so do its styles. If the browser does not support this, the element's `z-index` applies. Use it as a ref: it returns a
 * function that takes the element out.
 */
export function inTopLayer(element: HTMLElement | null): (() => void) | undefined {
  if (!element || !canEnter(element)) return
  enter(element)
  for (const higher of above) {
    leave(higher)
    enter(higher)
  }
  return () => leave(element)
}

/** Like `inTopLayer`, for an element that stays above all elements that `inTopLayer` puts there, now and later. */
export function aboveTopLayer(element: HTMLElement | null): (() => void) | undefined {
  if (!element || !canEnter(element)) return
  enter(element)
  above.add(element)
  return () => {
    above.delete(element)
    leave(element)
  }
}

function canEnter(element: HTMLElement): boolean {
  return 'showPopover' in element && element.isConnected
}

function enter(element: HTMLElement): void {
  // `auto` would let a click elsewhere close it, and would close the host page's own popovers.
  element.popover = 'manual'
  element.showPopover()
}

function leave(element: HTMLElement): void {
  // An element that is removed from the document leaves the top layer too.
  if (element.isConnected) element.hidePopover()
}
