import type { PageConfig } from './page-config'

/** The server has read this parameter, and passed it on in `endpoint`. */
const ENDPOINT_PARAMETER = 'webio_endpoint'

/** The id of a session that somebody has shared follows. What is behind # reaches no server. */
export const SHARED = '#session='

/** The session that the page's URL asks for. */
export interface WantedSession {
  readonly app: string
  readonly params: Readonly<Record<string, string>>
  /** The id of somebody else's session. */
  readonly shared: string | undefined
}

/** Reads the page's URL. */
export function wantedSession({ app = 'index' }: PageConfig): WantedSession {
  const query = new URLSearchParams(location.search)
  query.delete(ENDPOINT_PARAMETER)
  const { app: named = app, ...params } = Object.fromEntries(query)
  const shared = location.hash.startsWith(SHARED) ? location.hash.slice(SHARED.length) : undefined
  return { app: named, params, shared }
}
