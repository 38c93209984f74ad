/** What can be kept: the session of a component that has gone. */
export interface KeptSession {
  /** Ends it. */
  end(): void
}

/**
 * The sessions whose components have been unmounted and that wait a while for one that is alike: in the same place, with the same parameters. At
 * most one waits for each place and parameters.
 */
export class KeptSessions<Session extends KeptSession> {
  readonly #byId = new Map<string, Session>()

  /** Keeps a session. Another one that was kept under this id ends. */
  keep(id: string, session: Session): void {
    const other = this.#byId.get(id)
    this.#byId.set(id, session)
    if (other !== session) other?.end()
  }

  /** The session that is kept under an id. */
  find(id: string): Session | undefined {
    return this.#byId.get(id)
  }

  /** The session is kept no longer: a component shows it, or it has ended. */
  release(id: string, session: Session): void {
    if (this.#byId.get(id) === session) this.#byId.delete(id)
  }
}
