import type { Logger } from '../../engine/logger'
import type { Json } from '../../protocol/json'

/** Who asks: a page that connects, or a browser that wants the page itself. */
export interface AuthorizeRequest {
  readonly url: string
  /** By lower-cased name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** What `<WebIOApp auth>` gave. Undefined for a request for the page. */
  readonly auth: Json | undefined
  /** Address of the peer; empty where it is not known. */
  readonly ip: string
}

/**
 * Decides who may have a session. What it returns is kept in `info.user`; null, undefined and false refuse. Runs for the
 * stand-alone page and for every connection, so again when a page takes its session up after a drop: only the same user (compared as
 * JSON) gets it back.
 */
export type Authorize = (request: AuthorizeRequest) => unknown

/** Who asked, where they may come in. */
export type Verdict = { readonly allowed: true; readonly user: unknown } | { readonly allowed: false }

const REFUSED: Verdict = { allowed: false }

/** Asks `authorize`. One that throws or rejects lets nobody in; that is logged. Never rejects. */
export async function judge(
  authorize: Authorize | undefined,
  request: AuthorizeRequest,
  logger: Logger,
): Promise<Verdict> {
  if (!authorize) return { allowed: true, user: null }
  try {
    const user: unknown = await authorize(request)
    return user === null || user === undefined || user === false ? REFUSED : { allowed: true, user }
  } catch (error) {
    logger.error('[webio] authorize threw, so the request was refused:', error)
    return REFUSED
  }
}
