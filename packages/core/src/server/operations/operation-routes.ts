import type { SessionHost } from '../../engine/host/session-host'
import type { Session } from '../../engine/session'
import { randomToken } from '../../engine/files/tokens'
import type { FetchClient } from '../fetch'
import { AssetStore } from '../http/asset-store'
import { documentRequest } from '../http/document-request'
import type { NoticeStyle } from '../http/documents'
import { messageDocument } from '../http/documents'
import { htmlResponse } from '../http/html-response'
import { isLoopback } from '../info/host-name'
import { judge } from '../options/authorize'
import type { Settings } from '../options/options'
import type { MetricsSource } from './metrics'
import { Metrics } from './metrics'
import type { OtherProcesses } from './other-processes'
import type { ListedSession } from './session-list'
import { listedSession } from './session-list'
import type { SessionLook } from './session-look'
import { lookAt } from './session-look'
import { inviteToWatch } from './session-watch'
import { lookDocument, OPERATOR_CSS, sessionsDocument } from './session-pages'

/** The maximum size of the list's form, which contains one key. */
const MAX_FORM_BYTES = 1000

/** What operators see: metrics and sessions. */
export interface OperationSource extends MetricsSource {
  /** The path of the handler that a host belongs to. */
  pathOf(host: SessionHost): string
}

/** Headers that a proxy adds. A request with one of them comes from another machine, even if the connection does not. */
const FORWARDING_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Serves operators and load balancers below `/-/`. `live` and `ready` answer everybody. `metrics` and `sessions` answer requests that
 * `authorize_metrics` admits. Without that option, `metrics` answers only programs on this machine, and `sessions` answers nobody.
 */
export class OperationRoutes {
  readonly #settings: Settings
  readonly #source: OperationSource
  readonly #node: string
  readonly #others: OtherProcesses | null
  readonly #metrics: Metrics
  readonly #assets = new AssetStore()
  /** The keys of sessions in the operator's list. */
  readonly #keys = new WeakMap<Session, string>()

  /**
   * @param node id of this process
   * @param others the other nodes of a cluster, for the list of sessions, and for metrics if they share a port
   */
  constructor(
    settings: Settings,
    source: OperationSource,
    node: string,
    others: OtherProcesses | null = null,
  ) {
    this.#settings = settings
    this.#source = source
    this.#node = node
    this.#others = others
    this.#metrics = new Metrics(source)
  }

  /** The answer to a probe, which contains nothing secret; null if a request is for something else. */
  probe(request: Request): Response | null {
    switch (this.#nameOf(request)) {
      case 'live':
        return plain(200, 'live')
      case 'ready':
        return this.#source.isDraining() ? plain(503, 'draining') : plain(200, 'ready')
      default:
        return null
    }
  }

  /** The answer to an operator; null if a request is for something else. */
  async fetch(request: Request, client: FetchClient = {}): Promise<Response | null> {
    const name = this.#nameOf(request)
    if (name?.startsWith('assets/'))
      return this.#assets.respond(name.slice('assets/'.length), request.headers)
    if (name !== 'metrics' && name !== 'sessions') return null
    const isPost = request.method === 'POST'
    if (isPost ? name === 'metrics' : request.method !== 'GET' && request.method !== 'HEAD')
      return plain(405, 'Method Not Allowed', { allow: name === 'metrics' ? 'GET, HEAD' : 'GET, HEAD, POST' })
    const refused = await this.#refused(name, request, client)
    if (refused) return refused
    if (name === 'metrics') {
      const others = this.#others?.sharePort ? await this.#others.ask(this.#targetOf(name)) : []
      const { contentType, text } = await this.#metrics.read(others)
      return plain(200, text, { 'content-type': contentType })
    }
    if (isPost) return this.#act(request)
    const key = new URL(request.url).searchParams.get('look')
    return key === null ? this.#list(request) : this.#look(request, key)
  }

