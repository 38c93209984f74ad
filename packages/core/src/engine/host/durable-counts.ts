import type { GiveUpReason } from '../durable/journal'

/** The outcome of bringing a session back: it continues, or it could not. */
export type ReplayOutcome = 'continued' | 'failed'

/** Counts of a host's durable sessions since the process started, by application. */
export class DurableCounts {
  readonly #records = new Map<string, number>()
  readonly #givenUp = new Map<string, Map<GiveUpReason, number>>()
  readonly #replays = new Map<string, Map<ReplayOutcome, number>>()
  readonly #replayMs = new Map<string, number>()
  readonly #hibernated = new Map<string, number>()

  /** The number of records in the store. */
  get records(): ReadonlyMap<string, number> {
    return this.#records
  }

  /** Sessions that have stopped being durable. */
  get givenUp(): ReadonlyMap<string, ReadonlyMap<GiveUpReason, number>> {
    return this.#givenUp
  }

  /** Sessions that were continued from their journal. */
  get replays(): ReadonlyMap<string, ReadonlyMap<ReplayOutcome, number>> {
    return this.#replays
  }

  /** The total time of these replays in milliseconds. */
  get replayMs(): ReadonlyMap<string, number> {
    return this.#replayMs
  }

  /** Sessions whose memory was freed, because their page was away. */
  get hibernated(): ReadonlyMap<string, number> {
    return this.#hibernated
  }

  hibernate(app: string): void {
    add(this.#hibernated, app, 1)
  }

  write(app: string, records: number): void {
    add(this.#records, app, records)
  }

  giveUp(app: string, reason: GiveUpReason): void {
    add(inner(this.#givenUp, app), reason, 1)
  }

  replay(app: string, outcome: ReplayOutcome, ms: number): void {
    add(inner(this.#replays, app), outcome, 1)
    add(this.#replayMs, app, ms)
  }
}

function add<K>(counts: Map<K, number>, key: K, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n)
}

function inner<K>(counts: Map<string, Map<K, number>>, app: string): Map<K, number> {
  let found = counts.get(app)
  if (!found) counts.set(app, (found = new Map()))
  return found
}
