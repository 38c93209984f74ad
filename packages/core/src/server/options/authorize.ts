import type { Logger } from '../../engine/logger'
import type { Json, JsonObject } from '../../protocol/json'
import type { RefusalLog } from '../process/refusal-log'

/** Who asks: a page that connects, or a browser that wants the page itself or a file of `static_dir`. */
export interface AuthorizeRequest {
  readonly url: string
  /** By lower-cased name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** What `<WebIOApp auth>` gave. Undefined if a browser asks for a document or a file. */
  readonly auth: Json | undefined
  /** Address of the browser; empty if it is not known. */
  readonly ip: string
  /** Name of the application. Undefined for the list of applications and for files. */
  readonly app: string | undefined
  /** The parameters of the task: of a document those in its query. */
  readonly params: JsonObject
}

/**
 * Decides who may have a session. What it returns is kept in `info.user`; null, undefined and false refuse. A `Response` refuses, too, and
 * is the answer to the request for a document: a redirect to a login. Runs for the stand-alone page, for every file of `static_dir`, and for
 * every connection, so again when a page takes its session up after a drop: only the same user (compared as JSON) gets it back.
 */
export type Authorize = (request: AuthorizeRequest) => unknown

/** Who asked, if they may come in; else what to answer, if `authorize` says so. */
export type Verdict =
  | { readonly allowed: true; readonly user: unknown }
  | { readonly allowed: false; readonly response: Response | null }

const REFUSED: Verdict = { allowed: false, response: null }

/** Asks `authorize`. If it throws or rejects, it lets nobody in, and that is logged. Refusals are logged. Never rejects. */
export async function judge(
  authorize: Authorize | undefined,
  request: AuthorizeRequest,
  { logger, refusals }: { readonly logger: Logger; readonly refusals: RefusalLog },
): Promise<Verdict> {
  if (!authorize) return { allowed: true, user: null }
  try {
    const user: unknown = await authorize(request)
    const isRefused = user === null || user === undefined || user === false
    if (!isRefused && !(user instanceof Response)) return { allowed: true, user }
    refusals.warn(`[webio] authorize refused ${request.ip || 'a request of unknown address'}.`)
    return user instanceof Response ? { allowed: false, response: user } : REFUSED
  } catch (error) {
    logger.error('[webio] authorize threw, so the request was refused:', error)
    return REFUSED
  }
}
