import { sharedByCopies } from '../shared-by-copies'
import { stableJson } from '../stable-json'

/** What distinguishes one component from another, in one tab and across a reload. */
export interface ComponentPlace {
  readonly endpoint: string
  readonly app: string
  readonly params?: unknown
  /** Distinguishes components that are otherwise alike. Without it, their order counts. */
  readonly resumeKey?: string | undefined
  /** A session of somebody else that the component shows. */
  readonly view?: object | undefined
}

const taken = sharedByCopies('places', () => new Set<string>())

/**
 * Takes the storage key of a component for its lifetime. A different URL of the page or different parameters mean a different key: only a reload
 * finds the same key. Among components that are alike, the first one to mount gets the first key, after a reload too.
 */
export function takePlace(place: ComponentPlace): { readonly key: string; release(): void } {
  const stem = firstKeyOf(place)
  let key = stem
  for (let occurrence = 1; taken.has(key); occurrence++) key = `${stem}|${occurrence}`
  taken.add(key)
  return { key, release: () => void taken.delete(key) }
}

/** The storage key of the first component on the page that is alike. */
export function firstKeyOf({ endpoint, app, resumeKey = '', params = {}, view }: ComponentPlace): string {
  const address = location.pathname + location.search
  const shown = view ? [stableJson(view)] : []
  return ['webio', address, endpoint, app, resumeKey, stableJson(params), ...shown].join('|')
}
