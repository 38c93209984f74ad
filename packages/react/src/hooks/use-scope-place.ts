import { useCallback, useSyncExternalStore } from 'react'
import { useServices } from '../context/services'
import type { Placement } from '../session/placed-scopes'

const NOTHING = (): void => {}

/** Where the host page wants the scope `name`; undefined if it has no place for it, and for what is not a scope. */
export function useScopePlace(name: string | undefined): Placement {
  const { placed } = useServices()
  const subscribe = useCallback(
    (listener: () => void) => (name === undefined ? NOTHING : placed.subscribe(name, listener)),
    [placed, name],
  )
  const read = (): Placement => (name === undefined ? undefined : placed.placeOf(name))
  return useSyncExternalStore(subscribe, read, read)
}
