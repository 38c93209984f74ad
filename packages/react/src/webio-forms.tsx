import type { ReactNode } from 'react'
import { useProvider } from './context/provider-context'
import { LaterPanel } from './forms/later-form'
import { SessionBoundary } from './context/session-boundary'
import { StatusNotice } from './overlay/status-notice'
import { useIsShown } from './hooks/use-shown-session'
import { PartsGuard } from './parts-guard'
import { SetupNotice } from './setup-notice'
import { Surface } from './surface'

/** Shows the open form or, if the session cannot continue, the reason. */
export function WebIOForms(): ReactNode {
  const { client, shown } = useProvider('<WebIOForms>')
  const isShown = useIsShown(shown)
  if (client.wrongSetup) return <SetupNotice setup={client.wrongSetup} />
  if (!shown) return null
  return (
    <Surface>
      <SessionBoundary shown={shown}>
        {isShown && <LaterPanel />}
        <PartsGuard>
          <StatusNotice />
        </PartsGuard>
      </SessionBoundary>
    </Surface>
  )
}
