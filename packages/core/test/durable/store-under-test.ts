import type { JournalStore } from '../../src/engine/durable/journal-store'

/** Stores of several nodes on the same initially empty data. */
export interface StoreUnderTest {
  /** A store for one more node. */
  node(): Promise<JournalStore> | JournalStore
  /** Advances the stores' clock by `ms` milliseconds. */
  pass(ms: number): Promise<void> | void
  /** Closes the stores and removes the data. */
  close(): Promise<void>
}
