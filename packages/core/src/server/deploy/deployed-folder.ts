import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { INDEX_APP } from '../../engine/tasks/applications'
import { configOf } from '../options/app-config'
import { judge } from '../options/authorize'
import { refuseUpgrade } from '../bridge/refuse-upgrade'
import type { CloseOptions } from '../close-options'
import type { NodeLease } from '../cluster/cluster-node'
import { leaseNode } from '../cluster/cluster-node'
import { LINK_PATH } from '../cluster/node-links'
import type { WebIOHandler } from '../handler'
import { AssetStore } from '../http/asset-store'
import type { ListedApp, NoticeStyle } from '../http/documents'
import { indexDocument, messageDocument, NOTICE_CSS } from '../http/documents'
import type { FetchClient } from '../fetch'
import { Html } from '../http/html'
import { htmlResponse } from '../http/html-response'
import { nodeListener } from '../http/node-listener'
import { staticFiles } from '../http/static-files'
import { refusedResponse } from '../http/refused-response'
import { pathOfTarget, requestTarget } from '../http/request-target'
import { documentRequest } from '../http/document-request'
import { senderOfRequest } from '../info/request-facts'
import type { LiveSession } from '../live-session'
import type { Settings } from '../options/options'
import { requestPolicy } from '../options/request-policy'
import { OperationRoutes } from '../operations/operation-routes'
import type { RequestHandler } from '../serve'
import { DeployedModule } from './deployed-module'
import type { Found } from './module-tree'
import { ModuleTree } from './module-tree'

/** The page of a folder without a module `index`: true for a list of its contents, false for no page, or a function that returns the page. */
export type FolderIndex = boolean | ((path: string) => string | Promise<string>)

/** A folder tree whose modules are served, each at its own path. */
export class DeployedFolder implements RequestHandler {
  readonly path = ''
  readonly handleRequest: RequestHandler['handleRequest']
  readonly #tree: ModuleTree
  readonly #settings: Settings
  readonly #index: FolderIndex
  readonly #modules = new Map<string, DeployedModule>()
  readonly #assets = new AssetStore()
  readonly #lease: NodeLease
  #isDraining = false

  constructor(folder: string, settings: Settings, index: FolderIndex) {
    this.#tree = new ModuleTree(folder)
    this.#settings = settings
    this.#index = index
    this.#lease = leaseNode(settings)
    const statics = staticFiles(settings)
    const policy = requestPolicy(settings)
    const operations = new OperationRoutes(
      settings,
      {
        hosts: () => this.#handlers().map(({ host }) => host),
        pathOf: (host) => this.#handlers().find((handler) => handler.host === host)?.path ?? '',
        relayedPages: () => this.#lease.relay?.pages ?? 0,
        isDraining: () => this.#isDraining,
      },
      this.#lease.node.id,
      this.#lease.relay?.others,
    )
    const listener = nodeListener(async (request, client = {}) => {
      const probed = operations.probe(request)
      if (probed) return probed
      const asked =
        this.#lease.relay?.isForwardedRequest(request) && (await operations.fetchForwarded(request))
      if (asked) return asked
      const refused = policy.forDocument(senderOfRequest(request, client))
      if (refused) return refusedResponse(refused)
      return (
        (await operations.fetch(request, client)) ??
        (await statics(request, client)) ??
        this.#fetch(request, client)
      )
    }, settings)
    this.handleRequest = (request, response) => {
      const handler = this.#socketHandler(request)
      if (handler) handler.handleRequest(request, response)
      else listener(request, response)
    }
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { relay } = this.#lease
    if (relay && request.url === LINK_PATH) return relay.acceptLink(request, socket, head)
    const handler = this.#socketHandler(request)
    if (handler) handler.handleUpgrade(request, socket, head)
    else refuseUpgrade(socket, 404)
  }

  joined(): Promise<void> {
    return this.#lease.joined()
  }

  listensAt(server: Server): void {
    this.#lease.relay?.reachableAt(server, '')
  }

  sessions(): LiveSession[] {
    return this.#handlers().flatMap((handler) => handler.sessions())
  }

