import type { RefCallback } from 'react'
import { useCallback } from 'react'
import { PanelHeight } from '../dom/panel-height'

/** PyWebIO's values, in pixels. */
const DEFAULT_PX = 300
const LOWEST_MIN_PX = 75
const LOWEST_INIT_PX = 175

/** Heights of the input panel, as `set_env` accepts them. */
export interface PanelLimits {
  readonly input_panel_min_height?: number | undefined
  readonly input_panel_init_height?: number | undefined
}

/**
 * Makes an element the input panel that stays in view. If the panel is higher than its limit, its upper part is visible. The wheel, the finger, the
 * focus and scrolling to the end of the page reveal the rest.
 * @param form the form in the panel: a different form appears at the initial height again
 */
export function usePanel(
  { input_panel_min_height, input_panel_init_height }: PanelLimits,
  form: number | undefined,
): RefCallback<HTMLElement> {
  const min = Math.max(input_panel_min_height ?? DEFAULT_PX, LOWEST_MIN_PX)
  const init = Math.max(input_panel_init_height ?? DEFAULT_PX, LOWEST_INIT_PX)
  return useCallback(
    (panel: HTMLElement | null) => {
      if (!panel || form === undefined || typeof ResizeObserver === 'undefined') return
      const height = new PanelHeight(panel, { min, init })
      return () => height.dispose()
    },
    [min, init, form],
  )
}
