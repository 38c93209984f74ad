import { useLayoutEffect } from 'react'

let locks = 0
let restore = (): void => {}

/** Keeps the document from scrolling behind a dialog. When the last one is gone the host page's own style is back. */
export function useScrollLock(): void {
  useLayoutEffect(() => {
    if (locks++ === 0) lock()
    return () => {
      if (--locks === 0) restore()
    }
  }, [])
}

function lock(): void {
  const root = document.documentElement
  const { overflow, paddingInlineEnd } = root.style
  const scrollbar = innerWidth - root.clientWidth
  root.style.overflow = 'hidden'
  // What was beside the scroll bar must not jump.
  if (scrollbar > 0) root.style.paddingInlineEnd = `${scrollbar}px`
  restore = () => Object.assign(root.style, { overflow, paddingInlineEnd })
}
