import type { PageEnv } from '@webio/core/protocol'
import { useContext } from 'react'
import { ProviderContext } from '../context/provider-context'
import { useValueOf } from './use-shown-session'

const NO_SETTINGS: PageEnv = {}

/** The settings that the task made for the provider's page; none before there is a page, and on the server. */
export function useProviderEnv(): PageEnv {
  const page = useContext(ProviderContext)?.page
  return useValueOf(page, 'page', ({ session }) => session.tree.env, NO_SETTINGS)
}
