import type { Endpoint } from './endpoint'

/**
 * Fetches a cookie that scripts cannot read (docs/protocol.md, rule A1). Rejects if the server sends none, as for an endpoint on another origin.
 */
export async function fetchCookie({ origin, path }: Endpoint, session: string, token: string): Promise<void> {
  const url = `${origin}${path}/cookies/${session}/${token}`
  const { ok, status } = await fetch(url, { method: 'POST', credentials: 'same-origin' })
  if (!ok) throw new Error(`The server answered ${status}.`)
}
