import type { LiveSession } from '@webio/core/server'
import { getHub } from './hub/hub'

export { createWebIOHandler, createWebIOHandlerFromModule } from './route/create-handler'
export type { WebIORouteFunction, WebIORouteHandlers } from './route/create-handler'
export type { WebIORouteOptions } from './route/route-options'

/** Which sessions. */
export interface SessionFilter {
  /** Name of their application. @default all */
  readonly app?: string
}

/**
 * The sessions of this process that live, oldest first. From any route handler, server action or timer of the site:
 * `session.run(() => put_text('…'))` writes to a page that is open.
 * @param filter `{ app }` gives those of one application
 */
export function sessions({ app }: SessionFilter = {}): LiveSession[] {
  const all = getHub().route?.existingHandler?.sessions() ?? []
  return app === undefined ? all : all.filter((session) => session.app === app)
}
