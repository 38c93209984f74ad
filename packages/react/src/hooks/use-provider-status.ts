import type { PageStatus } from '@webio/core/protocol'
import { useCallback, useContext, useSyncExternalStore } from 'react'
import { ProviderContext } from '../context/provider-context'

const NOTHING = (): void => {}
const connecting = (): PageStatus => 'connecting'

/** How the provider's page stands to its session; `connecting` before there is one, and on the server. */
export function useProviderStatus(): PageStatus {
  const page = useContext(ProviderContext)?.page
  const subscribe = useCallback(
    (listener: () => void) => page?.session.subscribe('page', listener) ?? NOTHING,
    [page],
  )
  return useSyncExternalStore(subscribe, () => page?.session.status ?? 'connecting', connecting)
}
