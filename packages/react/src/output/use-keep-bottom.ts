import type { RefCallback } from 'react'
import { useCallback } from 'react'

/** So near to the end counts as being there. */
const NEAR_PX = 8

/**
 * Keeps the end of a box in view while its content grows, until the reader scrolls up; again when the reader is back at the end. To be
 * set on the content of the element that scrolls.
 */
export function useKeepBottom(isWanted: boolean): RefCallback<HTMLElement> {
  return useCallback(
    (content: HTMLElement | null) => {
      const box = content?.parentElement
      if (!isWanted || !content || !box || typeof ResizeObserver === 'undefined') return
      let follows = true
      const look = (): void => {
        follows = box.scrollHeight - box.clientHeight - box.scrollTop < NEAR_PX
      }
      // Told after the layout and before the paint: nothing is measured twice, and nothing jumps.
      const observer = new ResizeObserver(() => {
        if (follows) box.scrollTop = box.scrollHeight
      })
      observer.observe(content)
      observer.observe(box)
      box.addEventListener('scroll', look, { passive: true })
      return () => {
        observer.disconnect()
        box.removeEventListener('scroll', look)
      }
    },
    [isWanted],
  )
}
