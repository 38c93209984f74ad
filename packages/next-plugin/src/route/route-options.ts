import type { HandlerOptions } from '@webio/core/server'

/** Options of a route: those of `webio_handler`, except that the path is `withWebIO`'s `route`, and `debug` is true in `next dev` unless set. */
export type WebIORouteOptions = Omit<HandlerOptions, 'path'>
