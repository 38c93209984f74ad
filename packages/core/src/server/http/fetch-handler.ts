import type { AppConfig } from '../app-config'
import { configOf } from '../app-config'
import { judge } from '../authorize'
import type { TaskFunction } from '../../engine/applications'
import { INDEX_APP } from '../../engine/applications'
import { addressOf } from '../info/request-facts'
import type { Settings } from '../options'
import { AssetStore, ICON_FILE, PageNotInstalledError } from './asset-store'
import { indexDocument, messageDocument, NOTICE_CSS, pageDocument } from './documents'
import type { Html } from './html'
import { manifestOf } from './manifest'

/** What a `Request` does not say of the one who sent it. */
export interface FetchClient {
  /** Address of the other end of the connection, for `authorize`. @default '' */
  readonly ip?: string | undefined
}

/** Answers requests for the page and its files; null where a request is for something else. */
export type FetchHandler = (request: Request, client?: FetchClient) => Promise<Response | null>

/** The page, the list of applications and the files behind both. */
export class PageServer {
  readonly #settings: Settings
  readonly #applications: () => ReadonlyMap<string, TaskFunction>
  readonly #assets = new AssetStore()
  /** Where the page finds what belongs to it. The stand-alone server may be behind a proxy that cuts off a prefix. */
  readonly #base: string

  constructor(settings: Settings, applications: () => ReadonlyMap<string, TaskFunction>) {
    this.#settings = settings
    this.#applications = applications
    this.#base = settings.path || '.'
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
    if (!verdict.allowed) return this.#message(401, 'Not authorized', 'You may not see this page.')
    const named = url.searchParams.get('app')
    const app = this.#applications().get(named || INDEX_APP)
    if (app) return this.#appPage(named || INDEX_APP, app)
    if (!named) return this.#index()
    return this.#message(404, 'No such application', `There is no application named “${named}” here.`)
  }

  async #appPage(name: string, app: TaskFunction): Promise<Response> {
    try {
      const { entry, preload, styles } = await this.#assets.bundle()
      const config = configOf(app)
      const { title = titleOf(name), description, theme } = config
      return page(
        200,
        pageDocument({
          title,
          description,
          settings: { endpoint: this.#base, app: name, ...(theme !== undefined && { theme }) },
          styles: [this.#assetUrl(styles), ...this.#stylesOf(config)],
          preload: preload.map(this.#assetUrl),
          scripts: this.#scriptsOf(config),
          entry: this.#assetUrl(entry),
          icon: config.favicon,
          manifest: this.#manifestUrl(name, title, config),
        }),
      )
    } catch (error) {
      if (!(error instanceof PageNotInstalledError)) throw error
      this.#settings.logger.error(`[webio] ${error.message}`)
      return this.#message(500, 'The page is not installed', error.message)
    }
  }

  #index(): Response {
    const apps = [...this.#applications()].map(([name, app]) => {
      const { title = name, description } = configOf(app)
      return { name, title, description }
    })
    return page(200, indexDocument(configOf(undefined).title ?? 'Applications', apps, this.#noticeStyle()))
  }

  #message(status: number, title: string, message: string): Response {
    return page(status, messageDocument(title, message, this.#noticeStyle()))
  }

  #noticeStyle(): string {
    return this.#assetUrl(this.#assets.addText('css', NOTICE_CSS))
  }

  #stylesOf({ css_file, css_style }: AppConfig): string[] {
    return [
      ...listOf(css_file),
      ...(css_style ? [this.#assetUrl(this.#assets.addText('css', css_style))] : []),
    ]
  }

  #scriptsOf({ js_file, js_code }: AppConfig): string[] {
    return [...listOf(js_file), ...(js_code ? [this.#assetUrl(this.#assets.addText('js', js_code))] : [])]
  }

  #manifestUrl(name: string, title: string, config: AppConfig): string | undefined {
    const text = manifestOf(name, title, config, { src: ICON_FILE, type: 'image/svg+xml' })
    return text === null ? undefined : this.#assetUrl(this.#assets.addText('webmanifest', text))
  }

  readonly #assetUrl = (name: string): string => `${this.#base}/assets/${name}`
}

function titleOf(name: string): string {
  return name === INDEX_APP ? 'WebIO' : name
}

function listOf(urls: string | readonly string[] | undefined): readonly string[] {
  return typeof urls === 'string' ? [urls] : (urls ?? [])
}

function page(status: number, document: Html): Response {
  return new Response(document.text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(document.text)),
      // Names the files of this version, and what it says may depend on who asks.
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    },
  })
}

function withoutBody({ status, headers }: Response): Response {
  return new Response(null, { status, headers })
}
