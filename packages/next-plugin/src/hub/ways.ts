import type { Settings } from '../config/settings'
import { getHub, siteOf } from './hub'
import { pollingWay } from './polling-way'
import { serverWay } from './server-way'
import type { RoutedRequest, SocketWay } from './socket-way'

/** The best way comes first. */
const WAYS: readonly SocketWay[] = [serverWay, pollingWay]

/** Prepares all ways for a site, once per process and site. Further calls do nothing. */
export function installWays(settings: Settings): void {
  const hub = getHub()
  siteOf(hub, settings).settings ??= settings
  for (const way of WAYS) way.install?.(hub, settings)
}

/** Answers a request for the socket that reached the route. */
export async function answerSocket(routed: RoutedRequest): Promise<Response> {
  for (const way of WAYS) {
    const response = await way.answer?.(routed)
    if (response) return response
  }
  return new Response(null, { status: 503 })
}
