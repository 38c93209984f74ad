import process from 'node:process'
import { provideFallbackContext, withdrawFallbackContext } from '../../engine/tasks/context-store'
import type { Logger } from '../../engine/logger'
import { ROOT_FRAME } from '../../engine/tasks/scope-stack'
import type { Session } from '../../engine/session'
import type { TaskContext } from '../../engine/task-context'
import { checkServerOptions, settingsOf } from '../options/check-options'
import type { WebIOHandler } from '../handler'
import { createHandler } from '../handler'
import type { WebIOServer } from '../serve'
import { standAlone, serve } from '../serve'

/** How a script connects with its page. */
export interface ScriptOptions {
  /** Settles when the script has ended; rejects with its error. */
  readonly ended: Promise<unknown>
  /** 0 picks a free one. */
  readonly port: number
  readonly host: string | undefined
  readonly openBrowser: boolean
  /** Called when the page can be reached. */
  readonly listening?: (server: WebIOServer) => void
  /** The message for the person if the page cannot be served. @default the error's message */
  readonly explain?: (error: unknown) => string | undefined
}

/** How long the session waits for its page after a reload or a drop. After that, the page counts as closed. */
const RECONNECT_SECONDS = 5

const APP = 'index'

/** One script per process, for all copies of this package. */
const STARTED = Symbol.for('@webio/core/script-mode/1')

type Global = { [STARTED]?: ScriptMode }

/**
 * A process that is one session: code outside any task can use the page. The session begins with the first call of an API function, so a script
 * without such a call opens nothing.
 */
export class ScriptMode {
  readonly #options: ScriptOptions
  #context: TaskContext | null = null

  private constructor(options: ScriptOptions) {
    this.#options = options
  }

  /** Puts this process into script mode, unless it already is. */
  static enter(options: ScriptOptions): ScriptMode {
    const global = globalThis as Global
    if (!global[STARTED]) {
      const mode = new ScriptMode(options)
      provideFallbackContext('script', () => (mode.#context ??= mode.#begin()))
      global[STARTED] = mode
    }
    return global[STARTED]
  }

  /** Tells whether this process is in script mode. */
  static get isOn(): boolean {
    return (globalThis as Global)[STARTED] !== undefined
  }

  /** The loaded file is not a script: from now on, code outside any task has no session. */
  leave(): void {
    if (!this.hasBegun) withdrawFallbackContext('script')
  }

  /** The script has used its page. */
  get hasBegun(): boolean {
    return this.#context !== null
  }

  #begin(): TaskContext {
    const settings = settingsOf(
      checkServerOptions('script', { debug: true, max_sessions: 1, reconnect_timeout: RECONNECT_SECONDS }),
      '',
      true,
      'localhost', // A script is only for the person who started it, on any port.
    )
    const handler = createHandler('script', { [APP]: () => {} }, settings)
    const session = handler.host.prepare(APP)
    const task = session.tasks.make('main', session.tasks.paths.main)
    void session.tasks.run('main', () => this.#untilShown(session), task)
    void this.#serve(handler, session, settings.logger)
    return { session, task, path: task.path, scope: ROOT_FRAME, change: null }
  }

  /** The script's task lasts until the script has ended and a page has received all outputs. Throws the script's error. */
  async #untilShown(session: Session): Promise<void> {
    const { ended } = this.#options
    await Promise.allSettled([ended])
    await session.view.flushed()
    await ended
  }

  async #serve(handler: WebIOHandler, session: Session, logger: Logger): Promise<void> {
    try {
      const { port, host, openBrowser, listening } = this.#options
      const server = await serve(standAlone(handler), { caller: 'script', port, host, logger, openBrowser })
      listening?.(server)
      await session.whenClosed()
      const { state } = session
      await session.close('left') // The session has ended, but its deferred functions may still be running.
      await server.close()
      // A person who closes the page wants the script to end, even if it is waiting.
      if (state.name === 'closed' && state.reason !== 'finished') process.exit()
    } catch (error) {
      logger.error(`[webio] ${this.#options.explain?.(error) ?? (error as Error).message}`)
      process.exit(1)
    }
  }
}
