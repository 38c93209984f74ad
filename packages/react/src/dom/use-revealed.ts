import type { RefObject } from 'react'
import { useEffect } from 'react'
import { containsDeep } from './roots'

/** The dialogs that are open on this page, whichever component opened them; the last one is on top. */
const open: Element[] = []

/**
 * Keeps the dialog on top in reach of assistive technology. Radix hides what is outside of a dialog when that opens: of a dialog that another
 * component opens after it, all ancestors would stay hidden.
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
      // Radix's own effects are cleaned up in the same go, after this one.
      queueMicrotask(() => settle(ownerDocument))
    }
  }, [dialog])
}

/** Radix marks what it has hidden, as long as one of the dialogs wants that. */
function settle(document: Document): void {
  const top = open.filter(({ ownerDocument }) => ownerDocument === document).at(-1)
  for (const element of document.querySelectorAll('[data-aria-hidden]')) {
    if (top && containsDeep(element, top)) element.removeAttribute('aria-hidden')
    else element.setAttribute('aria-hidden', 'true')
  }
}
