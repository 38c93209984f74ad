import type { ReactNode } from 'react'
import { useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import { keepEventsInside } from '../dom/keep-events-inside'
import { useIsHydrating } from '../hooks/use-is-hydrating'

interface FormPlaceProps {
  /** A `<form>`. */
  readonly children: ReactNode
  /** What shows in its place in a document from a server, until the page is live: the same without a `<form>`. */
  readonly still: ReactNode
}

/**
 * Renders a form where it stands. Below a form of the host page's it stays a form of its own: each control belongs to the nearest form around
 * it, so the host's form never has the controls, whoever made them. Only the HTML parser knows no form inside a form. It never sees one, because
 * no form shows before the place is in the document; and React, which speaks for the parser, takes one through a portal.
 */
export function FormPlace({ children, still }: FormPlaceProps): ReactNode {
  const isHydrating = useIsHydrating()
  const [place, setPlace] = useState<'ordinary' | Element | null>(null)
  const find = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const isInForm = element.closest('form') !== null
    setPlace(isInForm ? element.firstElementChild : 'ordinary')
    // React listens to the portal's element, so its handlers have run when an event reaches this one.
    return isInForm ? keepEventsInside(element) : undefined
  }, [])
  if (place === 'ordinary') return children
  return (
    <div ref={find} className="webio-form-place">
      <div className="webio-form-place">{place ? createPortal(children, place) : isHydrating && still}</div>
    </div>
  )
}
