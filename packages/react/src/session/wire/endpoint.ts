/** The URL of a handler, in the parts that a connection needs. */
export interface Endpoint {
  /** Scheme, host and port of the handler. */
  readonly origin: string
  /** Path of the handler, without a final slash. */
  readonly path: string
  /** Path of the Socket.IO endpoint. */
  readonly socketPath: string
  /** Whether the handler is on the page's own origin: then its messages are as trustworthy as the page. */
  readonly isOwnOrigin: boolean
}

/**
 * Tells whether a session's messages are as trustworthy as the page, because its handler is on the page's own origin.
 * @param endpoint undefined if the session runs in the page itself
 */
export function isOwnEndpoint(endpoint: string | undefined): boolean {
  return endpoint === undefined || resolveEndpoint(endpoint, document.baseURI).isOwnOrigin
}

/**
 * Resolves the `endpoint` of a component.
 * @param endpoint a path, or a URL of another host; a final slash makes no difference
 * @param base the page's URL
 */
export function resolveEndpoint(endpoint: string, base: string): Endpoint {
  const url = new URL(endpoint, base)
  const path = url.pathname.replace(/(?<!\/)\/+$/, '')
  return {
    origin: url.origin,
    path,
    socketPath: `${path}/io`,
    isOwnOrigin: url.origin === new URL(base).origin,
  }
}
