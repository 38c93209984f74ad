import { put_text } from '@webio/core'
import type { Applications } from '@webio/core/server'
import { webio_handler } from '@webio/core/server'
import type { Settings } from '../config/settings'
import { pathOf, readSettings } from '../config/settings'
import type { Hub } from '../hub/hub'
import { getHub, sayOnce } from '../hub/hub'
import { installInterception } from '../hub/install'
import type { RouteDefinition } from '../hub/live-route'
import { LiveRoute } from '../hub/live-route'
import { WARM_UP_HEADER, WARM_UP_STATUS } from '../hub/warm-up'
import { message, NO_INSTRUMENTATION, NO_SERVER, optionsChanged } from '../messages'
import { contentsOfModule, namesOf } from './applications-of-module'
import type { WebIORouteOptions } from './route-options'

/** A function of a Next.js route file. */
export type WebIORouteFunction = (request: Request) => Promise<Response>

/** What a route file exports. */
export interface WebIORouteHandlers {
  readonly GET: WebIORouteFunction
  readonly POST: WebIORouteFunction
}

/**
 * Makes the handlers of a route file `app/webio/[[...webio]]/route.ts`: they serve the stand-alone page, its files, uploads and downloads,
 * and register the applications for the socket.
 * @param applications a function, an array of named functions, or an object of name to function
 *
 * @example
 * ```ts
 * export const { GET, POST } = createWebIOHandler({ main }, { authorize })
 * ```
 */
export function createWebIOHandler(
  applications: Applications,
  options: WebIORouteOptions = {},
): WebIORouteHandlers {
  const hub = getHub()
  const settings = readSettings()
  // All that may happen while the module is evaluated: Next does that in other processes, too.
  const definition = defineRoute(applications, options, settings)
  if (hub.route) {
    const changed = hub.route.replace(definition)
    if (changed.length > 0) sayOnce(hub, optionsChanged(changed))
  } else hub.route = new LiveRoute(definition)

  const answer: WebIORouteFunction = async (request) => {
    if (request.headers.get(WARM_UP_HEADER) === hub.secret)
      return new Response(null, { status: WARM_UP_STATUS })
    if (!hub.attached && !attachNow(hub, settings)) return new Response(message(NO_SERVER), { status: 503 })
    const response = await hub.route?.handler.fetch(forHandler(request, settings))
    // A request for the socket that came before the server was ours: Socket.IO tries again.
    return response ?? new Response(null, { status: isSocketRequest(request, settings) ? 503 : 404 })
  }
  return { GET: answer, POST: answer }
}

/**
 * What the generated route calls: `createWebIOHandler` with the exports of the module that `withWebIO`'s option `app` names.
 * @param file the module's name, for messages
 */
export function createWebIOHandlerFromModule(
  exports: Readonly<Record<string, unknown>>,
  file: string,
): WebIORouteHandlers {
  const { applications, options } = contentsOfModule(exports, file)
  return createWebIOHandler(applications, options)
}

function defineRoute(
  applications: Applications,
  options: WebIORouteOptions,
  settings: Settings,
): RouteDefinition {
  return {
    applications,
    options,
    createHandler: (current) =>
      webio_handler(applications, {
        debug: process.env.NODE_ENV === 'development',
        ...options,
        ...latestFunctions(options, () => current().options),
        path: pathOf(settings),
      }),
    brokenApplications: (text) =>
      Object.fromEntries(namesOf(applications).map((name) => [name, () => void put_text(text)])),
  }
}

/** The functions among the options, each of which calls the one that the last evaluation of the module brought. */
function latestFunctions(
  options: WebIORouteOptions,
  current: () => WebIORouteOptions,
): Partial<WebIORouteOptions> {
  const entries = Object.entries(options).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value !== 'function') return []
    return [
      [
        name,
        (...args: readonly unknown[]): unknown => {
          const latest: unknown = current()[name as keyof WebIORouteOptions]
          return ((typeof latest === 'function' ? latest : value) as (...all: readonly unknown[]) => unknown)(
            ...args,
          )
        },
      ],
    ]
  })
  return Object.fromEntries(entries)
}

function isSocketRequest(request: Request, { route }: Settings): boolean {
  return new URL(request.url).pathname.replace(/\/$/, '').endsWith(`${route}/io`)
}

/** For a server that was started without configuration and without instrumentation: better now than never. */
function attachNow(hub: Hub, settings: Settings): boolean {
  installInterception(settings)
  if (!hub.attached) sayOnce(hub, NO_SERVER)
  else if (settings.standalone) sayOnce(hub, NO_INSTRUMENTATION)
  return hub.attached
}

/**
 * The request as the handler knows it: with `basePath`, which Next takes off, and for content that is not compressed, since Next compresses
 * what a route answers and does not look whether it is already.
 */
function forHandler(request: Request, { basePath }: Settings): Request {
  const url = new URL(request.url)
  if (basePath && !url.pathname.startsWith(`${basePath}/`)) url.pathname = basePath + url.pathname
  const forwarded = new Request(url, request)
  forwarded.headers.delete('accept-encoding')
  return forwarded
}
