/** What somebody who shows a session may do: watch, or use it. */
export type ViewerRole = 'observer' | 'driver'

/** Names the session of somebody else, by what `share` gave. */
export interface ViewRequest {
  readonly session: string
  /** Unguessable. */
  readonly token: string
  /** What the page wants to be, at most. @default what the token allows */
  readonly role?: ViewerRole | undefined
}

/** Somebody whose page shows a shared session. */
export interface ViewerSpec {
  /** Number among the viewers of the session. */
  readonly id: number
  readonly role: ViewerRole
  /** What others call this person, where `authorize` says it. */
  readonly name?: string
}

/** The parts of an id that `share` gives. */
export interface ShareId {
  readonly session: string
  readonly token: string
  /** Name of the application. */
  readonly app: string
}

/** Writes an id as one text, which is safe in a URL. */
export function shareIdOf({ session, token, app }: ShareId): string {
  return `${session}.${token}.${encodeURIComponent(app)}`
}

/** Reads an id of `share`; null for a text that is none. */
export function readShareId(id: string): ShareId | null {
  const [, session, token, name] = /^([\w-]+)\.([\w-]+)\.(.+)$/.exec(id) ?? []
  if (session === undefined || token === undefined || name === undefined) return null
  try {
    return { session, token, app: decodeURIComponent(name) }
  } catch {
    return null
  }
}
