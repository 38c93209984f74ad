import { useCallback, useContext } from 'react'
import { ProviderContext } from '../context/provider-context'
import type { WebIOError } from '../session/session-options'

/** A function that tells the host page's `onError` of something that went wrong while the session is shown. */
export function useReport(): (error: WebIOError) => void {
  const client = useContext(ProviderContext)?.client
  return useCallback((error: WebIOError) => client?.report(error), [client])
}
