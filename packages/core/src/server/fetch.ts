/** What a `Request` does not say of the one who sent it. */
export interface FetchClient {
  /** Address of the other end of the connection, for `authorize`. @default '' */
  readonly ip?: string | undefined
}

/** Answers requests; null if a request is for something else. */
export type FetchHandler = (request: Request, client?: FetchClient) => Promise<Response | null>
