import type { PageStatus, ViewerRole } from '@webio/core/protocol'
import { useMemo } from 'react'
import { useProvider } from './context/provider-context'
import type { WebIOHandle } from './props'
import { useProviderRole, useProviderStatus } from './hooks/use-provider-status'

/** What the host page can do with a session, and the status of the page. */
export interface WebIOControl extends WebIOHandle {
  readonly status: PageStatus
  /** `observer` while the page only watches a shared session: whatever it sends goes nowhere. */
  readonly role: ViewerRole
}

/** The session of the `<WebIOProvider>` or `<WebIOApp>` around this component. */
export function useWebIO(): WebIOControl {
  const { client } = useProvider('useWebIO()')
  const status = useProviderStatus()
  const role = useProviderRole()
  return useMemo(
    () => ({
      status,
      role,
      send: (name, data = null) => client.send(name, data),
      close: () => client.close(),
      restart: () => client.restart(),
    }),
    [client, status, role],
  )
}
