import type { SessionRegistry } from '../../engine/session-registry'
import type { FetchHandler } from '../http/fetch-handler'
import type { Settings } from '../options'
import type { OriginPolicy } from '../origin-policy'
import { originPolicy } from '../origin-policy'
import { fileResponse } from './send-file'

/** The bytes of files, below the endpoint (docs/protocol.md, section 10). Who has a file's token may have its bytes. */
export class FileRoutes {
  readonly #path: string
  readonly #allows: OriginPolicy
  readonly #sessions: SessionRegistry

  constructor(settings: Settings, sessions: SessionRegistry) {
    this.#path = `${settings.path}/files/`
    this.#allows = originPolicy(settings)
    this.#sessions = sessions
  }

  readonly fetch: FetchHandler = async (request) => {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith(this.#path)) return null
    if (!this.#allows({ headers: Object.fromEntries(request.headers) })) return plain(403, 'Forbidden')
    const [session = '', token = '', ...rest] = pathname.slice(this.#path.length).split('/')
    if (rest.length > 0) return plain(404, 'Not Found')
    return Promise.resolve(readableBy(request, this.#download(session, token, request)))
  }

  #download(session: string, token: string, request: Request): Response {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return plain(405, 'Method Not Allowed', { allow: 'GET, HEAD' })
    }
    const file = this.#sessions.get(session)?.downloads.find(token)
    return file ? fileResponse(file, request) : plain(404, 'Not Found')
  }
}

/** An origin that gets this far may read the answer. Without credentials: the token is all that counts. */
function readableBy({ headers }: Request, response: Response): Response {
  const origin = headers.get('origin')
  if (origin === null) return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set('vary', 'origin')
  return response
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store', ...headers },
  })
}
