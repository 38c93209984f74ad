import type {
  NodeId,
  PageSession,
  RowQuery,
  RowsAnswerCommand,
  RowsFailedCommand,
} from '@webio/core/protocol'

/** Who asked for rows. */
export interface RowsListener {
  answered(answer: RowsAnswerCommand): void
  /**
   * @param message why, where the page may know
   */
  failed(message?: string): void
}

/** The rows that the data tables of a page have asked for and that have not come yet. */
export class RowRequests {
  readonly #session: PageSession
  readonly #open = new Map<number, RowsListener>()

  constructor(session: PageSession) {
    this.#session = session
  }

  /**
   * Asks for rows of a table.
   * @returns the request's number; 0 where the session is over, and nobody will answer
   */
  ask(output: NodeId, offset: number, limit: number, query: RowQuery, listener: RowsListener): number {
    const n = this.#session.send({ type: 'rows-request', output, offset, limit, query })
    if (n > 0) this.#open.set(n, listener)
    return n
  }

  /** The rows of a request are no longer wanted. */
  cancel(output: NodeId, request: number): void {
    if (this.#open.delete(request)) this.#session.send({ type: 'rows-cancel', output, request })
  }

  /** An answer has come. One that nobody waits for was asked for before a reload, or was cancelled. */
  settle(command: RowsAnswerCommand | RowsFailedCommand): void {
    const listener = this.#take(command.request)
    if (command.type === 'rows-answer') listener?.answered(command)
    else listener?.failed(command.message)
  }

  /** The server has refused an event. */
  refused(n: number): void {
    this.#take(n)?.failed()
  }

  #take(request: number): RowsListener | undefined {
    const listener = this.#open.get(request)
    this.#open.delete(request)
    return listener
  }
}
