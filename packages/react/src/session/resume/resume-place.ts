/** What tells one component from another, in one tab and across a reload. */
export interface ComponentPlace {
  readonly endpoint: string
  readonly app: string
  /** Names the component where two are alike; otherwise their order counts. */
  readonly resumeKey?: string | undefined
}

const taken = new Set<string>()

/**
 * Takes the storage key of a component for as long as it lives. Of components that are alike, the first one mounted gets the first
 * key, also after a reload.
 */
export function takePlace(place: ComponentPlace): { readonly key: string; release(): void } {
  const stem = ['webio', location.pathname, place.endpoint, place.app, place.resumeKey ?? ''].join('|')
  let key = stem
  for (let occurrence = 1; taken.has(key); occurrence++) key = `${stem}|${occurrence}`
  taken.add(key)
  return { key, release: () => void taken.delete(key) }
}
