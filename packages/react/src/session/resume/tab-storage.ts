/**
 * The tab's storage, which lives through a reload. Where there is none (blocked, full, no browser) nothing is kept and nothing
 * fails.
 */
export const tabStorage = {
  /** The JSON value under `key`; null where there is none. */
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
      // Full or forbidden: the page works, without resuming after a reload.
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
