import type { Json, PageStatus } from '@webio/core/protocol'
import { useMemo } from 'react'
import { useProvider } from './context/provider-context'
import { useProviderStatus } from './hooks/use-provider-status'

/** What the host page can do with a session. */
export interface WebIOControl {
  readonly status: PageStatus
  /** Sends an event to the task: `on_event(name, callback)` receives it. Goes nowhere before there is a session, and after its end. */
  send(name: string, data?: Json): void
  /** Ends the session; what it showed stays. */
  close(): void
  /** Ends the session and starts another one. */
  restart(): void
}

/** The session of the `<WebIOProvider>` or `<WebIOApp>` around this component. */
export function useWebIO(): WebIOControl {
  const { client } = useProvider('useWebIO()')
  const status = useProviderStatus()
  return useMemo(
    () => ({
      status,
      send: (name, data = null) => client.send(name, data),
      close: () => client.close(),
      restart: () => client.restart(),
    }),
    [client, status],
  )
}
