import type { ReactNode } from 'react'
import { useProvider } from './context/provider-context'
import { InputPanel } from './forms/input-panel'
import { SessionBoundary } from './context/session-boundary'
import { StatusNotice } from './overlay/status-notice'
import { useProviderStatus } from './hooks/use-provider-status'
import { Surface } from './surface'

/** Shows the form that waits for input, and, where the session can go no further, why. */
export function WebIOForms(): ReactNode {
  const { page } = useProvider('<WebIOForms>')
  const isConnecting = useProviderStatus() === 'connecting'
  if (!page) return null
  return (
    <Surface>
      <SessionBoundary page={page}>
        {!isConnecting && <InputPanel />}
        <StatusNotice />
      </SessionBoundary>
    </Surface>
  )
}
