import type { Json, JsonObject } from '@webio/core'
import type { FirstPaint, FirstPaintOptions, WebIOHandler } from '@webio/core/server'
import { pathOf, readSettings } from '../config/settings'
import type { Settings } from '../config/settings'
import type { Hub, ServedRequest, Site } from '../hub/hub'
import { getHub, siteOf } from '../hub/hub'
import { provideRoute } from '../hub/provide-route'

/** Options of `renderWebIO`: those of a handler's `firstPaint`, except the request, which is the one that Next is answering. */
export type RenderWebIOOptions<
  App extends string = string,
  AppParams extends object = JsonObject,
  Auth = Json,
> = Omit<FirstPaintOptions<AppParams, Auth>, 'request' | 'client'> & { readonly app?: App }

/** Props of `<WebIOApp>` or `<WebIOProvider>`. */
export interface RenderedWebIO<App extends string = string, AppParams extends object = JsonObject> {
  readonly endpoint: string
  readonly app: App
  readonly params: AppParams
  /** The session's first outputs; null if the page has to connect by itself. */
  readonly firstPaint: FirstPaint | null
}

/**
 * For a server component: starts the session while the page is rendered, so that the first outputs are in its HTML, and returns the props of `<WebIOApp>`.
 * The task runs once: the page continues the same session. If that is not possible, the page connects by itself, as without this function: after a
 * reload, which shows the tab's session; after a click on a `<Link>`; if `authorize` refuses; or if the server is full.
 *
 * It reads the headers of the request, so the page is rendered for each visitor.
 * @throws RangeError if `wait` is not a number of seconds from 0 to 60
 * @example
 * export default async function Page() {
 *   return <WebIOApp {...await renderWebIO({ app: 'report', params: { year: 2026 } })} />
 * }
 */
export async function renderWebIO<
  const App extends string = 'index',
  AppParams extends object = Record<string, never>,
  Auth = Json,
>(options?: RenderWebIOOptions<App, AppParams, Auth>): Promise<RenderedWebIO<App, AppParams>>
export async function renderWebIO(options: RenderWebIOOptions = {}): Promise<RenderedWebIO> {
  const { app = 'index', params = {}, auth, wait = 1 } = options
  // Called first, and in any case: this tells Next that the page is for one visitor.
  const { headers } = await import('next/headers.js')
  const sent = await headers()
  const settings = readSettings()
  const hub = getHub()
  const served = hub.requests.getStore()
  const rendered = { endpoint: pathOf(settings), app, params }
  if (!isDocument(sent, served)) return { ...rendered, firstPaint: null }
  const started = Date.now()
  const handler = await within(wait, handlerOf(hub, settings, served))
  const left = wait - (Date.now() - started) / 1000
  if (!handler || left < 0) return { ...rendered, firstPaint: null }
  const wanted: FirstPaintOptions = {
    request: served?.request ?? new Request('http://localhost/', { headers: sent }),
    app,
    params,
    wait: left,
    ...(auth !== undefined && { auth }),
  }
  return { ...rendered, firstPaint: await handler.firstPaint(wanted) }
}

/**
 * Whether a browser requests a document that it has not shown before. It marks a reload with `Cache-Control`: the tab then has a session, and a second
 * one would run the task again for nothing. The same applies to what Next fetches for an open page.
 */
function isDocument(sent: Headers, served: ServedRequest | undefined): boolean {
  const { method = 'GET', headers = {} } = served?.request ?? {}
  if (method !== 'GET' || headers['rsc'] !== undefined) return false
  if (/prefetch|prerender/.test(`${sent.get('sec-purpose')} ${sent.get('purpose')}`)) return false
  if (/\bmax-age=0\b/.test(sent.get('cache-control') ?? '')) return false
  return /^(document|i?frame)?$/.test(sent.get('sec-fetch-dest') ?? '')
}

/** The handler of the site's route. Evaluates the route if necessary. */
async function handlerOf(
  hub: Hub,
  settings: Settings,
  served: ServedRequest | undefined,
): Promise<WebIOHandler | null> {
  const site = siteOf(hub, settings)
  if (!served) return site.route?.handler ?? null
  site.settings ??= settings
  const provided = await provideRoute(served.server, served.request, hub, [
    site as Site & { readonly settings: Settings },
  ])
  return provided.ok ? provided.handler : null
}

async function within<T>(seconds: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, seconds * 1000, null)))
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
