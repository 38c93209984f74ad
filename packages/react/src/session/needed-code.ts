import type { PageTransportFactory, Scheduler, ServerMessage } from '@webio/core/protocol'
import { pageCodeFor } from '@webio/core/protocol'
import type { CodePart } from './later-code'

/** Commands wait for code no longer than this. After that, what needs the code appears once it is loaded. */
const LONGEST_WAIT_MS = 3000

/**
 * Loads the code that the commands of a session need, and delays the commands until it is there: outputs that arrive together appear together. An
 * output that came later would move those below it.
 */
export class NeededCode {
  #missing: CodePart[]
  readonly #whenIdle: ((work: () => void) => void) | undefined
  #hasRun = false
  #loading: Promise<unknown> | null = null

  /**
   * @param whenIdle schedules the load of what the session has not needed yet, after its first commands. Without it, that is loaded when the page
   *   connects. Rare parts are loaded only when a session needs them
   */
  constructor(parts: readonly CodePart[], whenIdle?: (work: () => void) => void) {
    this.#missing = [...parts]
    this.#whenIdle = whenIdle
  }

  /** Wraps a factory to read what its transports bring. */
  watch(connect: PageTransportFactory): PageTransportFactory {
    return (handshake, listener) => {
      if (!this.#whenIdle) this.#loadRest()
      return connect(handshake, {
        ...listener,
        message: (message) => {
          this.#read(message)
          listener.message(message)
        },
      })
    }
  }

  /** Wraps a scheduler: its work waits for code that is being loaded. */
  delay(schedule: Scheduler): Scheduler {
    return (work) => {
      let isWithdrawn = false
      let withdraw = (): void => {}
      const begin = (): void => {
        if (isWithdrawn) return
        if (this.#loading) void this.#loading.then(begin)
        else withdraw = schedule(() => (this.#loading ? begin() : this.#run(work)))
      }
      begin()
      return () => {
        isWithdrawn = true
        withdraw()
      }
    }
  }

  #run(work: () => void): void {
    work()
    if (!this.#hasRun) this.#whenIdle?.(() => this.#loadRest())
    this.#hasRun = true
  }

  #loadRest(): void {
    for (const { code, isRare } of this.#missing) if (!isRare) code.preload()
  }

  #read(message: ServerMessage): void {
    this.#missing = this.#missing.filter(({ code }) => code.get() === null)
    if (this.#missing.length === 0) return
    const wanted = pageCodeFor(message)
    const needed = this.#missing.filter((part) => part.of.some((code) => wanted.has(code)))
    if (needed.length === 0) return
    this.#missing = this.#missing.filter((part) => !needed.includes(part))
    const loading = this.#wait([this.#loading, ...needed.map(({ code }) => code.load())])
    this.#loading = loading
    void loading.then(() => {
      if (this.#loading === loading) this.#loading = null
    })
  }

  #wait(loads: readonly unknown[]): Promise<unknown> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise((resolve) => (timer = setTimeout(resolve, LONGEST_WAIT_MS)))
    return Promise.race([Promise.all(loads), late]).finally(() => clearTimeout(timer))
  }
}
