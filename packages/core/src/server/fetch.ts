/** Facts about the sender that a `Request` does not contain. */
export interface FetchClient {
  /** Address of the other end of the connection, for `authorize`. @default '' */
  readonly ip?: string | undefined
}

/** Handles requests; returns null for requests that are not for this handler. */
export type FetchHandler = (request: Request, client?: FetchClient) => Promise<Response | null>
