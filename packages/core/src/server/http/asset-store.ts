import { createHash } from 'node:crypto'
import Negotiator from 'negotiator'
import type { PageCode } from '../../state/page-code'
import { Asset, ENCODINGS } from './asset'
import type { Encoding } from './asset'

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json; charset=utf-8',
} as const

/** The page's icon: the mark of a prompt. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2457d6"/>
<g fill="none" stroke="#fff" stroke-width="3.25" stroke-linecap="round" stroke-linejoin="round">
<path d="M8.5 10 14.5 16 8.5 22"/><path d="M17.5 22h6" stroke="#a9c3ff"/></g></svg>
`

/** The stand-alone page, as `@webio/react/page` exports it. */
export interface PageBundle {
  /** By name. `brotli` is the compressed content in base64. */
  readonly files: Readonly<Record<string, { readonly type: string; readonly brotli: string }>>
  /** Name of the module that starts the page. */
  readonly entry: string
  /** Name of the module that opens the socket while the browser loads the others. */
  readonly opening: string
  /** Name of the module that connects while the browser loads the others. */
  readonly early: string
  /** Names of other modules that the entry needs at once. */
  readonly preload: readonly string[]
  /** Name of the style sheet. */
  readonly styles: string
  /** What only some sessions need: modules, and the style sheet for all of them. */
  readonly later: {
    readonly modules: Readonly<Record<PageCode, readonly string[]>>
    readonly styles: string
  }
  /** For other sites' pages: the module that defines the custom element, and its style sheet. */
  readonly embed: { readonly script: string; readonly styles: string }
}

/** The page cannot be served because its package is not installed. */
export class PageNotInstalledError extends Error {
  constructor(options: ErrorOptions) {
    super('The stand-alone page is not installed. Run: npm install @webio/react', options)
    this.name = 'PageNotInstalledError'
  }
}

/** Name of the file with the page's icon. */
export const ICON_FILE = nameOf('svg', ICON)

/** The files below `assets/`: those of the stand-alone page, and generated texts. They never change, so browsers cache them. */
export class AssetStore {
  readonly #assets = new Map<string, Asset>([[ICON_FILE, assetOf('svg', ICON)]])
  #bundle: Promise<PageBundle> | null = null

  /**
   * The stand-alone page. Loaded at the first request.
   * @throws PageNotInstalledError
   */
  bundle(): Promise<PageBundle> {
    return (this.#bundle ??= this.#load().catch((error: unknown) => {
      this.#bundle = null // The package may be installed or built while the server runs.
      throw error
    }))
  }

  /** Adds a generated text and returns its name. */
  addText(extension: 'css' | 'js' | 'webmanifest', text: string): string {
    const name = nameOf(extension, text)
    if (!this.#assets.has(name)) this.#assets.set(name, assetOf(extension, text))
    return name
  }

  /** The response to a request for a file, or null if no file has this name. */
  async respond(name: string, headers: Headers): Promise<Response | null> {
    if (!this.#assets.has(name)) await this.bundle().catch(ignoreMissing)
    const asset = this.#assets.get(name)
    if (!asset) return null
    const encoding = encodingFor(headers.get('accept-encoding'))
    const body = await asset.in(encoding)
    return new Response(body, {
      headers: {
        'content-type': asset.type,
        'content-length': String(body.byteLength),
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        // A page of another site loads modules only if it may read them; these are public.
        'access-control-allow-origin': '*',
        vary: 'accept-encoding',
        ...(encoding !== 'identity' && { 'content-encoding': encoding }),
      },
    })
  }

  async #load(): Promise<PageBundle> {
    const bundle = await importPage()
    for (const [name, { type, brotli }] of Object.entries(bundle.files))
      this.#assets.set(name, new Asset(type, 'br', Buffer.from(brotli, 'base64')))
    return bundle
  }
}

function nameOf(extension: keyof typeof TYPES, text: string): string {
  return `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.${extension}`
}

function assetOf(extension: keyof typeof TYPES, text: string): Asset {
  return new Asset(TYPES[extension], 'identity', Buffer.from(text))
}

async function importPage(): Promise<PageBundle> {
  try {
    return await import('@webio/react/page')
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
    if (isMissing && String(message).includes('@webio')) throw new PageNotInstalledError({ cause: error })
    throw error
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof PageNotInstalledError)) throw error
}

/** The smallest encoding that the client accepts. Most proxies and every client without TLS accept gzip at best. */
function encodingFor(header: string | null): Encoding {
  const headers = { 'accept-encoding': header ?? '' }
  const accepted = new Negotiator({ headers }).encodings([...ENCODINGS])
  return ENCODINGS.find((encoding) => accepted.includes(encoding)) ?? 'identity'
}
