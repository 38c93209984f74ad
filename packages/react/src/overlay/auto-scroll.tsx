import { ROOT_ID } from '@webio/core/protocol'
import { useEffect } from 'react'
import { inNextFrame } from '../client/frame-scheduler'
import { likesMotion } from '../client/likes-motion'
import type { LivePage } from '../client/live-page'
import { scrollToElement } from '../client/scroll-to-element'
import { usePage } from '../context/page-context'
import { useViewOptions } from '../context/view-options'
import { useEnv } from '../store/use-session'

/** Where the task wants that, scrolls to the end when something comes into ROOT itself. */
export function AutoScroll(): null {
  const page = usePage()
  const { isStandAlone } = useViewOptions()
  const { auto_scroll_bottom = false, output_fixed_height = false } = useEnv(page)
  const isFixedHeight = isStandAlone && output_fixed_height
  useEffect(() => {
    if (!auto_scroll_bottom) return
    let known = lastIn(page)
    // What came along with the setting counts, too.
    if (known !== undefined) inNextFrame(() => scrollToEnd(page, isFixedHeight))
    return page.session.subscribe(ROOT_ID, () => {
      const last = lastIn(page)
      if (last !== undefined && last !== known) inNextFrame(() => scrollToEnd(page, isFixedHeight))
      known = last
    })
  }, [page, auto_scroll_bottom, isFixedHeight])
  return null
}

/** The newest child of ROOT: ids are issued in order. */
function lastIn(page: LivePage): number | undefined {
  const children = page.session.node(ROOT_ID)?.children ?? []
  return children.length === 0 ? undefined : children.reduce((newest, id) => Math.max(newest, id))
}

function scrollToEnd(page: LivePage, isFixedHeight: boolean): void {
  const root = page.elements.get(ROOT_ID)
  if (!root) return
  if (isFixedHeight) root.scrollTo({ top: root.scrollHeight, behavior: likesMotion() ? 'smooth' : 'auto' })
  // Behind ROOT stands the input panel, which must not cover the end.
  else scrollToElement(root.closest('.webio-body') ?? root, 'bottom')
}
