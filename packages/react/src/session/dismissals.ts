import type { NodeId, PageSession, RefusedEvent } from '@webio/core/protocol'

/** What a person has closed: it disappears at once, and comes back if the session does not let it close. */
export class Dismissals {
  readonly #session: PageSession
  readonly #listeners = new Set<() => void>()
  #closed: ReadonlyMap<NodeId, number> = new Map()

  constructor(session: PageSession) {
    this.#session = session
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The closed outputs, with the numbers of the events that close them. The map stays the same until it changes. */
  readonly read = (): ReadonlyMap<NodeId, number> => this.#closed

  /** Closes an output and tells the session. */
  dismiss(output: NodeId): void {
    this.#show([...this.#closed, [output, this.#session.send({ type: 'output-dismiss', output })]])
  }

  /** Handles the server's refusal of an event: a form may have opened in a popup meanwhile, and waits for its answer. */
  refused({ n, code }: RefusedEvent): void {
    if (code === 'not_closable') this.#show([...this.#closed].filter(([, sent]) => sent !== n))
  }

  #show(closed: readonly (readonly [NodeId, number])[]): void {
    this.#closed = new Map(closed)
    for (const listener of this.#listeners) listener()
  }
}
