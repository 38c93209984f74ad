/**
 * The tab's storage, which survives a reload. If there is none (blocked, full, no browser), nothing is stored and nothing
 * fails.
 */
export const tabStorage = {
  /** The JSON value under `key`; null if there is none. */
  read(key: string): unknown {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? 'null')
    } catch {
      return null
    }
  },

  write(key: string, value: unknown): void {
    try {
      sessionStorage.setItem(key, JSON.stringify(value))
    } catch {
      // Full or forbidden: the page works, but cannot resume after a reload.
    }
  },

  remove(key: string): void {
    try {
      sessionStorage.removeItem(key)
    } catch {
      // Forbidden: there is nothing to remove.
    }
  },
}
