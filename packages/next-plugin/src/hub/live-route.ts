import type { Applications, HandlerOptions, WebIOHandler } from '@webio/core/server'

/** What one evaluation of the route module brings. */
export interface RouteDefinition {
  readonly applications: Applications
  readonly options: Omit<HandlerOptions, 'path'>
  /** Makes the handler that all later evaluations share. @param current what the last evaluation brought */
  createHandler(current: () => RouteDefinition): WebIOHandler
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
  /** What the handler was made with. */
  #madeOf: RouteDefinition | null = null
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
    if (this.#handler) return this.#handler
    this.#madeOf = this.#definition
    return (this.#handler = this.#definition.createHandler(() => this.#definition))
  }

  /** @returns names of options that differ from those that the handler was made with, and that it cannot take over */
  replace(definition: RouteDefinition): string[] {
    this.#definition = definition
    this.#broken = false
    this.#handler?.setApplications(definition.applications)
    return this.#madeOf ? differingOptions(this.#madeOf.options, definition.options) : []
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

/** Functions are asked for anew at each call; anything else, and whether there is a function, is settled when the handler is made. */
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
