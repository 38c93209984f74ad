import { createContext, useContext } from 'react'
import type { ShownSession } from '../session/shown-session'
import type { SessionOwner } from '../session/session-owner'

/** What a provider shares with the components below it that belong to its session. */
export interface ProviderValue {
  readonly client: SessionOwner
  /** Null until a session is being connected to. */
  readonly page: ShownSession | null
}

export const ProviderContext = createContext<ProviderValue | null>(null)

/**
 * The provider around a component.
 * @param component who asks, for the message where there is none
 */
export function useProvider(component: string): ProviderValue {
  const value = useContext(ProviderContext)
  if (!value) throw new Error(`${component} must be used within <WebIOProvider> or <WebIOApp>.`)
  return value
}
