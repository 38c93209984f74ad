import { createContext, useContext } from 'react'
import type { LivePage } from '../client/live-page'

export const PageContext = createContext<LivePage | null>(null)

/** The page whose outputs and forms are being rendered. */
export function usePage(): LivePage {
  const page = useContext(PageContext)
  if (!page)
    throw new Error('An output or a form of WebIO was rendered outside <WebIOScope> and <WebIOForms>.')
  return page
}
