import type { Logger } from '../../engine/logger'
import type { Json, JsonObject } from '../../protocol/json'
import type { RefusalLog } from '../process/refusal-log'

/** The request to authorize: from a page that connects, or from a browser that loads the page or a file of `static_dir`. */
export interface AuthorizeRequest {
  readonly url: string
  /** By lower-cased name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The value of `<WebIOApp auth>`. Undefined if a browser requests a document or a file. */
  readonly auth: Json | undefined
  /** Address of the browser; empty if unknown. */
  readonly ip: string
  /** Name of the application. Undefined for the list of applications and for files. */
  readonly app: string | undefined
  /** The parameters of the task; for a document, those in its query. */
  readonly params: JsonObject
}

/**
 * Decides who may start a session. Its result is stored in `info.user`; null, undefined and false refuse. A `Response` also refuses, and answers the
 * request for a document, for example with a redirect to a login. It runs for the stand-alone page, for every file of `static_dir`, and for every
 * connection, including when a page resumes its session after a drop: only the same user (compared as JSON) can resume it.
 */
export type Authorize = (request: AuthorizeRequest) => unknown

/** The user, if admitted; otherwise the response of `authorize`, if it returned one. */
export type Verdict =
  | { readonly allowed: true; readonly user: unknown }
  | { readonly allowed: false; readonly response: Response | null }

const REFUSED: Verdict = { allowed: false, response: null }

/** Calls `authorize`. If it throws or rejects, the request is refused and the error is logged. Refusals are logged. Never rejects. */
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
    refusals.warn(`[webio] authorize refused ${request.ip || 'a request from an unknown address'}.`)
    return user instanceof Response ? { allowed: false, response: user } : REFUSED
  } catch (error) {
    logger.error('[webio] authorize threw, so the request was refused:', error)
    return REFUSED
  }
}
