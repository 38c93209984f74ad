import { useCallback, useContext } from 'react'
import { ProviderContext } from '../context/provider-context'
import type { WebIOError } from '../session/session-options'

/** Returns a function that reports an error while the session is shown to the host page's `onError`. */
export function useReport(): (error: WebIOError) => void {
  const client = useContext(ProviderContext)?.client
  return useCallback((error: WebIOError) => client?.report(error), [client])
}
