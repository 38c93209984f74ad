import type { Settings } from '../config/settings'
import type { Hub, Site } from './hub'

/** What the route was given, and who asks. */
export interface RoutedRequest {
  readonly hub: Hub
  readonly site: Site
  /** With `basePath`. */
  readonly request: Request
}

/**
 * A way by which the requests of a page's socket reach the handler of a site. The others of the plugin's parts know this interface alone, so that another
 * way, such as a route that may take upgrades itself, is one more file and one more entry in `ways.ts`.
 */
export interface SocketWay {
  /** Prepares itself as soon as the plugin runs in a process that may serve. Can be called again. */
  install?(hub: Hub, settings: Settings): void
  /** Answers a request for the socket that reached the route. Null: another way has to. */
  answer?(routed: RoutedRequest): Promise<Response | null>
}
