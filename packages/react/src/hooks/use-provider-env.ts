import type { PageEnv } from '@webio/core/protocol'
import { useCallback, useContext, useSyncExternalStore } from 'react'
import { ProviderContext } from '../context/provider-context'

const NOTHING = (): void => {}
const NO_SETTINGS: PageEnv = {}

/** The settings that the task made for the provider's page; none before there is a page, and on the server. */
export function useProviderEnv(): PageEnv {
  const page = useContext(ProviderContext)?.page
  const subscribe = useCallback(
    (listener: () => void) => page?.session.subscribe('page', listener) ?? NOTHING,
    [page],
  )
  return useSyncExternalStore(
    subscribe,
    () => page?.session.tree.env ?? NO_SETTINGS,
    () => NO_SETTINGS,
  )
}
