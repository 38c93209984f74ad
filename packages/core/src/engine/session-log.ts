import { SessionException } from '../errors'
import type { Logger } from './logger'
import { readableError } from './tasks/task-failure'

/** A session's log messages, each of which names its application. */
export class SessionLog {
  readonly #logger: Logger
  readonly #app: string

  constructor(logger: Logger, app: string) {
    this.#logger = logger
    this.#app = app
  }

  debug(message: string): void {
    this.#logger.debug(`[webio] application "${this.#app}": ${message}`)
  }

  warn(message: string): void {
    this.#logger.warn(`[webio] application "${this.#app}": ${message}`)
  }

  /** A mistake in the application that does not stop anything. */
  mistake(mistake: Error): void {
    this.#logger.warn(`[webio] application "${this.#app}":`, mistake)
  }

  /** A task of this kind threw. */
  taskFailed(kind: string, error: unknown): void {
    this.#logger.error(`[webio] a ${kind} task of application "${this.#app}" failed:`, error)
  }

  /** An error without further consequences, of an `onchange`, a `validate` or a deferred function. */
  ignored(what: string, thrown: unknown): void {
    const error = readableError(thrown)
    if (error instanceof SessionException) return
    this.#logger.error(`[webio] ${what} failed (application "${this.#app}"):`, error)
  }

  /** A deferred function threw. */
  deferredFailed(thrown: unknown): void {
    const error = readableError(thrown)
    if (error instanceof SessionException)
      this.#logger.error('[webio] a deferred function used the page, but the page has already left:', error)
    else this.ignored('a deferred function', error)
  }
}
