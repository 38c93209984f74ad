import type { LiveSession } from '@webio/core/server'
import { readSettings } from './config/settings'
import { getHub, siteOf } from './hub/hub'

export { createWebIOHandler, createWebIOHandlerFromModule } from './route/create-handler'
export type { WebIORouteFunction, WebIORouteHandlers } from './route/create-handler'
export type { WebIORouteOptions } from './route/route-options'
export { renderWebIO } from './route/render-webio'
export type { RenderWebIOOptions, RenderedWebIO } from './route/render-webio'

/** Selects sessions. */
export interface SessionFilter {
  /** The name of their application. @default all applications */
  readonly app?: string
}

/**
 * The open sessions of this site in this process, oldest first. Use it in any route handler, server action or timer of the site: `session.run(() =>
 * put_text('…'))` writes to an open page.
 * @param filter `{ app }` selects the sessions of one application
 */
export function sessions({ app }: SessionFilter = {}): LiveSession[] {
  const all = siteOf(getHub(), readSettings()).route?.existingHandler?.sessions() ?? []
  return app === undefined ? all : all.filter((session) => session.app === app)
}
