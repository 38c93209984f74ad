import type { Settings } from './options'
import type { Sender } from '../info/request-facts'
import { forwardedOr } from '../info/request-facts'

/** Says whether a page of some other site may connect. */
export type OriginPolicy = (sender: Sender) => boolean

/**
 * Makes the rule that requests for the socket and for files must pass (rules H3, F2): the server's own origin may, an origin that the author
 * allowed may, and so may a request without Origin, since that comes from no browser.
 */
export function originPolicy({
  allowedOrigins,
  checkOrigin,
  trustProxy,
  logger,
}: Pick<Settings, 'allowedOrigins' | 'checkOrigin' | 'trustProxy' | 'logger'>): OriginPolicy {
  const isAllowed = originMatcher(allowedOrigins)
  return (sender) => {
    const { origin, host } = sender.headers
    if (origin === undefined) return true
    if (isSameHost(origin, forwardedOr(sender, 'x-forwarded-host', host, trustProxy))) return true
    if (!checkOrigin) return isAllowed(origin)
    try {
      return checkOrigin(origin) === true
    } catch (error) {
      logger.error('[webio] check_origin threw, so the request was refused:', error)
      return false
    }
  }
}

/** Hosts are compared as the origin's scheme writes them: `http://a:80` is `http://a`. */
function isSameHost(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false
  const own = new URL(origin)
  const asOrigin = `${own.protocol}//${host}`
  return own.host !== '' && URL.canParse(asOrigin) && new URL(asOrigin).host === own.host
}

/** Says whether an origin fits one of some patterns: `*`, `?`, `[seq]` and `[!seq]` are wildcards for the whole of it. */
export function originMatcher(patterns: readonly string[]): (origin: string) => boolean {
  const expressions = patterns.map(wildcardPattern)
  return (origin) => expressions.some((expression) => expression.test(origin))
}

/** A shell pattern as a regular expression for the whole text: `*`, `?`, `[seq]`, `[!seq]`. */
function wildcardPattern(pattern: string): RegExp {
  const source = pattern.replace(
    /\[(!?)([^\]]+)\]|[\s\S]/g,
    (part, not: string | undefined, seq: string | undefined) => {
      if (seq !== undefined) return `[${not ? '^' : ''}${seq.replace(/[\\\]^[]/g, '\\$&')}]`
      if (part === '*') return '.*'
      return part === '?' ? '.' : part.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
    },
  )
  return new RegExp(`^${source}$`, 'i')
}
