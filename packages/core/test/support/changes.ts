/** Milliseconds after which a wait fails with its own message, before the test's timeout does. */
const PATIENCE_MS = 8000

/** Lets a test wait for a condition that holds after one of many events. */
export class Changes {
  readonly #waiting = new Set<() => void>()

  /** Reports an event: waiters check their condition again. */
  changed(): void {
    for (const look of [...this.#waiting]) look()
  }

  /**
   * Waits until a condition holds.
   * @param what names the condition, for the message
   */
  until(holds: () => boolean, what: string): Promise<void> {
    if (holds()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(`${what}: it has not come.`))
      }, PATIENCE_MS)
      const look = (): void => {
        if (!holds()) return
        end()
        resolve()
      }
      this.#waiting.add(look)
    })
  }
}
