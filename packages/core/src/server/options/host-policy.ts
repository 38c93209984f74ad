import type { Sender } from '../info/request-facts'
import { forwardedOr } from '../info/request-facts'
import { hostNameOf, isSafeHostName } from '../info/host-name'
import { globMatcher } from './glob'
import type { Settings } from './options'

/** Says whether the server answers to the name by which a request calls it. */
export type HostPolicy = (sender: Sender) => boolean

/**
 * Makes the rule against DNS rebinding: a web site whose name suddenly resolves to this machine would have its visitors' browsers take this
 * server for the site's own. Addresses and `localhost` cannot be pointed anywhere else, so they always pass.
 */
export function hostPolicy({
  allowedHosts,
  trustProxy,
}: Pick<Settings, 'allowedHosts' | 'trustProxy'>): HostPolicy {
  if (allowedHosts === null) return () => true
  const tests = allowedHosts.map(hostMatcher)
  return (sender) => {
    const host = forwardedOr(sender, 'x-forwarded-host', sender.headers.host, trustProxy)
    // Browsers always name the host.
    if (host === '') return true
    const name = hostNameOf(host)
    return name !== null && (isSafeHostName(name) || tests.some((test) => test(name)))
  }
}

/** `.example.com` stands for `example.com` and all below it; else see `globMatcher`. */
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
