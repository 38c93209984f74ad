import { createContext, useContext } from 'react'
import type { ShownSession } from '../session/shown-session'
import type { SessionOwner } from '../session/session-owner'

/** What a provider shares with the components below it that belong to its session. */
export interface ProviderValue {
  readonly client: SessionOwner
  /** Null until the provider connects to a session. */
  readonly shown: ShownSession | null
}

export const ProviderContext = createContext<ProviderValue | null>(null)

/**
 * The provider around a component.
 * @param component the component that asks, named in the error if there is no provider
 */
export function useProvider(component: string): ProviderValue {
  const value = useContext(ProviderContext)
  if (!value) throw new Error(`${component} must be used within <WebIOProvider> or <WebIOApp>.`)
  return value
}
