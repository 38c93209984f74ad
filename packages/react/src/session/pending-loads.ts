/** Parts of the code that are being loaded. What needs them is missing in the document, or in it in a simpler form. */
const loads = new Set<Promise<unknown>>()

/** Counts a load as pending until it ends, in success or failure. */
export function trackLoad(load: Promise<unknown>): void {
  loads.add(load)
  const end = (): void => void loads.delete(load)
  load.then(end, end)
}

/** Resolves when everything that is being loaded now has ended, in success or failure; null if nothing is being loaded. */
export function pendingLoads(): Promise<unknown> | null {
  return loads.size > 0 ? Promise.allSettled(loads) : null
}
