import type { Json, PageStatus, ViewerRole } from '@webio/core/protocol'
import { useMemo } from 'react'
import { useProvider } from './context/provider-context'
import type { WebIOHandle } from './props'
import { useRole, useStatus } from './hooks/use-shown-session'

/** What the host page can do with a session, and the status of the page. */
export interface WebIOControl extends WebIOHandle {
  readonly status: PageStatus
  /** `observer` while the page only watches a shared session: whatever it sends goes nowhere. */
  readonly role: ViewerRole
}

/** The session of the `<WebIOProvider>` or `<WebIOApp>` around this component. */
export function useWebIO(): WebIOControl {
  const { client, shown } = useProvider('useWebIO()')
  const status = useStatus(shown)
  const role = useRole(shown)
  return useMemo(
    () => ({
      status,
      role,
      send: (name: string, data: Json = null) => client.send(name, data),
      close: () => client.close(),
      restart: () => client.restart(),
    }),
    [client, status, role],
  )
}
