import type { ClusterBus } from '../../engine/cluster/cluster-bus'

/** How a process joins others: with the URL of a Redis or Postgres server, or with a bus. */
export type ClusterOption = string | ClusterBus

/** Tells whether a text is the URL of a server that can join processes. */
export function isClusterUrl(text: string): boolean {
  return /^(rediss?|postgres(ql)?):\/\/./.test(text) && URL.canParse(text)
}

/** Tells whether a value has the methods of a bus. */
export function isClusterBus(value: unknown): value is ClusterBus {
  if (typeof value !== 'object' || value === null) return false
  const bus = value as Record<string, unknown>
  const methods = ['join', 'members', 'publish', 'subscribe', 'close']
  return methods.every((name) => typeof bus[name] === 'function') && typeof bus['directory'] === 'object'
}
