import { stableJson } from '../stable-json'

/** What tells one component from another, in one tab and across a reload. */
export interface ComponentPlace {
  readonly endpoint: string
  readonly app: string
  readonly params?: unknown
  /** Names the component where two are alike; otherwise their order counts. */
  readonly resumeKey?: string | undefined
}

const taken = new Set<string>()

/**
 * Takes the storage key of a component for as long as it lives. Another address of the page is another place, and so are other parameters: only a
 * reload finds the same key. Of components that are alike, the first one mounted gets the first
 * key, also after a reload.
 */
export function takePlace(place: ComponentPlace): { readonly key: string; release(): void } {
  const { endpoint, app, resumeKey = '', params = {} } = place
  const address = location.pathname + location.search
  const stem = ['webio', address, endpoint, app, resumeKey, stableJson(params)].join('|')
  let key = stem
  for (let occurrence = 1; taken.has(key); occurrence++) key = `${stem}|${occurrence}`
  taken.add(key)
  return { key, release: () => void taken.delete(key) }
}
