import type { PageStatus } from '@webio/core/protocol'
import { useContext } from 'react'
import { ProviderContext } from '../context/provider-context'
import type { ShownSession } from '../session/shown-session'
import { useValueOf } from './use-shown-session'

/** How a page stands to its session; `connecting` before there is one. */
export function useStatusOf(page: ShownSession | null | undefined): PageStatus {
  return useValueOf(page, 'page', ({ session }) => session.status, 'connecting')
}

/** Tells whether there is a session to show: the page is connected, or its document shows what the session began with. */
export function useIsShown(page: ShownSession | null | undefined): boolean {
  return useValueOf(page, 'page', ({ session }) => session.isShown, false)
}

/** How the provider's page stands to its session. */
export function useProviderStatus(): PageStatus {
  return useStatusOf(useContext(ProviderContext)?.page)
}
