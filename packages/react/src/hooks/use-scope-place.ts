import { useCallback, useSyncExternalStore } from 'react'
import { useViewOptions } from '../context/view-options'

const NOTHING = (): void => {}

/** The place that the host page has for the scope `name`; undefined where it has none, and for what is no scope. */
export function useScopePlace(name: string | undefined): symbol | undefined {
  const { placed } = useViewOptions()
  const subscribe = useCallback(
    (listener: () => void) => (name === undefined ? NOTHING : placed.subscribe(name, listener)),
    [placed, name],
  )
  const read = (): symbol | undefined => (name === undefined ? undefined : placed.placeOf(name))
  return useSyncExternalStore(subscribe, read, read)
}
