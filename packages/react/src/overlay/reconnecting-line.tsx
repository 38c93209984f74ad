import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useProvider } from '../context/provider-context'
import { useFirstText } from '../context/texts-context'
import { useViewOptions } from '../context/view-options'
import { SessionBoundary } from '../context/session-boundary'
import { useIsServerRestarting, useStatus } from '../hooks/use-shown-session'
import { aboveTopLayer } from '../dom/top-layer'

/** A shorter loss of the connection goes unnoticed, so no line is shown for it. */
const PATIENCE_MS = 1000

interface LineProps {
  /**
   * The place of the line: above everything at the top of the viewport, or at the top of the visible part of the component, so that the rest of a
   * host page is left alone.
   * @default 'viewport' on the stand-alone page, otherwise 'component'
   */
  readonly place?: 'viewport' | 'component'
}

/** A thin line that is shown while the connection is lost, or while the server of a durable session restarts. */
export function ReconnectingLine({ place }: LineProps): ReactNode {
  const { shown } = useProvider('<WebIOApp>')
  const { isStandAlone } = useViewOptions()
  if (!shown) return null
  return (
    <SessionBoundary shown={shown}>
      <LineOfPage place={place ?? (isStandAlone ? 'viewport' : 'component')} />
    </SessionBoundary>
  )
}

function LineOfPage({ place }: Required<LineProps>): ReactNode {
  const status = useStatus(useShownSession())
  return status === 'reconnecting' ? <LateLine place={place} /> : null
}

function LateLine({ place }: Required<LineProps>): ReactNode {
  const text = useFirstText()
  const isRestarting = useIsServerRestarting(useShownSession())
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  const isAbove = place === 'viewport'
  return (
    <div
      ref={isAbove ? aboveTopLayer : undefined}
      className="webio-reconnecting"
      data-place={place}
      role="status"
    >
      {isLate && (
        <span className="webio-reconnecting-text">
          {text({ id: isRestarting ? 'restarting' : 'reconnecting' })}
        </span>
      )}
    </div>
  )
}
