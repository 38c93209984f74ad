import type { RefObject } from 'react'
import { useEffect } from 'react'

/**
 * Gives Escape to what is open inside an element, and keeps it from a popup or a dialog of the host page around it. Dialogs listen before the
 * elements in them do, so this listens before the document.
 * @param isOpen whether the element takes Escape
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
 * Like `useOwnEscape`, outside React.
 * @param take returns true if it used the key
 * @returns a function that stops listening
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