  /** The answer to another node, which has already authorized its operator; null if a request is for something else. */
  async fetchForwarded(request: Request): Promise<Response | null> {
    const name = this.#nameOf(request)
    if (name === 'metrics') return Response.json(await this.#metrics.readValues())
    if (name !== 'sessions') return null
    if (request.method !== 'POST') {
      const key = new URL(request.url).searchParams.get('look')
      return Response.json(key === null ? this.#listed() : this.#lookAt(key))
    }
    const form = new URLSearchParams(await request.text())
    const watched = form.get('watch')
    if (watched !== null) return Response.json(this.#pageToWatch(watched))
    this.#end(form.get('close') ?? '')
    return Response.json(null)
  }

  #targetOf(name: string): string {
    return `${this.#settings.path}/-/${name}`
  }

  #nameOf(request: Request): string | null {
    const { pathname } = new URL(request.url)
    const folder = `${this.#settings.path}/-/`
    return pathname.startsWith(folder) ? pathname.slice(folder.length) : null
  }

  async #refused(
    name: 'metrics' | 'sessions',
    request: Request,
    client: FetchClient,
  ): Promise<Response | null> {
    const { authorizeMetrics } = this.#settings
    if (!authorizeMetrics) {
      if (name === 'metrics' && isFromThisMachine(request, client)) return null
      return this.#message(
        403,
        'Forbidden',
        `The option authorize_metrics says who may see this. Without it, ${name === 'metrics' ? 'only programs on the same machine may' : 'nobody may'}.`,
      )
    }
    const asked = documentRequest(request, client, this.#settings)
    const verdict = await judge(authorizeMetrics, asked, this.#settings)
    if (verdict.allowed) return null
    return verdict.response ?? this.#message(401, 'Not authorized', 'You may not see this page.')
  }

  async #list(request: Request): Promise<Response> {
    const others = (await this.#others?.ask(this.#targetOf('sessions'))) ?? []
    const sessions = [this.#listed(), ...(others as ListedSession[][])]
      .flat()
      .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
    if (wantsJson(request)) return uncached({ sessions })
    const from = Math.max(0, Math.trunc(Number(new URL(request.url).searchParams.get('from'))) || 0)
    const listing = { sessions, processes: others.length + 1, from }
    return htmlResponse(200, sessionsDocument(listing, this.#style()), this.#settings)
  }

  /** The page that shows the outputs of one session. */
  async #look(request: Request, key: string): Promise<Response> {
    const owner = this.#ownerOf(key)
    const target = `${this.#targetOf('sessions')}?${new URLSearchParams({ look: key })}`
    const look = owner
      ? ((await this.#others?.get(owner, target)) as SessionLook | null | undefined)
      : this.#lookAt(key)
    if (!look) return this.#message(404, 'Not found', 'This session has ended.')
    if (wantsJson(request)) return uncached({ ...look })
    return htmlResponse(200, lookDocument(look, this.#style()), this.#settings)
  }

  #lookAt(key: string): SessionLook | null {
    const session = this.#find(key)
    return session ? lookAt(key, this.#node, session) : null
  }

  /** The sessions of this process. */
  #listed(): ListedSession[] {
    return this.#living().map((session) => listedSession(this.#keyOf(session), this.#node, session))
  }

  /** Does what a form of the page asks for. A page of another site cannot send the form on an operator's behalf. */
  async #act(request: Request): Promise<Response> {
    if (!isFromOwnPage(request))
      return this.#message(403, 'Forbidden', 'This can only be sent from the list of sessions.')
    if (!(Number(request.headers.get('content-length') ?? Infinity) <= MAX_FORM_BYTES))
      return plain(413, 'Content Too Large')
    const form = new URLSearchParams(await request.text())
    const watched = form.get('watch')
    return watched === null ? this.#close(form.get('close') ?? '') : this.#watch(watched)
  }

  async #close(key: string): Promise<Response> {
    const owner = this.#ownerOf(key)
    if (owner) await this.#sendTo(owner, { close: key })
    else this.#end(key)
    return seeOther('sessions')
  }

  /** Sends the operator to the stand-alone page, which shows the session live. `authorize` decides about them as about everybody. */
  async #watch(key: string): Promise<Response> {
    const owner = this.#ownerOf(key)
    const page = owner ? await this.#sendTo(owner, { watch: key }) : this.#pageToWatch(key)
    if (typeof page !== 'string') return this.#message(404, 'Not found', 'This session has ended.')
    return seeOther(page)
  }

  /** The URL of the page that shows a session of this process to an operator, relative to the list; null if the session has ended. */
  #pageToWatch(key: string): string | null {
    const session = this.#find(key)
    const host = session && this.#source.hosts().find(({ registry }) => registry.get(session.id) === session)
    const id = host && inviteToWatch(session)
    if (!id) return null
    const below = this.#source.pathOf(host).slice(this.#settings.path.length + 1)
    return `../${below}?app=${encodeURIComponent(session.app)}#session=${id}`
  }

  #sendTo(owner: string, form: Readonly<Record<string, string>>): Promise<unknown> | undefined {
    return this.#others?.send(owner, this.#targetOf('sessions'), String(new URLSearchParams(form)))
  }

  #end(key: string): void {
    void this.#find(key)?.close('expired')
  }

  #find(key: string): Session | undefined {
    return this.#living().find((one) => this.#keys.get(one) === key)
  }

  /** The id of the other process to which a key belongs; null if it belongs to this one. */
  #ownerOf(key: string): string | null {
    const [, node = ''] = /^([\w-]+)\./.exec(key) ?? []
    return this.#others && node !== '' && node !== this.#node ? node : null
  }

  #living(): Session[] {
    return this.#source
      .hosts()
      .flatMap((host) => host.registry.list())
      .filter((session) => !session.isClosed)
  }

  #keyOf(session: Session): string {
    let key = this.#keys.get(session)
    if (!key) {
      key = this.#others ? `${this.#node}.${randomToken()}` : randomToken()
      this.#keys.set(session, key)
    }
    return key
  }

  #message(status: number, title: string, text: string): Response {
    return htmlResponse(status, messageDocument(title, text, this.#style()), this.#settings)
  }

  #style(): NoticeStyle {
    return { url: `./assets/${this.#assets.addText('css', OPERATOR_CSS)}` }
  }
}

function wantsJson({ headers }: Request): boolean {
  return headers.get('accept')?.includes('application/json') ?? false
}

function uncached(value: object): Response {
  return Response.json(value, { headers: { 'cache-control': 'no-store' } })
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}

/** Compares only the host. The scheme may differ, because a proxy that terminates TLS does not have to report it. */
function isFromOwnPage({ headers, url }: Request): boolean {
  const origin = headers.get('origin') ?? ''
  const site = headers.get('sec-fetch-site') ?? 'same-origin'
  return site === 'same-origin' && URL.canParse(origin) && new URL(origin).host === new URL(url).host
}

function isFromThisMachine({ headers }: Request, { ip }: FetchClient): boolean {
  return isLoopback(ip?.replace(/^::ffff:/, '')) && !FORWARDING_HEADERS.some((name) => headers.has(name))
}
