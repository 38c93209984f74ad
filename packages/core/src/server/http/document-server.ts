import type { AppConfig } from '../options/app-config'
import type { ApplicationSource } from '../options/admission'
import { admit } from '../options/admission'
import { configOf } from '../options/app-config'
import { withoutProto } from '../../protocol/without-proto'
import { INDEX_APP } from '../../engine/tasks/applications'
import type { Sender } from '../info/request-facts'
import { isPathPrefix } from '../info/path-prefix'
import { forwardedOr, senderOfRequest } from '../info/request-facts'
import type { Settings } from '../options/options'
import { originMatcher } from '../options/origin-policy'
import { AssetStore, ICON_FILE, PageNotInstalledError } from './asset-store'
import { documentRequest } from './document-request'
import type { NoticeStyle } from './documents'
import { indexDocument, messageDocument, NOTICE_CSS, appDocument } from './documents'
import { EMBED_FILE, embedScript } from './embed-script'
import type { FirstViews } from './first-views'
import type { FetchClient, FetchHandler } from '../fetch'
import { htmlResponse } from './html-response'
import { manifestOf } from './manifest'

/** The query parameter that names another handler. The page's module removes it from the task's parameters. */
const ENDPOINT_PARAMETER = 'webio_endpoint'

/** The number of characters of an unknown application's name that the page shows. */
const LONGEST_NAME = 100

/** The request headers that our pages depend on. */
interface Look {
  /** The URLs that a page needs. */
  readonly base: string
  readonly nonce: string | undefined
}

/** Turns the name of one of our files into its URL. */
type AssetUrl = (name: string) => string

/** Serves the page, the list of applications and the files of both. */
export class DocumentServer {
  readonly #settings: Settings
  readonly #source: ApplicationSource
  readonly #firstViews: FirstViews
  readonly #assets = new AssetStore()
  readonly #isEndpoint: (origin: string) => boolean

  constructor(settings: Settings, source: ApplicationSource, firstViews: FirstViews) {
    this.#settings = settings
    this.#firstViews = firstViews
    this.#source = source
    this.#isEndpoint = originMatcher(settings.endpointOrigins)
  }

