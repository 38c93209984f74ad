import type { Settings } from '../config/settings'
import type { Hub, Site } from './hub'

/** A request that reached the route, with its site. */
export interface RoutedRequest {
  readonly hub: Hub
  readonly site: Site
  /** Its URL includes `basePath`. */
  readonly request: Request
}

/**
 * A way for the requests of a page's socket to reach the handler of a site. The other parts of the plugin know only this interface, so that a further
 * way, such as a route that accepts upgrades itself, is one more file and one more entry in `ways.ts`.
 */
export interface SocketWay {
  /** Prepares this way as soon as the plugin runs in a process that may serve. Can be called repeatedly. */
  install?(hub: Hub, settings: Settings): void
  /** Answers a request for the socket that reached the route. Null if another way has to answer. */
  answer?(routed: RoutedRequest): Promise<Response | null>
}
