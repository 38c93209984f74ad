import type { RefCallback } from 'react'
import { useCallback } from 'react'
import type { ScrollingBox } from '../dom/end-follower'
import { EndFollower, NEAR_PX } from '../dom/end-follower'

/**
 * Keeps the end of a box in view while its content grows. It stops when the reader scrolls up, and resumes when the reader is back at the end. Set
 * the ref on the content of the element that scrolls.
 */
export function useKeepBottom(isWanted: boolean): RefCallback<HTMLElement> {
  return useCallback(
    (content: HTMLElement | null) => {
      const element = content?.parentElement
      if (!isWanted || !content || !element || typeof ResizeObserver === 'undefined') return
      const follower = new EndFollower(boxOf(element), true)
      const scrolled = (): void => follower.scrolled()
      // The observer fires after the layout and before the paint: nothing is measured twice, and nothing jumps.
      const observer = new ResizeObserver(() => follower.resized())
      observer.observe(content)
      observer.observe(element)
      element.addEventListener('scroll', scrolled, { passive: true })
      return () => {
        observer.disconnect()
        element.removeEventListener('scroll', scrolled)
      }
    },
    [isWanted],
  )
}

/** An element that scrolls by itself, without animation. */
function boxOf(element: HTMLElement): ScrollingBox {
  return {
    position: () => element.scrollTop,
    isAtEnd: () => element.scrollHeight - element.clientHeight - element.scrollTop < NEAR_PX,
    scrollToEnd: () => {
      element.scrollTop = element.scrollHeight
    },
  }
}
