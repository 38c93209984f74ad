/** Parts of the code that are being loaded: what needs them is not in the document yet, or only in a simpler form. */
const loads = new Set<Promise<unknown>>()

/** Counts a load as pending until it has ended, in whatever way. */
export function trackLoad<T>(load: Promise<T>): Promise<T> {
  loads.add(load)
  const end = (): void => void loads.delete(load)
  load.then(end, end)
  return load
}

/** Resolves when all that is being loaded now has been, or could not be; null where nothing is. */
export function pendingLoads(): Promise<unknown> | null {
  return loads.size > 0 ? Promise.allSettled(loads) : null
}
