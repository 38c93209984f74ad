import type { Logger } from '../../engine/logger'

const MINUTE_MS = 60_000
/** Strangers control the contents of refusals, so refusals must not fill the memory or the log. */
const MOST_LINES = 1000

/** Logs refusals: each line at most once a minute, and at most 1,000 different lines. */
export class RefusalLog {
  readonly #logger: Logger
  readonly #lines = new Set<string>()
  #since = -Infinity

  constructor(logger: Logger) {
    this.#logger = logger
  }

  warn(line: string): void {
    const now = performance.now()
    if (now - this.#since >= MINUTE_MS) {
      this.#lines.clear()
      this.#since = now
    }
    if (this.#lines.has(line) || this.#lines.size >= MOST_LINES) return
    this.#lines.add(line)
    this.#logger.warn(line)
  }
}
