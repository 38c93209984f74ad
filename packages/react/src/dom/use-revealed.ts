import type { RefObject } from 'react'
import { useEffect } from 'react'
import { containsDeep } from './roots'

/** The open dialogs of all components on this page, topmost last. */
const open: Element[] = []

/**
 * Keeps the topmost dialog accessible to assistive technology. When a dialog opens, Radix hides everything outside it, including all ancestors of
 * a dialog that another component opens later.
 */
export function useRevealed(dialog: RefObject<Element | null>): void {
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const { ownerDocument } = element
    open.push(element)
    queueMicrotask(() => settle(ownerDocument))
    return () => {
      open.splice(open.indexOf(element), 1)
      // Radix's own effects are cleaned up at the same time, after this one.
      queueMicrotask(() => settle(ownerDocument))
    }
  }, [dialog])
}

/** Radix marks what it has hidden for as long as a dialog needs it hidden. */
function settle(document: Document): void {
  const top = open.filter(({ ownerDocument }) => ownerDocument === document).at(-1)
  for (const element of document.querySelectorAll('[data-aria-hidden]')) {
    if (top && containsDeep(element, top)) element.removeAttribute('aria-hidden')
    else element.setAttribute('aria-hidden', 'true')
  }
}
