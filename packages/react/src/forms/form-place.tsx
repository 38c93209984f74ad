import type { ReactNode } from 'react'
import { useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import { keepEventsInside } from '../dom/keep-events-inside'
import { useIsHydrating } from '../hooks/use-is-hydrating'

interface FormPlaceProps {
  /** A `<form>`. */
  readonly children: ReactNode
  /** What a document rendered on a server shows until the page is live: the same without a `<form>`. */
  readonly still: ReactNode
}

/**
 * Renders a form in its place. Inside a form of the host page it stays a separate form: a control belongs to the nearest form around it, whoever
 * created the control, so the host's form never gets it. Only the HTML parser does not allow a form inside a form. It never sees one, because no
 * form shows before its place is in the document. React, which warns on the parser's behalf, accepts one through a portal.
 */
export function FormPlace({ children, still }: FormPlaceProps): ReactNode {
  const isHydrating = useIsHydrating()
  const [place, setPlace] = useState<'ordinary' | Element | null>(null)
  const find = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const isInForm = element.closest('form') !== null
    setPlace(isInForm ? element.firstElementChild : 'ordinary')
    // React listens on the portal's element, so its handlers have run when an event reaches this one.
    return isInForm ? keepEventsInside(element) : undefined
  }, [])
  if (place === 'ordinary') return children
  return (
    <div ref={find} className="webio-form-place">
      <div className="webio-form-place">{place ? createPortal(children, place) : isHydrating && still}</div>
    </div>
  )
}
