import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Settings } from '../config/settings'
import { linkPathOf, socketPathOf } from '../config/settings'
import { warn } from '../messages'
import type { NextServer } from './find-servers'
import type { LiveRoute } from './live-route'

/** A Next.js site of this process. */
export interface Site {
  /** The settings from its configuration; null while only its route is known. */
  settings: Settings | null
  /** The route, once its module has been evaluated. */
  route: LiveRoute | null
}

/** A request that Next is answering, and the server that received it. */
export interface ServedRequest {
  readonly server: NextServer
  readonly request: IncomingMessage
}

/**
 * State that the parts of the plugin share in one process. Configuration, instrumentation and route are bundled separately, and each has its own
 * copy of this code.
 */
export interface Hub {
  /** Marks the plugin's own requests. It is unknown outside the process. */
  readonly secret: string
  /** The sites of this process, by the name in their settings. */
  readonly sites: Map<string, Site>
  /** The servers whose socket paths are ours, with the site of each as soon as it is known. */
  readonly servers: Map<NextServer, Site | null>
  /** The reasons why other servers of this process were ignored, for the developer, by their descriptions. */
  readonly turnedDown: Map<string, string>
  /** Ends the search for servers; null until it has begun. */
  endSearch: (() => void) | null
  /** Messages that were printed. Each is printed once. */
  readonly said: Set<string>
  /** The request that Next is rendering an answer for. */
  readonly requests: AsyncLocalStorage<ServedRequest>
}

const HUB = Symbol.for('@webio/next-plugin/hub/2')

export function getHub(): Hub {
  const place = globalThis as { [HUB]?: Hub }
  return (place[HUB] ??= createHub())
}

export function createHub(): Hub {
  return {
    secret: randomBytes(24).toString('base64url'),
    sites: new Map(),
    servers: new Map(),
    turnedDown: new Map(),
    endSearch: null,
    said: new Set(),
    requests: new AsyncLocalStorage(),
  }
}

/** The site that the settings belong to. It is created on first use. */
export function siteOf(hub: Hub, { site: name }: Settings): Site {
  let site = hub.sites.get(name)
  if (!site) hub.sites.set(name, (site = { settings: null, route: null }))
  return site
}

/** The sites that may have been meant by a request: those with a socket, or a cluster's link, at its path. */
export function sitesAt(hub: Hub, { url = '' }: IncomingMessage): (Site & { readonly settings: Settings })[] {
  return [...hub.sites.values()].filter(
    (site): site is Site & { readonly settings: Settings } =>
      site.settings !== null &&
      (isAt(socketPathOf(site.settings), url) || isAt(linkPathOf(site.settings), url)),
  )
}

function isAt(path: string, url: string): boolean {
  if (!url.startsWith(path)) return false
  const end = url.slice(path.length)
  return end === '' || end === '/' || end.startsWith('?') || end.startsWith('/?')
}

/** Warns once per process. */
export function sayOnce(hub: Hub, text: string): void {
  if (hub.said.has(text)) return
  hub.said.add(text)
  warn(text)
}
