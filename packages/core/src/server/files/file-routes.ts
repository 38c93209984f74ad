import type { SessionRegistry } from '../../engine/host/session-registry'
import type { FetchHandler } from '../fetch'
import type { Settings } from '../options/options'
import type { RequestPolicy } from '../options/request-policy'
import { senderOfRequest } from '../info/request-facts'
import { discard, receivePart, uploadOffset } from './receive-upload'
import { fileResponse } from './send-file'

/** The part of a cluster's other nodes that files need. */
export interface FileNodes {
  /**
   * Forwards a request about a session to the node that has it.
   * @returns null if no other node has it
   */
  fetchFromOwner(session: string, request: Request): Promise<Response | null>
}

interface FileRequest {
  readonly kind: 'files' | 'uploads' | 'cookies'
  readonly session: string
  readonly name: string
}

/** Serves the bytes of files, below the endpoint (docs/protocol.md, section 10). Anybody who has a file's token may read the file. */
export class FileRoutes {
  readonly #path: string
  readonly #policy: RequestPolicy
  readonly #sessions: SessionRegistry
  readonly #keeper: SessionWaiter | null
  readonly #nodes: FileNodes | null

  /**
   * @param others `nodes` forwards requests for files of other nodes; `keeper` knows the sessions that are about to come
   */
  constructor(
    { path }: Pick<Settings, 'path'>,
    policy: RequestPolicy,
    sessions: SessionRegistry,
    {
      keeper = null,
      nodes = null,
    }: { readonly keeper?: SessionWaiter | null; readonly nodes?: FileNodes | null } = {},
  ) {
    this.#path = `${path}/`
    this.#policy = policy
    this.#sessions = sessions
    this.#keeper = keeper
    this.#nodes = nodes
  }

  readonly fetch: FetchHandler = async (request, client) => {
    const asked = this.#parse(request)
    if (!asked) return null
    const refused = this.#policy.forPage(senderOfRequest(request, client))
    if (refused) return refuse(request, 403, refused.message)
    if (request.method === 'OPTIONS') return preflight(request)
    const forwarded = this.#sessions.get(asked.session)
      ? null
      : await this.#nodes?.fetchFromOwner(asked.session, request)
    if (forwarded) return forwarded
    // A browser may ask the new process for a file before the page resumes its session.
    if ((await this.#keeper?.await(asked.session)) === 'coming')
      return readableBy(request, await notYet(request))
    return this.#answer(asked, request)
  }

  /** The answer to a request that another node has checked and forwarded. */
  async fetchForwarded(request: Request): Promise<Response> {
    const asked = this.#parse(request)
    return asked ? this.#answer(asked, request) : refuse(request, 404, 'Not Found')
  }

  #parse({ url }: Request): FileRequest | null {
    const { pathname } = new URL(url)
    if (!pathname.startsWith(this.#path)) return null
    const [kind, session, token = '', ...rest] = pathname.slice(this.#path.length).split('/')
    if ((kind !== 'files' && kind !== 'uploads' && kind !== 'cookies') || session === undefined) return null
    return { kind, session, name: rest.length === 0 ? token : '' }
  }

  async #answer({ kind, session, name }: FileRequest, request: Request): Promise<Response> {
    if (kind === 'cookies') return this.#setCookie(session, name, request)
    const answer =
      kind === 'files' ? this.#download(session, name, request) : this.#upload(session, name, request)
    return readableBy(request, await answer)
  }

  /** Rule A1. Only a page of the same origin gets a cookie, and only once. */
  async #setCookie(session: string, token: string, request: Request): Promise<Response> {
    if (request.method !== 'POST') return refuse(request, 405, 'Method Not Allowed', { allow: 'POST' })
    if (!isOfSameOrigin(request)) return refuse(request, 403, 'Forbidden')
    const cookie = this.#sessions.get(session)?.cookies.take(token)
    if (!cookie) return refuse(request, 404, 'Not Found')
    await discard(request.body)
    const isSecure = request.headers.get('origin')?.startsWith('https:') ?? false
    const headers = { 'set-cookie': isSecure ? `${cookie}; Secure` : cookie, 'cache-control': 'no-store' }
    return new Response(null, { status: 204, headers })
  }

  async #download(session: string, token: string, request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(request, 405, 'Method Not Allowed', { allow: 'GET, HEAD' })
    }
    const file = this.#sessions.get(session)?.files.downloads.find(token)
    return file ? fileResponse(file, request) : refuse(request, 404, 'Not Found')
  }

  async #upload(session: string, token: string, request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'POST') {
      return refuse(request, 405, 'Method Not Allowed', { allow: 'GET, POST' })
    }
    const upload = this.#sessions.get(session)?.files.uploads.find(token)
    if (!upload) return refuse(request, 404, 'Not Found')
    return request.method === 'GET' ? uploadOffset(upload) : receivePart(upload, request)
  }
}

/** Tells whether a session that is not here is about to come. */
interface SessionWaiter {
  await(session: string): Promise<'here' | 'coming' | 'gone'>
}

function notYet(request: Request): Promise<Response> {
  return refuse(request, 503, 'The session has not come back yet.', { 'retry-after': '1' })
}

/** Browsers send Sec-Fetch-Site. Older ones send Origin, whose host must equal the requested host. */
function isOfSameOrigin({ headers }: Request): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  return origin !== null && URL.canParse(origin) && new URL(origin).host === headers.get('host')
}

/** Refused origins do not get this far, so this one may read the response. It needs no credentials: only the token counts. */
function readableBy({ headers }: Request, response: Response): Response {
  const origin = headers.get('origin')
  if (origin === null) return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set('vary', 'origin')
  return response
}

/** Browsers send this preflight before a page of another origin may watch the progress of an upload. */
function preflight(request: Request): Response {
  const headers = {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type, range',
    'access-control-max-age': '86400',
  }
  return readableBy(request, new Response(null, { status: 204, headers }))
}

async function refuse(
  request: Request,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  await discard(request.body)
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store', ...headers },
  })
}
