import type { Applications, WebIOHandler } from '@webio/core/server'

/** What one evaluation of the route module brings. */
export interface RouteDefinition {
  readonly applications: Applications
  /** Makes the handler that all later evaluations share. */
  createHandler(): WebIOHandler
  /** The same names, and each only shows the message. */
  brokenApplications(message: string): Applications
}

/**
 * The route of a process: one handler, and with it all sessions, outlives any number of evaluations of the route module. New sessions
 * run what the last evaluation brought.
 */
export class LiveRoute {
  #definition: RouteDefinition
  #handler: WebIOHandler | null = null
  #broken = false

  constructor(definition: RouteDefinition) {
    this.#definition = definition
  }

  get definition(): RouteDefinition {
    return this.#definition
  }

  /** The handler, if somebody has needed one yet. */
  get existingHandler(): WebIOHandler | null {
    return this.#handler
  }

  /** Made on first use: the route module is evaluated in processes, too, that never serve anything. */
  get handler(): WebIOHandler {
    return (this.#handler ??= this.#definition.createHandler())
  }

  replace(definition: RouteDefinition): void {
    this.#definition = definition
    this.#broken = false
    this.#handler?.setApplications(definition.applications)
  }

  /** The route does not compile: whoever starts a session is told so. Sessions that live go on. */
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
