import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { INDEX_APP } from '../../engine/tasks/applications'
import { configOf } from '../options/app-config'
import { judge } from '../options/authorize'
import { refuseUpgrade } from '../bridge/refuse-upgrade'
import type { CloseOptions, WebIOHandler } from '../handler'
import { AssetStore } from '../http/asset-store'
import type { ListedApp, NoticeStyle } from '../http/documents'
import { indexDocument, messageDocument, NOTICE_CSS } from '../http/documents'
import type { FetchClient } from '../http/fetch-handler'
import { Html } from '../http/html'
import { htmlResponse } from '../http/html-response'
import { nodeListener } from '../http/node-listener'
import { staticFiles } from '../http/static-files'
import { addressOf } from '../info/request-facts'
import type { LiveSession } from '../live-session'
import type { Settings } from '../options/options'
import type { Servable } from '../serve'
import { DeployedModule } from './deployed-module'
import type { Found } from './module-tree'
import { ModuleTree } from './module-tree'

/** What a folder shows that has no module `index`: true, the list of what is in it; false, nothing; else what the function makes. */
export type FolderIndex = boolean | ((path: string) => string | Promise<string>)

/** A folder tree whose modules are served, each at its own path. */
export class DeployedFolder implements Servable {
  readonly path = ''
  readonly answer: Servable['answer']
  readonly #tree: ModuleTree
  readonly #settings: Settings
  readonly #index: FolderIndex
  readonly #modules = new Map<string, DeployedModule>()
  readonly #assets = new AssetStore()

  constructor(folder: string, settings: Settings, index: FolderIndex) {
    this.#tree = new ModuleTree(folder)
    this.#settings = settings
    this.#index = index
    const statics = staticFiles(settings)
    const listener = nodeListener(
      async (request, client = {}) => (await statics(request, client)) ?? this.#fetch(request, client),
      settings,
    )
    this.answer = (request, response) => void this.#answer(request, response, listener)
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    void this.#upgrade(request, socket, head)
  }
  sessions(): LiveSession[] {
    return this.#handlers().flatMap((handler) => handler.sessions())
  }

  async close(options?: CloseOptions): Promise<void> {
    await Promise.all(this.#handlers().map((handler) => handler.close(options)))
  }

  /** Gives a request to upgrade to the module that it is for, once that is loaded. */
  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', ignore) // Nobody else listens until Engine.IO has the socket.
    const handler = await this.#handlerFor(request.url)
    if (!handler?.isSocketRequest(request.url)) return refuseUpgrade(socket, 404)
    socket.off('error', ignore)
    if (!socket.destroyed) handler.handleUpgrade(request, socket, head)
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    otherwise: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<void> {
    const handler = await this.#handlerFor(request.url)
    if (handler?.isSocketRequest(request.url)) handler.handleRequest(request, response)
    else otherwise(request, response)
  }

  /** The handler of the module that a request is for, as far as there is one that can be loaded. */
  async #handlerFor(url = '/'): Promise<WebIOHandler | null> {
    const found = this.#tree.find(pathOf(url))
    if (found.kind !== 'module') return null
    return this.#module(found)
      .load()
      .catch(() => null) // Whoever asks for the page is told why.
  }

  async #fetch(request: Request, client: FetchClient): Promise<Response | null> {
    const { pathname, searchParams } = new URL(request.url)
    const found = this.#tree.find(pathname)
    switch (found.kind) {
      case 'module': {
        const anew = this.#settings.debug && searchParams.has('reload')
        return this.#fromModule(found, anew, request, client)
      }
      case 'folder':
        return (await this.#admits(request, client))
          ? this.#list(found.folder, found.path)
          : this.#message(401, 'Not authorized', 'You may not see this page.')
      case 'folder-without-slash':
        return redirect(`${lastPart(pathname)}/${new URL(request.url).search}`)
      case 'forbidden':
        return this.#message(403, 'Forbidden', 'Names that begin with a dot or an underscore are not served.')
      case 'missing':
        return /\/assets\/[^/]+$/.test(pathname)
          ? this.#assets.respond(lastPart(pathname), request.headers)
          : this.#message(404, 'Not found', 'There is no application here.')
    }
  }

  async #fromModule(
    found: Found & { kind: 'module' },
    anew: boolean,
    request: Request,
    client: FetchClient,
  ): Promise<Response | null> {
    try {
      const handler = await this.#module(found).load(anew)
      if (handler) return await handler.fetch(request, client)
      return this.#message(404, 'Not found', 'There is no application here.')
    } catch (error) {
      this.#settings.logger.error(`[webio] ${found.file} could not be loaded:`, error)
      const detail = this.#settings.debug
        ? String((error as Error).stack ?? error)
        : 'The server has logged why.'
      return this.#message(500, 'This application could not be loaded', detail)
    }
  }

  async #list(folder: string, path: string): Promise<Response> {
    if (this.#index === false) return this.#message(403, 'Forbidden', 'This folder is not listed.')
    if (this.#index !== true) return htmlResponse(200, new Html(await this.#index(path)))
    const { folders, modules } = this.#tree.contents(folder)
    const apps = await Promise.all(
      modules.map((name) => this.#listed(`${path}${encodeURIComponent(name)}`, name)),
    )
    const entries = [
      ...folders.map((name) => ({
        name: `${name}/`,
        title: name,
        description: 'A folder.',
        href: `${encodeURIComponent(name)}/`,
      })),
      ...apps.filter((app) => app !== null),
    ]
    return htmlResponse(200, indexDocument(path === '/' ? 'Applications' : path, entries, this.#style()))
  }

  /** A module as the list shows it; null where it has no application. One that cannot be loaded is listed: its page says why. */
  async #listed(path: string, name: string): Promise<ListedApp | null> {
    const found = this.#tree.find(path)
    if (found.kind !== 'module') return null
    const href = encodeURIComponent(name)
    try {
      const handler = await this.#module(found).load()
      if (!handler) return null
      const { title = name, description } = configOf(handler.host.applications.get(INDEX_APP))
      return { name, title, description, href }
    } catch {
      return { name, title: name, description: 'It could not be loaded.', href }
    }
  }

  /** Who may see what is in a folder. Of a page and a socket its module asks. */
  async #admits(request: Request, client: FetchClient): Promise<boolean> {
    const { authorize, logger, trustProxy } = this.#settings
    const { pathname, search } = new URL(request.url)
    const headers = Object.fromEntries(request.headers)
    const ip = addressOf({ headers, peer: client.ip }, trustProxy)
    const verdict = await judge(authorize, { url: pathname + search, headers, auth: undefined, ip }, logger)
    return verdict.allowed
  }

  #module({ file, path }: Found & { kind: 'module' }): DeployedModule {
    const existing = this.#modules.get(file)
    if (existing) return existing
    const made = new DeployedModule(file, { ...this.#settings, path, staticDir: undefined })
    this.#modules.set(file, made)
    return made
  }

  #handlers(): WebIOHandler[] {
    return [...this.#modules.values()].flatMap(({ handler }) => handler ?? [])
  }

  #message(status: number, title: string, message: string): Response {
    return htmlResponse(status, messageDocument(title, message, this.#style()))
  }

  /** Beside whatever page names it: a file of that name is served in every folder. */
  #style(): NoticeStyle {
    return { url: `./assets/${this.#assets.addText('css', NOTICE_CSS)}` }
  }
}

const ignore = (): void => {}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/'

const lastPart = (pathname: string): string => pathname.slice(pathname.lastIndexOf('/') + 1)

function redirect(location: string): Response {
  return new Response(null, { status: 308, headers: { location } })
}
