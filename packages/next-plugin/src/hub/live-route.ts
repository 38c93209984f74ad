import type { Applications, HandlerOptions, WebIOHandler } from '@webio/core/server'

/** The result of one evaluation of the route module. */
export interface RouteDefinition {
  readonly applications: Applications
  readonly options: Omit<HandlerOptions, 'path'>
  /**
   * Creates the handler that all later evaluations share.
   * @param current the result of the last evaluation
   */
  createHandler(current: () => RouteDefinition): WebIOHandler
  /** Applications with the same names, each of which only shows the message. */
  brokenApplications(message: string): Applications
}

/**
 * The route of a process. Its handler and all sessions outlive any number of evaluations of the route module. New sessions run the code of the last
 * evaluation.
 */
export class LiveRoute {
  #definition: RouteDefinition
  #handler: WebIOHandler | null = null
  /** The options with which the handler was created. */
  #madeOf: RouteDefinition | null = null
  #broken = false

  constructor(definition: RouteDefinition) {
    this.#definition = definition
  }

  get definition(): RouteDefinition {
    return this.#definition
  }

  /** The handler, if it has been needed. */
  get existingHandler(): WebIOHandler | null {
    return this.#handler
  }

  /** Created on first use: processes that never serve anything also evaluate the route module. */
  get handler(): WebIOHandler {
    if (this.#handler) return this.#handler
    this.#madeOf = this.#definition
    return (this.#handler = this.#definition.createHandler(() => this.#definition))
  }

  /**
   * @returns the names of changed options that the existing handler cannot adopt
   */
  replace(definition: RouteDefinition): string[] {
    this.#definition = definition
    this.#broken = false
    this.#handler?.setApplications(definition.applications, {
      restart_on_reload: process.env.NODE_ENV === 'development',
    })
    return this.#madeOf ? differingOptions(this.#madeOf.options, definition.options) : []
  }

  /** The route does not compile: new sessions show a message, and open sessions continue. */
  break(message: string): void {
    this.#broken = true
    this.handler.setApplications(this.#definition.brokenApplications(message))
  }

  /** The route compiles (again). */
  mend(): void {
    if (!this.#broken) return
    this.#broken = false
    this.handler.setApplications(this.#definition.applications)
  }
}

/** Functions are looked up at each call. Everything else, including whether a function exists, is fixed when the handler is created. */
function differingOptions(
  before: Omit<HandlerOptions, 'path'>,
  after: Omit<HandlerOptions, 'path'>,
): string[] {
  const [old, now] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => {
    if (typeof old[name] === 'function' && typeof now[name] === 'function') return false
    return JSON.stringify(asJson(old[name])) !== JSON.stringify(asJson(now[name]))
  })
}

function asJson(option: unknown): unknown {
  return typeof option === 'function' ? 'a function' : option
}
