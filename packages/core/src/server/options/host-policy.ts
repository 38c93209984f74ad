import type { Sender } from '../info/request-facts'
import { forwardedOr } from '../info/request-facts'
import { hostNameOf, isSafeHostName } from '../info/host-name'
import { globMatcher } from './glob'
import type { Settings } from './options'

/** Tells whether the server answers to the host name in a request. */
export type HostPolicy = (sender: Sender) => boolean

/**
 * Creates the rule against DNS rebinding: if a web site's name suddenly resolves to this machine, browsers treat this server as part of that site.
 * IP addresses and `localhost` cannot be redirected, so they always pass.
 */
export function hostPolicy({
  allowedHosts,
  tunnelHosts,
  trustProxy,
}: Pick<Settings, 'allowedHosts' | 'tunnelHosts' | 'trustProxy'>): HostPolicy {
  if (allowedHosts === null) return () => true
  const tests = allowedHosts.map(hostMatcher)
  return (sender) => {
    const host = forwardedOr(sender, 'x-forwarded-host', sender.headers.host, trustProxy)
    // Browsers always send the host.
    if (host === '') return true
    const name = hostNameOf(host)
    if (name === null) return false
    return isSafeHostName(name) || tunnelHosts.has(name) || tests.some((test) => test(name))
  }
}

/** `.example.com` matches `example.com` and all its subdomains; for other patterns, see `globMatcher`. */
function hostMatcher(pattern: string): (name: string) => boolean {
  if (!pattern.startsWith('.')) return globMatcher(pattern)
  const below = globMatcher(`*${pattern}`)
  const itself = globMatcher(pattern.slice(1))
  return (name) => itself(name) || below(name)
}

/** The hosts of some patterns of origins. */
export function hostsOf(origins: readonly string[]): string[] {
  return origins.map((origin) => {
    const host = origin.slice(origin.indexOf('://') + (origin.includes('://') ? 3 : 0))
    return host.replace(/:[^:\]]*$/, '')
  })
}
