import { useCallback, useSyncExternalStore } from 'react'
import { useServices } from '../context/services'
import type { Placement } from '../session/placed-scopes'

const NOTHING = (): void => {}

/** The host page's place for the scope `name`; undefined if it has none, or if the node is not a scope. */
export function useScopePlace(name: string | undefined): Placement {
  const { placed } = useServices()
  const subscribe = useCallback(
    (listener: () => void) => (name === undefined ? NOTHING : placed.subscribe(name, listener)),
    [placed, name],
  )
  const read = (): Placement => (name === undefined ? undefined : placed.placeOf(name))
  return useSyncExternalStore(subscribe, read, read)
}
