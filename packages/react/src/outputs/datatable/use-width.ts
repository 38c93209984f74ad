import type { RefObject } from 'react'
import { useLayoutEffect, useState } from 'react'

/** The width available for the columns, in pixels; 0 until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  // Before the browser paints. Otherwise the columns would first appear in another width.
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    // The exact width, which follows, may be half a pixel less than this one, and columns that are too wide need a scroll bar.
    const estimate = (): void => setWidth(Math.max(0, current.clientWidth - 1))
    estimate()
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return width
}
