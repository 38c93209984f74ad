import type { Session } from '../session'

/** The open sessions. An interface, so that it can be replaced. */
export interface SessionRegistry {
  readonly size: number
  add(session: Session): void
  get(id: string): Session | undefined
  delete(id: string): void
  /** All of them, oldest first. */
  list(): Session[]
}

/** The sessions of this process. */
export class InMemorySessionRegistry implements SessionRegistry {
  readonly #sessions = new Map<string, Session>()

  get size(): number {
    return this.#sessions.size
  }

  add(session: Session): void {
    this.#sessions.set(session.id, session)
  }

  get(id: string): Session | undefined {
    return this.#sessions.get(id)
  }

  delete(id: string): void {
    this.#sessions.delete(id)
  }

  list(): Session[] {
    return [...this.#sessions.values()]
  }
}
