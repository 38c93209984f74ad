import { POPUPS_ID } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useProvider } from '../context/provider-context'
import { SessionBoundary } from '../context/session-boundary'
import { useShownSession } from '../context/shown-session-context'
import { useChildren, useSessionValue } from '../hooks/use-shown-session'
import { lazyModule, useLazyModule } from '../lazy-module'

const line = lazyModule(typeof window === 'undefined' ? null : () => import('./viewer-line'))

interface LineProps {
  /** The host page places the parts of the session: there is no place for a line among them. */
  readonly isPlaced?: boolean
}

/** The line about others who show the session. Nothing while there is nobody else. */
export function ViewerLineOnDemand({ isPlaced = false }: LineProps): ReactNode {
  const { shown } = useProvider('<WebIOApp>')
  if (!shown) return null
  return (
    <SessionBoundary shown={shown}>
      <LineOfPage isPlaced={isPlaced} />
    </SessionBoundary>
  )
}

function LineOfPage({ isPlaced }: Required<LineProps>): ReactNode {
  const shown = useShownSession()
  const isShared = useSessionValue(shown, 'page', () => {
    const { role, status, tree, viewer } = shown.session
    const isAlone = role === 'driver' && tree.viewers.every(({ id }) => id === viewer)
    return !isAlone && (status === 'open' || status === 'reconnecting')
  })
  const hasPopup = useChildren(POPUPS_ID).length > 0
  const loaded = useLazyModule(line, isShared)
  return isShared && loaded && <loaded.ViewerLine place={isPlaced || hasPopup ? 'above' : 'component'} />
}
