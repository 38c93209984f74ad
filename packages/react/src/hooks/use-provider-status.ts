import type { PageStatus, ViewerRole } from '@webio/core/protocol'
import { useContext } from 'react'
import { ProviderContext } from '../context/provider-context'
import type { ShownSession } from '../session/shown-session'
import { useValueOf } from './use-shown-session'

/** The status of a page; `connecting` before there is one. */
export function useStatusOf(page: ShownSession | null | undefined): PageStatus {
  return useValueOf(page, 'page', ({ session }) => session.status, 'connecting')
}

/** Whether there is a session to show: the page is connected, or its document shows the session's first outputs. */
export function useIsShown(page: ShownSession | null | undefined): boolean {
  return useValueOf(page, 'page', ({ session }) => session.isShown, false)
}

/** What the provider's page may do in its session. */
export function useProviderRole(): ViewerRole {
  return useValueOf(useContext(ProviderContext)?.page, 'page', ({ session }) => session.role, 'driver')
}

/** The status of the provider's page. */
export function useProviderStatus(): PageStatus {
  return useStatusOf(useContext(ProviderContext)?.page)
}
