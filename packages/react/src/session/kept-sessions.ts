/** The session of a component that was unmounted. */
export interface KeptSession {
  /** Ends it. */
  end(): void
}

/**
 * Sessions whose components were unmounted. They wait a while for an equivalent component: in the same place, with the same parameters. At most one
 * session waits for each place and parameters.
 */
export class KeptSessions<Session extends KeptSession> {
  readonly #byId = new Map<string, Session>()

  /** Keeps a session. A session that was kept under this id ends. */
  keep(id: string, session: Session): void {
    const other = this.#byId.get(id)
    this.#byId.set(id, session)
    if (other !== session) other?.end()
  }

  /** The session kept under an id. */
  find(id: string): Session | undefined {
    return this.#byId.get(id)
  }

  /** Stops keeping a session: a component shows it, or it has ended. */
  release(id: string, session: Session): void {
    if (this.#byId.get(id) === session) this.#byId.delete(id)
  }
}