  readonly fetch: FetchHandler = async (request, client = {}) => {
    const url = new URL(request.url)
    const { path } = this.#settings
    const isDocument = url.pathname === `${path}/` || url.pathname === path
    const isEmbedding = url.pathname === `${path}/${EMBED_FILE}`
    const assets = `${path}/assets/`
    if (!isDocument && !isEmbedding && !url.pathname.startsWith(assets)) return null
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Method Not Allowed', { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    const response = isDocument
      ? await this.#document(request, url, client)
      : isEmbedding
        ? await embedScript(this.#assets)
        : await this.#assets.respond(url.pathname.slice(assets.length), request.headers)
    return response && request.method === 'HEAD' ? withoutBody(response) : response
  }

  async #document(request: Request, url: URL, client: FetchClient): Promise<Response> {
    const {
      app: named,
      [ENDPOINT_PARAMETER]: elsewhere,
      ...params
    } = withoutProto(Object.fromEntries(url.searchParams))
    const name = named || INDEX_APP
    const { applications, load } = this.#source
    // Without `app`, the request is for the index application, or for the list if no index exists.
    const ours = elsewhere === undefined && (named || load || applications().has(name)) ? name : undefined
    const asked = documentRequest(request, client, this.#settings, { app: ours, params })
    const anew = this.#settings.debug && 'reload' in params
    const verdict = await admit(asked, ours, this.#source, this.#settings, anew)
    const sender = senderOfRequest(request, client)
    const look = { base: this.#baseFor(url, sender), nonce: this.#settings.cspNonce?.(asked) }
    if (!verdict.allowed)
      return verdict.response ?? this.#message(look, 401, 'Not authorized', 'You may not see this page.')
    if (elsewhere !== undefined) return this.#documentElsewhere(elsewhere, name, look, url.protocol)
    const app = applications().get(name)
    if (app) return this.#appDocument(name, configOf(app), look.base, look)
    if (applications().size === 0)
      return this.#message(look, 404, 'Not found', 'There is no application here.')
    if (!named) return this.#index(look)
    // As in PyWebIO, an unknown name leads to the list.
    return this.#index(look, `There is no application named “${named.slice(0, LONGEST_NAME)}” here.`)
  }

  /** The page, for an application of another server. */
  async #documentElsewhere(endpoint: string, name: string, look: Look, scheme: string): Promise<Response> {
    const isAllowed = isOfThisServer(endpoint) || this.#isEndpoint(originOf(endpoint, scheme))
    // The name is arbitrary, so nothing is stored for it: this page has no manifest.
    if (isAllowed) return this.#appDocument(name, { ...configOf(undefined), manifest: false }, endpoint, look)
    return this.#message(look, 403, 'Not allowed', 'This site does not let its page use that server.')
  }

  async #appDocument(name: string, config: AppConfig, endpoint: string, look: Look): Promise<Response> {
    const assetUrl = (asset: string): string => `${look.base}/assets/${asset}`
    try {
      const { entry, opening, early, preload, styles, later } = await this.#assets.bundle()
      const expected = [...this.#firstViews.of(name)]
      const laterStyles = expected.length > 0 ? [later.styles] : []
      const modules = [...preload, ...expected.flatMap((code) => later.modules[code])]
      const { title = titleOf(name), description, theme } = config
      const { transports } = this.#settings
      return htmlResponse(
        200,
        appDocument({
          title,
          description,
          settings: {
            endpoint,
            app: name,
            ...(theme !== undefined && { theme }),
            ...(transports.length === 1 && endpoint === look.base && { transports }),
          },
          styles: [assetUrl(styles), ...laterStyles.map(assetUrl), ...this.#stylesOf(config, assetUrl)],
          opening: assetUrl(opening),
          early: assetUrl(early),
          preload: [...new Set(modules)].map(assetUrl),
          scripts: this.#scriptsOf(config, assetUrl),
          entry: assetUrl(entry),
          icon: config.favicon,
          nonce: look.nonce,
          manifest: this.#manifestUrl(name, title, config, assetUrl),
        }),
        this.#settings,
      )
    } catch (error) {
      if (!(error instanceof PageNotInstalledError)) throw error
      this.#settings.logger.error(`[webio] ${error.message}`)
      return this.#message(look, 500, 'The page is not installed', error.message)
    }
  }

  #index(look: Look, message?: string): Response {
    const apps = [...this.#source.applications()].map(([name, app]) => {
      const { title = name, description } = configOf(app)
      return { name, title, description }
    })
    const title = configOf(undefined).title ?? 'Applications'
    return htmlResponse(200, indexDocument(title, apps, this.#noticeStyle(look), message), this.#settings)
  }

  #message(look: Look, status: number, title: string, message: string): Response {
    return htmlResponse(status, messageDocument(title, message, this.#noticeStyle(look)), this.#settings)
  }

  #noticeStyle({ base, nonce }: Look): NoticeStyle {
    return { url: `${base}/assets/${this.#assets.addText('css', NOTICE_CSS)}`, nonce }
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

  /**
   * The URLs that the page needs. A proxy in front may add a prefix that the request does not show. A stand-alone server therefore uses URLs
   * relative to the page; a handler in another server uses X-Forwarded-Prefix if the proxy is trusted.
   */
  #baseFor({ pathname }: URL, sender: Sender): string {
    const { path, isRelative, trustProxy } = this.#settings
    if (!isRelative) {
      const prefix = forwardedOr(sender, 'x-forwarded-prefix', '', trustProxy)
      return (isPathPrefix(prefix) ? prefix.replace(/\/$/, '') : '') + path
    }
    return pathname.endsWith('/') ? '.' : `./${pathname.slice(pathname.lastIndexOf('/') + 1)}`
  }
}

/** Tells whether a URL is a path, which cannot lead to another server. */
function isOfThisServer(endpoint: string): boolean {
  const base = 'http://this-server.invalid'
  return endpoint !== '' && URL.canParse(endpoint, base) && new URL(endpoint, base).origin === base
}

/** The origin of an endpoint; `//host/path` has the page's scheme. */
function originOf(endpoint: string, scheme: string): string {
  const url = endpoint.startsWith('//') ? scheme + endpoint : endpoint
  return URL.canParse(url) ? new URL(url).origin : ''
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
