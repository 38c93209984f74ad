import { isThenable } from '../../engine/tasks/is-thenable'
import type { Sender } from '../info/request-facts'
import { forwardedOr } from '../info/request-facts'
import type { TrustProxy } from '../info/trust-proxy'
import { globMatcher } from './glob'
import type { Settings } from './options'

/** Longer than any origin. */
const LONGEST_ORIGIN = 300

/** Tells whether the page that sends a request may use the server. */
export type OriginPolicy = (sender: Sender) => boolean

/**
 * Creates the rule for requests for the socket and for files (rules H3, F2). It admits the server's own origin, origins that the author allowed, and
 * requests without Origin, which do not come from a browser.
 */
export function originPolicy({
  allowedOrigins,
  checkOrigin,
  trustProxy,
  logger,
}: Pick<Settings, 'allowedOrigins' | 'checkOrigin' | 'trustProxy' | 'logger'>): OriginPolicy {
  const isAllowed = originMatcher(allowedOrigins)
  return (sender) => {
    const { origin } = sender.headers
    if (origin === undefined) return true
    if (origin.length > LONGEST_ORIGIN) return false
    if (isOwn(origin, sender, trustProxy)) return true
    if (!checkOrigin) return isAllowed(origin)
    try {
      const verdict: unknown = checkOrigin(origin)
      if (typeof verdict === 'boolean') return verdict
      if (isThenable(verdict)) verdict.then(undefined, () => {})
      const what = isThenable(verdict) ? 'a promise' : String(verdict)
      logger.error(`[webio] check_origin must return true or false, not ${what}, so the request was refused.`)
      return false
    } catch (error) {
      logger.error('[webio] check_origin threw, so the request was refused:', error)
      return false
    }
  }
}

/** Hosts are compared in the form of the origin's scheme: `http://a:80` equals `http://a`. */
function isOwn(origin: string, sender: Sender, trustProxy: TrustProxy): boolean {
  if (!URL.canParse(origin)) return false
  const own = new URL(origin)
  const scheme = schemeOf(sender, trustProxy)
  const isKnown = own.protocol === 'https:' || own.protocol === 'http:'
  if (!isKnown || own.origin !== origin.toLowerCase() || (scheme && scheme !== own.protocol)) return false
  const host = forwardedOr(sender, 'x-forwarded-host', sender.headers.host, trustProxy)
  const asOrigin = `${own.protocol}//${host}`
  return own.host !== '' && URL.canParse(asOrigin) && new URL(asOrigin).host === own.host
}

/** The scheme that the browser used; undefined if it is unknown, because a proxy may have ended TLS. */
function schemeOf(sender: Sender, trustProxy: TrustProxy): 'http:' | 'https:' | undefined {
  const told = forwardedOr(sender, 'x-forwarded-proto', undefined, trustProxy).toLowerCase()
  if (told === 'http' || told === 'https') return `${told}:`
  return sender.encrypted ? 'https:' : undefined
}

/** Tells whether an origin matches one of the patterns, see `globMatcher`. `*` alone matches all. */
export function originMatcher(patterns: readonly string[]): (origin: string) => boolean {
  if (patterns.includes('*')) return () => true
  const tests = patterns.map(globMatcher)
  return (origin) => origin.length <= LONGEST_ORIGIN && tests.some((test) => test(origin))
}
