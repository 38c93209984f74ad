import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { usePage } from '../context/page-context'
import { useText } from '../context/texts-context'
import { useStatus } from '../store/use-session'
import { aboveTopLayer } from './top-layer'

/** A short drop is over before anybody notices: no line for it. */
const PATIENCE_MS = 1000

/** A thin line over the page while the connection is lost. */
export function ReconnectingLine(): ReactNode {
  const status = useStatus(usePage())
  return status === 'reconnecting' ? <LateLine /> : null
}

function LateLine(): ReactNode {
  const text = useText()
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div ref={aboveTopLayer} className="webio-reconnecting" role="status">
      {isLate && <span className="webio-reconnecting-text">{text({ id: 'reconnecting' })}</span>}
    </div>
  )
}
