import type { RefCallback } from 'react'
import { useCallback, useState } from 'react'

/** A page further away from the view than this is not near. */
const MARGIN = '200px'

/** Whether an element has come near the view. It stays true from then on. A browser that cannot tell says true at once. */
export function useIsNear(): readonly [isNear: boolean, ref: RefCallback<Element>] {
  const [isNear, setIsNear] = useState(false)
  const ref = useCallback((element: Element | null) => {
    if (!element) return undefined
    if (typeof IntersectionObserver === 'undefined') return setIsNear(true)
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setIsNear(true)
      },
      { rootMargin: MARGIN },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [isNear, ref]
}
