import { put_text } from '@webio/core'
import type { Applications } from '@webio/core/server'
import { webio_handler } from '@webio/core/server'
import type { Settings } from '../config/settings'
import { pathOf, readSettings } from '../config/settings'
import { getHub, sayOnce, siteOf } from '../hub/hub'
import { serverlessHost } from '../hub/is-serverless'
import type { RouteDefinition } from '../hub/live-route'
import { LiveRoute } from '../hub/live-route'
import { SITE_HEADER, WARM_UP_HEADER, WARM_UP_STATUS } from '../hub/warm-up'
import { answerSocket, installWays } from '../hub/ways'
import { message, NO_INSTRUMENTATION, onServerless, optionsChanged } from '../messages'
import { contentsOfModule, namesOf } from './applications-of-module'
import { tellBuild } from '../config/build-version'
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
  const site = siteOf(hub, settings)
  // Nothing else may happen while the module is evaluated, because Next evaluates it in other processes too.
  const definition = defineRoute(applications, options, settings)
  if (site.route) {
    const changed = site.route.replace(definition)
    if (changed.length > 0) sayOnce(hub, optionsChanged(changed))
  } else site.route = new LiveRoute(definition)
  const { route } = site

  const answer: WebIORouteFunction = async (request) => {
    if (request.headers.get(WARM_UP_HEADER) === hub.secret)
      return new Response(null, { status: WARM_UP_STATUS, headers: { [SITE_HEADER]: settings.site } })
    const host = serverlessHost()
    if (host !== null) {
      sayOnce(hub, onServerless(host))
      return new Response(message(onServerless(host)), { status: 503 })
    }
    if (!site.settings) {
      // This server was started without its configuration and without instrumentation: better late than never.
      installWays(settings)
      if (settings.standalone) sayOnce(hub, NO_INSTRUMENTATION)
    }
    const forwarded = forHandler(request, settings)
    if (isSocketRequest(request, settings)) return answerSocket({ hub, site, request: forwarded })
    return (await route.handler.fetch(forwarded)) ?? new Response(null, { status: 404 })
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
    createHandler: (current) => {
      tellBuild(settings)
      return webio_handler(applications, {
        debug: process.env.NODE_ENV === 'development',
        ...options,
        ...latestFunctions(options, () => current().options),
        path: pathOf(settings),
      })
    },
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
