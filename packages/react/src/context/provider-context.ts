import { createContext, useContext } from 'react'
import type { LivePage } from '../client/live-page'
import type { PageClient } from '../client/page-client'

/** What a provider shares with the components below it that belong to its session. */
export interface ProviderValue {
  readonly client: PageClient
  /** Null until a session is being connected to. */
  readonly page: LivePage | null
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
