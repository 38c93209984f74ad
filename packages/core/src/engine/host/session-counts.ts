import type { CloseReason } from '../../protocol/commands'

/** How many sessions have begun and ended since the process started. */
export class SessionCounts {
  readonly #opened = new Map<string, number>()
  readonly #ended = new Map<string, Map<CloseReason, number>>()

  /** Sessions that have begun, by application. */
  get opened(): ReadonlyMap<string, number> {
    return this.#opened
  }

  /** Sessions that have ended, by application and reason. */
  get ended(): ReadonlyMap<string, ReadonlyMap<CloseReason, number>> {
    return this.#ended
  }

  open(app: string): void {
    this.#opened.set(app, (this.#opened.get(app) ?? 0) + 1)
  }

  end(app: string, reason: CloseReason): void {
    let reasons = this.#ended.get(app)
    if (!reasons) this.#ended.set(app, (reasons = new Map()))
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
}
