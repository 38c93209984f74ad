import type { IncomingMessage } from 'node:http'
import type { WebIOHandler } from '@webio/core/server'
import type { Settings } from '../config/settings'
import { pagePathOf, pathOf } from '../config/settings'
import { doesNotCompile, message } from '../messages'
import type { NextServer } from './find-server'
import type { Hub } from './hub'
import { sayOnce } from './hub'
import { WARM_UP_STATUS, warmUp } from './warm-up'

/** The handler of the route, or the problem. */
export type ProvidedRoute =
  { readonly ok: true; readonly handler: WebIOHandler } | { readonly ok: false; readonly problem: string }

/**
 * Gets the handler for one request of the socket. For a new connection, the route is evaluated first, so that the session runs the current code; in
 * production, once per process. Never rejects.
 */
export async function provideRoute(
  server: NextServer,
  request: IncomingMessage,
  hub: Hub,
  settings: Settings,
): Promise<ProvidedRoute> {
  try {
    if (!hub.route || (isDevelopment() && isNewConnection(request))) {
      const status = await warmUp(server, pagePathOf(settings), request, hub.secret)
      const problem = tellResult(hub, status, settings)
      if (problem !== null && !hub.route) return { ok: false, problem: message(problem) }
    }
    if (!hub.route) return { ok: false, problem: message(noHandler(settings)) }
    return { ok: true, handler: hub.route.handler }
  } catch (error) {
    // The handler is created on first use, and throws if an option is invalid.
    const problem = `the route ${pathOf(settings)} cannot be used: ${String(error)}`
    sayOnce(hub, problem)
    return { ok: false, problem: message(problem) }
  }
}

/** Reports the result of the warm-up to the route. Returns the problem, or null. */
function tellResult(hub: Hub, status: number, settings: Settings): string | null {
  const problem = problemOf(status, settings)
  if (problem === null) hub.route?.mend()
  else {
    sayOnce(hub, problem)
    if (status >= 500) hub.route?.break(message(problem))
  }
  return problem
}

const isDevelopment = (): boolean => process.env.NODE_ENV === 'development'

/** Engine.IO assigns a connection's id in the first response. */
const isNewConnection = ({ url = '' }: IncomingMessage): boolean => !/[?&]sid=/.test(url)

function problemOf(status: number, settings: Settings): string | null {
  const path = pathOf(settings)
  if (status === WARM_UP_STATUS) return null
  if (status >= 500) return doesNotCompile(path)
  if (status === 404) {
    return `there is no route at ${path}. Give withWebIO the option app, or write app${settings.route}/[[...webio]]/route.ts with createWebIOHandler.`
  }
  if (status >= 300 && status < 400) {
    return `${path} was answered by a redirect (${status}) before the route saw it. If that is your proxy.ts, let ${path} pass there and check the user in authorize.`
  }
  return `${path} answered ${status} where the route of createWebIOHandler was expected. Is another route, or your proxy.ts, in its place?`
}

const noHandler = (settings: Settings): string =>
  `the route ${pathOf(settings)} has no handler. Export the GET of createWebIOHandler from it.`
