import type { ReactNode } from 'react'
import { useProvider } from './context/provider-context'
import { InputPanel } from './input/input-panel'
import { PageBoundary } from './page-boundary'
import { StatusNotice } from './overlay/status-notice'
import { useProviderStatus } from './store/use-provider-status'
import { Surface } from './surface'

/** Shows the form that waits for input, and, where the session can go no further, why. */
export function WebIOForms(): ReactNode {
  const { page } = useProvider('<WebIOForms>')
  const isConnecting = useProviderStatus() === 'connecting'
  if (!page) return null
  return (
    <Surface>
      <PageBoundary page={page}>
        {!isConnecting && <InputPanel />}
        <StatusNotice />
      </PageBoundary>
    </Surface>
  )
}