  async close(options?: CloseOptions): Promise<void> {
    this.#isDraining = true
    this.#lease.drain()
    await Promise.all(this.#handlers().map((handler) => handler.close(options)))
    await this.#lease.release()
  }

  /** The handler whose socket a request addresses; null if it addresses something else. */
  #socketHandler({ url = '/' }: IncomingMessage): WebIOHandler | null {
    const target = requestTarget(url)
    if (target === null || !/\/io\/?$/.test(pathOfTarget(target))) return null
    const found = this.#tree.find(pathOfTarget(target))
    if (found.kind !== 'module') return null
    const { handler } = this.#module(found)
    return handler.isSocketRequest(url) ? handler : null
  }

  async #fetch(request: Request, client: FetchClient): Promise<Response | null> {
    const { pathname } = new URL(request.url)
    const found = this.#tree.find(pathname)
    switch (found.kind) {
      case 'module':
        return this.#fromModule(found, request, client)
      case 'folder':
        return (await this.#refused(request, client)) ?? this.#list(found.folder, found.path)
      case 'folder-without-slash':
        return redirect(`${lastPart(pathname)}/${new URL(request.url).search}`)
      case 'forbidden':
        return this.#message(
          403,
          'Forbidden',
          'Names that begin with a dot or an underscore are not served, nor is node_modules.',
        )
      case 'missing':
        return /\/assets\/[^/]+$/.test(pathname)
          ? this.#assets.respond(lastPart(pathname), request.headers)
          : this.#message(404, 'Not found', 'There is no application here.')
    }
  }

  async #fromModule(
    found: Found & { kind: 'module' },
    request: Request,
    client: FetchClient,
  ): Promise<Response | null> {
    try {
      return await this.#module(found).handler.fetch(request, client)
    } catch (error) {
      this.#settings.logger.error(`[webio] ${found.file} could not be loaded:`, error)
      const detail = this.#settings.debug
        ? String((error as Error).stack ?? error)
        : 'The server has logged why.'
      return this.#message(500, 'This application could not be loaded', detail)
    }
  }

  async #list(folder: string, path: string): Promise<Response> {
    if (this.#index === false)
      return this.#message(403, 'Forbidden', 'This folder has no list of its contents.')
    if (this.#index !== true) return htmlResponse(200, new Html(await this.#index(path)), this.#settings)
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
    return htmlResponse(
      200,
      indexDocument(path === '/' ? 'Applications' : path, entries, this.#style()),
      this.#settings,
    )
  }

  /** A module, as the list shows it; null if it has no application. A module that cannot be loaded is listed, and its page says why. */
  async #listed(path: string, name: string): Promise<ListedApp | null> {
    const found = this.#tree.find(path)
    if (found.kind !== 'module') return null
    const href = encodeURIComponent(name)
    try {
      const module = this.#module(found)
      await module.load()
      const { applications } = module.handler.host
      if (applications.size === 0) return null
      const { title = name, description } = configOf(applications.get(INDEX_APP))
      return { name, title, description, href }
    } catch {
      return { name, title: name, description: 'It could not be loaded.', href }
    }
  }

  /** Checks who may list a folder. The module itself checks access to its page and socket. */
  async #refused(request: Request, client: FetchClient): Promise<Response | null> {
    const asked = documentRequest(request, client, this.#settings)
    const verdict = await judge(this.#settings.authorize, asked, this.#settings)
    if (verdict.allowed) return null
    return verdict.response ?? this.#message(401, 'Not authorized', 'You may not see this page.')
  }

  #module({ file, path }: Found & { kind: 'module' }): DeployedModule {
    const existing = this.#modules.get(file)
    if (existing) return existing
    const made = new DeployedModule(file, { ...this.#settings, path, staticDir: undefined })
    this.#modules.set(file, made)
    return made
  }

  #handlers(): WebIOHandler[] {
    return [...this.#modules.values()].map(({ handler }) => handler)
  }

  #message(status: number, title: string, message: string): Response {
    return htmlResponse(status, messageDocument(title, message, this.#style()), this.#settings)
  }

  /** Every folder serves a file of this name, because pages use relative URLs. */
  #style(): NoticeStyle {
    return { url: `./assets/${this.#assets.addText('css', NOTICE_CSS)}` }
  }
}

const lastPart = (pathname: string): string => pathname.slice(pathname.lastIndexOf('/') + 1)

function redirect(location: string): Response {
  return new Response(null, { status: 308, headers: { location } })
}
