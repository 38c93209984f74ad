/** What a person who opens a shared session may do: watch it, or use it. */
export type ViewerRole = 'observer' | 'driver'

/** Names a session of another person, with the id that `share` returned. */
export interface ViewRequest {
  readonly session: string
  /** Unguessable. */
  readonly token: string
  /** The highest role that the page wants. @default what the token allows */
  readonly role?: ViewerRole | undefined
}

/** A person whose page shows a shared session. */
export interface ViewerSpec {
  /** The number among the viewers of the session. */
  readonly id: number
  readonly role: ViewerRole
  /** The person's name for others, if `authorize` provides one. */
  readonly name?: string
}

/** The parts of an id of `share`. */
export interface ShareId {
  readonly session: string
  readonly token: string
  /** Name of the application. */
  readonly app: string
}

/** Writes an id as a text that is safe in a URL. */
export function shareIdOf({ session, token, app }: ShareId): string {
  return `${session}.${token}.${encodeURIComponent(app)}`
}

/**
 * Reads an id of `share`; null if the text is not a valid id.
 * @example readShareId('s1.t1.orders') // { session: 's1', token: 't1', app: 'orders' }
 */
export function readShareId(id: string): ShareId | null {
  const [, session, token, name] = /^([\w-]+)\.([\w-]+)\.(.+)$/.exec(id) ?? []
  if (session === undefined || token === undefined || name === undefined) return null
  try {
    return { session, token, app: decodeURIComponent(name) }
  } catch {
    return null
  }
}
