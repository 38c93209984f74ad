import type { Sender } from '../info/request-facts'
import { forwardedOr } from '../info/request-facts'
import type { TrustProxy } from '../info/trust-proxy'
import { globMatcher } from './glob'
import type { Settings } from './options'

/** Longer than any origin. */
const LONGEST_ORIGIN = 300

/** Says whether the page that sends a request may use the server. */
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
    const { origin } = sender.headers
    if (origin === undefined) return true
    if (origin.length > LONGEST_ORIGIN) return false
    if (isOwn(origin, sender, trustProxy)) return true
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

/** The scheme that the browser used; undefined if it is not known, since a proxy may have ended TLS. */
function schemeOf(sender: Sender, trustProxy: TrustProxy): 'http:' | 'https:' | undefined {
  const told = forwardedOr(sender, 'x-forwarded-proto', undefined, trustProxy).toLowerCase()
  if (told === 'http' || told === 'https') return `${told}:`
  return sender.encrypted ? 'https:' : undefined
}

/** Says whether an origin fits one of some patterns, see `globMatcher`. `*` alone fits all. */
export function originMatcher(patterns: readonly string[]): (origin: string) => boolean {
  if (patterns.includes('*')) return () => true
  const tests = patterns.map(globMatcher)
  return (origin) => origin.length <= LONGEST_ORIGIN && tests.some((test) => test(origin))
}
