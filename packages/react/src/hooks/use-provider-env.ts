import type { PageEnv } from '@webio/core/protocol'
import { useContext } from 'react'
import { ProviderContext } from '../context/provider-context'
import { useValueOf } from './use-shown-session'

const NO_SETTINGS: PageEnv = {}

/** The task's settings for the provider's page; empty on the server and before there is a page. */
export function useProviderEnv(): PageEnv {
  const page = useContext(ProviderContext)?.page
  return useValueOf(page, 'page', ({ session }) => session.tree.env, NO_SETTINGS)
}
