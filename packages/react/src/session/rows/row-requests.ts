import type {
  NodeId,
  PageSession,
  RowQuery,
  RowsAnswerCommand,
  RowsFailedCommand,
} from '@webio/core/protocol'

/** Receives the answer to a request for rows. */
export interface RowsListener {
  answered(answer: RowsAnswerCommand): void
  /**
   * @param message the reason, if the page may know it
   */
  failed(message?: string): void
  /** There will be no answer, but the rows may be requested again. */
  lost(): void
}

/** The requests for rows of a page's data tables that have no answer yet. */
export class RowRequests {
  readonly #session: PageSession
  readonly #open = new Map<number, RowsListener>()

  constructor(session: PageSession) {
    this.#session = session
  }

  /**
   * Asks for rows of a table.
   * @returns the request's number; 0 if the session is over, so that there will be no answer
   */
  ask(output: NodeId, offset: number, limit: number, query: RowQuery, listener: RowsListener): number {
    const n = this.#session.send({ type: 'rows-request', output, offset, limit, query })
    if (n > 0) this.#open.set(n, listener)
    return n
  }

  /** Cancels a request whose rows are no longer wanted. */
  cancel(output: NodeId, request: number): void {
    if (this.#open.delete(request)) this.#session.send({ type: 'rows-cancel', output, request })
  }

  /** Handles an answer. If nothing waits for it, it was requested before a reload, or cancelled. */
  settle(command: RowsAnswerCommand | RowsFailedCommand): void {
    const listener = this.#take(command.request)
    if (command.type === 'rows-answer') listener?.answered(command)
    else listener?.failed(command.message)
  }

  /** Handles the server's refusal of an event. */
  refused(n: number): void {
    this.#take(n)?.failed()
  }

  /** The page has another role now: open requests get no answer. */
  lose(): void {
    const listeners = [...this.#open.values()]
    this.#open.clear()
    for (const listener of listeners) listener.lost()
  }

  #take(request: number): RowsListener | undefined {
    const listener = this.#open.get(request)
    this.#open.delete(request)
    return listener
  }
}
