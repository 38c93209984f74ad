import type { RawValue } from '../../protocol/input-spec'

interface Ask<Verdict> {
  readonly key: string
  readonly run: () => Promise<Verdict>
  readonly settle: (verdict: Verdict) => void
}

/**
 * Runs the author's check of one field for one value at a time. While a check runs, the newest value waits and replaces an older one.
 */
export class ValueChecks<Verdict> {
  #running: { readonly key: string; readonly verdict: Promise<Verdict> } | null = null
  #next: Ask<Verdict> | null = null

  /**
   * Checks a value. A value that is being checked is not checked again.
   * @param run must never reject
   * @returns the verdict; stays pending if a newer value replaces this one
   */
  ask(value: RawValue, run: () => Promise<Verdict>): Promise<Verdict> {
    const key = JSON.stringify(value)
    if (!this.#running) return this.#start(key, run)
    if (this.#running.key === key) {
      this.#next = null
      return this.#running.verdict
    }
    return new Promise((settle) => {
      this.#next = { key, run, settle }
    })
  }

  #start(key: string, run: () => Promise<Verdict>): Promise<Verdict> {
    const verdict = run()
    this.#running = { key, verdict }
    void verdict.then(() => {
      this.#running = null
      const next = this.#next
      this.#next = null
      if (next) void this.#start(next.key, next.run).then(next.settle)
    })
    return verdict
  }
}
