import { createContext, useContext } from 'react'
import type { ShownSession } from '../session/shown-session'

export const ShownSessionContext = createContext<ShownSession | null>(null)

/** The page whose outputs and forms are being rendered. */
export function useShownSession(): ShownSession {
  const shown = useContext(ShownSessionContext)
  if (!shown)
    throw new Error('An output or a form of WebIO was rendered outside <WebIOScope> and <WebIOForms>.')
  return shown
}
