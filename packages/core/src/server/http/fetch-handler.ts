import type { AppConfig } from '../app-config'
import { configOf } from '../app-config'
import { judge } from '../authorize'
import type { TaskFunction } from '../../engine/applications'
import { INDEX_APP } from '../../engine/applications'
import { addressOf } from '../info/request-facts'
import type { Settings } from '../options'
import { AssetStore, ICON_FILE, PageNotInstalledError } from './asset-store'
import { indexDocument, messageDocument, NOTICE_CSS, pageDocument } from './documents'
import { htmlResponse } from './html-response'
import { manifestOf } from './manifest'

/** What a `Request` does not say of the one who sent it. */
export interface FetchClient {
  /** Address of the other end of the connection, for `authorize`. @default '' */
  readonly ip?: string | undefined
}

/** URL of one of our files, from the name. */
type AssetUrl = (name: string) => string

/** Answers requests for the page and its files; null where a request is for something else. */
export type FetchHandler = (request: Request, client?: FetchClient) => Promise<Response | null>

/** The page, the list of applications and the files behind both. */
export class PageServer {
  readonly #settings: Settings
  readonly #applications: () => ReadonlyMap<string, TaskFunction>
  readonly #assets = new AssetStore()
  constructor(settings: Settings, applications: () => ReadonlyMap<string, TaskFunction>) {
    this.#settings = settings
    this.#applications = applications
  }

  readonly fetch: FetchHandler = async (request, client = {}) => {
    const url = new URL(request.url)
    const { path } = this.#settings
    const isPage = url.pathname === `${path}/` || url.pathname === path
    const assets = `${path}/assets/`
    if (!isPage && !url.pathname.startsWith(assets)) return null
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Method Not Allowed', { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    const response = isPage
      ? await this.#page(request, url, client)
      : await this.#assets.respond(url.pathname.slice(assets.length), request.headers)
    return response && request.method === 'HEAD' ? withoutBody(response) : response
  }

  async #page(request: Request, url: URL, client: FetchClient): Promise<Response> {
    const { authorize, logger, trustProxy } = this.#settings
    const headers = Object.fromEntries(request.headers)
    const ip = addressOf(headers, client.ip, trustProxy)
    const verdict = await judge(
      authorize,
      { url: url.pathname + url.search, headers, auth: undefined, ip },
      logger,
    )
    const base = this.#baseFor(url)
    if (!verdict.allowed) return this.#message(base, 401, 'Not authorized', 'You may not see this page.')
    const named = url.searchParams.get('app')
    const app = this.#applications().get(named || INDEX_APP)
    if (app) return this.#appPage(named || INDEX_APP, app, base)
    if (!named) return this.#index(base)
    return this.#message(base, 404, 'No such application', `There is no application named “${named}” here.`)
  }

  async #appPage(name: string, app: TaskFunction, base: string): Promise<Response> {
    const assetUrl = (asset: string): string => `${base}/assets/${asset}`
    try {
      const { entry, preload, styles } = await this.#assets.bundle()
      const config = configOf(app)
      const { title = titleOf(name), description, theme } = config
      return htmlResponse(
        200,
        pageDocument({
          title,
          description,
          settings: { endpoint: base, app: name, ...(theme !== undefined && { theme }) },
          styles: [assetUrl(styles), ...this.#stylesOf(config, assetUrl)],
          preload: preload.map(assetUrl),
          scripts: this.#scriptsOf(config, assetUrl),
          entry: assetUrl(entry),
          icon: config.favicon,
          manifest: this.#manifestUrl(name, title, config, assetUrl),
        }),
      )
    } catch (error) {
      if (!(error instanceof PageNotInstalledError)) throw error
      this.#settings.logger.error(`[webio] ${error.message}`)
      return this.#message(base, 500, 'The page is not installed', error.message)
    }
  }

  #index(base: string): Response {
    const apps = [...this.#applications()].map(([name, app]) => {
      const { title = name, description } = configOf(app)
      return { name, title, description }
    })
    return htmlResponse(
      200,
      indexDocument(configOf(undefined).title ?? 'Applications', apps, this.#noticeStyle(base)),
    )
  }

  #message(base: string, status: number, title: string, message: string): Response {
    return htmlResponse(status, messageDocument(title, message, this.#noticeStyle(base)))
  }

  #noticeStyle(base: string): string {
    return `${base}/assets/${this.#assets.addText('css', NOTICE_CSS)}`
  }

  #stylesOf({ css_file, css_style }: AppConfig, assetUrl: AssetUrl): string[] {
    return [...listOf(css_file), ...(css_style ? [assetUrl(this.#assets.addText('css', css_style))] : [])]
  }

  #scriptsOf({ js_file, js_code }: AppConfig, assetUrl: AssetUrl): string[] {
    return [...listOf(js_file), ...(js_code ? [assetUrl(this.#assets.addText('js', js_code))] : [])]
  }

  #manifestUrl(name: string, title: string, config: AppConfig, assetUrl: AssetUrl): string | undefined {
    const text = manifestOf(name, title, config, { src: ICON_FILE, type: 'image/svg+xml' })
    return text === null ? undefined : assetUrl(this.#assets.addText('webmanifest', text))
  }

  /** Where the page finds what belongs to it. A server of its own may be behind a proxy that adds a prefix, so it says so relative to the page. */
  #baseFor({ pathname }: URL): string {
    const { path, isRelative } = this.#settings
    if (!isRelative) return path
    return pathname.endsWith('/') ? '.' : `./${pathname.slice(pathname.lastIndexOf('/') + 1)}`
  }
}

function titleOf(name: string): string {
  return name === INDEX_APP ? 'WebIO' : name
}

function listOf(urls: string | readonly string[] | undefined): readonly string[] {
  return typeof urls === 'string' ? [urls] : (urls ?? [])
}

function withoutBody({ status, headers }: Response): Response {
  return new Response(null, { status, headers })
}
