import type { RefObject } from 'react'
import { useEffect } from 'react'

/**
 * Gives Escape to what is open inside an element, and to nothing else: neither a popup nor a dialog of the host page's around it closes. Dialogs
 * listen before the elements in them do, so this listens before the document.
 * @param isOpen only then
 */
export function useOwnEscape(element: RefObject<Element | null>, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    const owner = element.current
    if (!isOpen || !owner) return
    return ownEscape(owner, () => {
      close()
      return true
    })
  }, [element, isOpen, close])
}

/**
 * The same outside React.
 * @param take true: the key is used up
 * @returns a function that ends it
 */
export function ownEscape(owner: Element, take: (event: KeyboardEvent) => boolean): () => void {
  const view = owner.ownerDocument.defaultView
  const listener = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || !event.composedPath().includes(owner)) return
    if (!take(event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  view?.addEventListener('keydown', listener, true)
  return () => view?.removeEventListener('keydown', listener, true)
}
