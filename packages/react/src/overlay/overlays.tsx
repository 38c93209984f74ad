import { POPUPS_ID, TOASTS_ID } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useProvider } from '../context/provider-context'
import { lazyModule, useLazyModule } from '../lazy-module'
import { lazyOutputs } from '../lazy-outputs'
import { SessionBoundary } from '../context/session-boundary'
import { useChildren } from '../hooks/use-shown-session'
import { PartsGuard } from '../parts-guard'
import { Announcer } from './announcer'
import { AutoScroll } from './auto-scroll'
import { DocumentTitle } from './document-title'

const popups = lazyModule(typeof window === 'undefined' ? null : () => import('./popups'))

/** What appears above a page: popups and toasts. */
export function Overlays(): ReactNode {
  const { shown } = useProvider('<WebIOApp>')
  if (!shown) return null
  return (
    <SessionBoundary shown={shown}>
      <div className="webio-overlays">
        <PartsGuard>
          <PopupsOnDemand />
          <Announcer />
          <ToastsOnDemand />
        </PartsGuard>
      </div>
      <DocumentTitle />
      <AutoScroll />
    </SessionBoundary>
  )
}

function ToastsOnDemand(): ReactNode {
  const ids = useChildren(TOASTS_ID)
  const loaded = useLazyModule(lazyOutputs, ids.length > 0)
  return loaded && ids.length > 0 && <loaded.Toasts ids={ids} />
}

function PopupsOnDemand(): ReactNode {
  const ids = useChildren(POPUPS_ID)
  const loaded = useLazyModule(popups, ids.length > 0)
  return loaded && <loaded.Popups ids={ids} />
}
