import type { OutputUpdateCommand, RowsInsertCommand } from '../../protocol/commands'
import type { NodeId } from '../../protocol/output-spec'
import { LazyMap } from '../../state/lazy-collections'

/** The number of commands sent at once. Further rows wait until the page has applied them, so that other outputs do not wait behind all rows. */
const COMMANDS_AT_ONCE = 8

/** The part of a session that row feeds need. */
export interface FeedOwner {
  readonly isClosed: boolean
  command(command: RowsInsertCommand | OutputUpdateCommand): void
  /** Resolves when the page has applied what was sent so far. */
  drained(): Promise<void>
}

/**
 * Sends the rows of large tables to the page in parts, as fast as it applies them: other outputs do not wait behind a hundred thousand rows, and few
 * rows are queued.
 */
export class RowFeeds {
  readonly #owner: FeedOwner
  readonly #waiting = new LazyMap<NodeId, RowsInsertCommand[]>()

  constructor(owner: FeedOwner) {
    this.#owner = owner
  }

  /** Tells whether the rows of this many commands arrive in parts. The table then has a `total`. */
  static isLong(commands: readonly RowsInsertCommand[]): boolean {
    return commands.length > COMMANDS_AT_ONCE
  }

  /** Inserts rows into a table on the page: the first ones at once, the others gradually. */
  start(output: NodeId, commands: readonly RowsInsertCommand[]): void {
    this.finish(output)
    this.#carryOut(commands.slice(0, COMMANDS_AT_ONCE))
    if (!RowFeeds.isLong(commands)) return
    const rest = commands.slice(COMMANDS_AT_ONCE)
    this.#waiting.set(output, rest)
    void this.#feed(output, rest)
  }

  /** Sends all waiting rows of a table, so that the next command finds every row in its place. */
  finish(output: NodeId): void {
    const rest = this.#waiting.get(output)
    if (!rest) return
    this.#waiting.delete(output)
    this.#carryOut(rest)
    this.#arrived(output)
  }

  /** The same for all tables. */
  finishAll(): void {
    for (const output of [...this.#waiting.keys()]) this.finish(output)
  }

  /** The table is gone. */
  release(output: NodeId): void {
    this.#waiting.delete(output)
  }

  /** Two parts are on the way at a time: one travels while the page applies the other. */
  async #feed(output: NodeId, rest: RowsInsertCommand[]): Promise<void> {
    let before = this.#owner.drained()
    while (this.#isFeeding(output, rest)) {
      this.#carryOut(rest.splice(0, COMMANDS_AT_ONCE))
      if (rest.length === 0) {
        this.#waiting.delete(output)
        return this.#arrived(output)
      }
      const drained = this.#owner.drained()
      await before
      before = drained
    }
  }

  #isFeeding(output: NodeId, rest: RowsInsertCommand[]): boolean {
    return !this.#owner.isClosed && this.#waiting.get(output) === rest
  }

  #carryOut(commands: readonly RowsInsertCommand[]): void {
    for (const command of commands) this.#owner.command(command)
  }

  #arrived(output: NodeId): void {
    this.#owner.command({ type: 'output-update', output, set: { total: null } })
  }
}
