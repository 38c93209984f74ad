import { aboveTopLayer } from '../dom/top-layer'
import { sharedByCopies } from '../session/shared-by-copies'

const GAP_PX = 8

/** The toasts of all components on the page: those of each component are below those of the previous one. */
const stack = sharedByCopies('toasts', () => new Set<HTMLElement>())

/**
 * Keeps the toasts of one component clear of other components' toasts, and above the page. Use it as a ref: it returns a function that takes them
 * out.
 */
export function inToastStack(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return
  const leaveTopLayer = aboveTopLayer(element)
  stack.add(element)
  const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(arrange)
  observer?.observe(element)
  arrange()
  return () => {
    observer?.disconnect()
    stack.delete(element)
    arrange()
    leaveTopLayer?.()
  }
}

function arrange(): void {
  let above = 0
  for (const element of stack) {
    element.style.setProperty('--webio-toasts-above', `${above}px`)
    const { offsetHeight } = element
    if (offsetHeight > 0) above += offsetHeight + GAP_PX
  }
}
