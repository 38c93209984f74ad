import type { RefCallback } from 'react'
import { useCallback } from 'react'

/**
 * Tells the style sheet how high the input panel is (`--webio-panel-height`), so that of a panel that is higher than the viewport the upper
 * part sticks out and the rest comes with scrolling.
 */
export function usePanelHeight(): RefCallback<HTMLElement> {
  return useCallback((panel: HTMLElement | null) => {
    if (!panel || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize ?? 0
      panel.style.setProperty('--webio-panel-height', `${height}px`)
    })
    observer.observe(panel)
    return () => observer.disconnect()
  }, [])
}
