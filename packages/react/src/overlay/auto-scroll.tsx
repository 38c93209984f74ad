import { useEffect } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useViewOptions } from '../context/view-options'
import { useEnv } from '../hooks/use-shown-session'
import { lazyModule, useLazyModule } from '../lazy-module'

const following = lazyModule(typeof window === 'undefined' ? null : () => import('./follow-end'))

/**
 * If the task wants it, scrolls to the end when something is added to ROOT itself, and stays there while the new content grows, until the reader
 * scrolls up or something is added to another scope. As in PyWebIO, only additions to ROOT scroll the page.
 */
export function AutoScroll(): null {
  const shown = useShownSession()
  const { isStandAlone } = useViewOptions()
  const { auto_scroll_bottom = false, output_fixed_height = false } = useEnv(shown)
  const isFixedHeight = isStandAlone && output_fixed_height
  const loaded = useLazyModule(following, auto_scroll_bottom)
  useEffect(
    () => (auto_scroll_bottom ? loaded?.followEnd(shown, isFixedHeight) : undefined),
    [shown, auto_scroll_bottom, loaded, isFixedHeight],
  )
  return null
}
