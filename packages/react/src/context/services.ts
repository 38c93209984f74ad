import { createContext, useContext } from 'react'
import type { ComponentFocus } from '../dom/component-focus'
import type { PlacedScopes } from '../session/placed-scopes'

/** What the components of one provider share. It stays the same for the provider's lifetime. */
export interface Services {
  /** Scopes that the host page placed itself. */
  readonly placed: PlacedScopes
  /** Whether the focus is in what this provider shows. */
  readonly focus: ComponentFocus
}

export const ServicesContext = createContext<Services | null>(null)

/** The services of the provider around a component. */
export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('A part of WebIO was rendered outside <WebIOProvider> and <WebIOApp>.')
  return services
}
