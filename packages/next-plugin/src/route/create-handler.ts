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

/** The exports of a route file. */
export interface WebIORouteHandlers {
  readonly GET: WebIORouteFunction
  readonly POST: WebIORouteFunction
}

/**
 * Creates the handlers of a route file `app/webio/[[...webio]]/route.ts`. They serve the stand-alone page, its files, uploads and downloads,
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
  // Nothing more may happen during evaluation, because Next also evaluates the module in other processes.
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
    // A request for the socket from before the interception. Socket.IO retries it.
    return response ?? new Response(null, { status: isSocketRequest(request, settings) ? 503 : 404 })
  }
  return { GET: answer, POST: answer }
}

/**
 * Called by the generated route: `createWebIOHandler` with the exports of the module in `withWebIO`'s option `app`.
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

/** Wraps the functions among the options so that each calls the version of the last evaluation. */
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

/** A fallback for a server that runs without configuration and instrumentation. */
function attachNow(hub: Hub, settings: Settings): boolean {
  installInterception(settings)
  if (!hub.attached) sayOnce(hub, NO_SERVER)
  else if (settings.standalone) sayOnce(hub, NO_INSTRUMENTATION)
  return hub.attached
}

/**
 * The request in the handler's form: with `basePath`, which Next strips, and without `accept-encoding`, because Next compresses responses of routes
 * even if they are already compressed.
 */
function forHandler(request: Request, { basePath }: Settings): Request {
  const url = new URL(request.url)
  if (basePath && !url.pathname.startsWith(`${basePath}/`)) url.pathname = basePath + url.pathname
  const forwarded = new Request(url, request)
  forwarded.headers.delete('accept-encoding')
  return forwarded
}
