/** What stays above everything else of ours in the browser's top layer, the topmost last. */
const above = new Set<HTMLElement>()

/**
 * Puts an element into the browser's top layer, where no ancestor clips it and nothing of the host page's covers it; in the document, and so
 * for styles, it stays where it is. Where the browser has no top layer for it, its `z-index` has to do. A ref: gives back a function that
 * takes it out.
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

/** The same for an element that stays above all that is put there by `inTopLayer`, now and later. */
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
  // Not `auto`: such a one would be closed by a click elsewhere, and would close those of the host page's.
  element.popover = 'manual'
  element.showPopover()
}

function leave(element: HTMLElement): void {
  // What the document no longer has left the top layer with it.
  if (element.isConnected) element.hidePopover()
}
