import type { IncomingMessage } from 'node:http'
import type { WebIOHandler } from '@webio/core/server'
import type { Settings } from '../config/settings'
import { pagePathOf, pathOf } from '../config/settings'
import { doesNotCompile, message } from '../messages'
import type { NextServer } from './find-servers'
import type { Hub, Site } from './hub'
import { sayOnce } from './hub'
import { WARM_UP_STATUS, warmUp } from './warm-up'

/** The handler of the route, or the problem. */
export type ProvidedRoute =
  { readonly ok: true; readonly handler: WebIOHandler } | { readonly ok: false; readonly problem: string }

/** A site whose configuration is known. */
type ConfiguredSite = Site & { readonly settings: Settings }

/**
 * Gets the handler for a request of the socket. For a new connection the route is evaluated first, so that the session runs the current code. In
 * production this happens once for each server, and tells which site the server belongs to. Never rejects.
 * @param sites the sites that the request may be for. If there are several, the route tells which one the server belongs to
 */
export async function provideRoute(
  server: NextServer,
  request: IncomingMessage,
  hub: Hub,
  sites: readonly ConfiguredSite[],
): Promise<ProvidedRoute> {
  const known = sites.find((site) => site === hub.servers.get(server))
  const [first] = sites
  const candidates = known ? [known] : sites
  let site: ConfiguredSite | undefined = known ?? (sites.length === 1 ? first : undefined)
  try {
    if (!known?.route || (isDevelopment() && isNewConnection(request))) {
      let problem: string | null = null
      for (const candidate of candidates) {
        const answer = await warmUp(server, pagePathOf(candidate.settings), request, hub.secret)
        const answered = siteNamed(hub, answer.site, candidate)
        if (!answered && sites.length > 1) continue
        site = answered ?? candidate
        problem = tellResult(hub, site, answer.status)
        break
      }
      if (problem !== null && !site?.route) return { ok: false, problem: message(problem) }
    }
    if (!site?.route) return { ok: false, problem: message(noHandler(first)) }
    if (hub.servers.has(server)) hub.servers.set(server, site)
    const { handler } = site.route
    handler.listensAt(server)
    return { ok: true, handler }
  } catch (error) {
    // The handler is created on first use, and rejects invalid options.
    const problem = `the route ${first ? pathOf(first.settings) : ''} cannot be used: ${String(error)}`
    sayOnce(hub, problem)
    return { ok: false, problem: message(problem) }
  }
}

/** The site whose route has answered. A site that was built in another folder has a different name in its configuration here, but is still this site. */
function siteNamed(hub: Hub, name: string | undefined, asked: ConfiguredSite): ConfiguredSite | undefined {
  const site = name === undefined ? undefined : hub.sites.get(name)
  if (!site) return undefined
  if (site !== asked && site.settings === null) {
    site.settings = asked.settings
    // Unless the name belongs to another site of this process, which was started from this folder.
    if (!asked.route) for (const [key, other] of hub.sites) if (other === asked) hub.sites.delete(key)
  }
  return site as ConfiguredSite
}

/** Tells the route the outcome of its warm-up. Returns the problem, or null. */
function tellResult(hub: Hub, { route, settings }: ConfiguredSite, status: number): string | null {
  const problem = problemOf(status, settings)
  if (problem === null) route?.mend()
  else {
    sayOnce(hub, problem)
    if (status >= 500) route?.break(message(problem))
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
  return `${path} answered ${status}, but not from the route of createWebIOHandler. Does another route, or your proxy.ts, answer instead?`
}

const noHandler = (site: ConfiguredSite | undefined): string =>
  `the route ${site ? pathOf(site.settings) : ''} has no handler. Export the GET of createWebIOHandler from it.`
