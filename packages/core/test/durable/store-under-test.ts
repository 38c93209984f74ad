import type { JournalStore } from '../../src/engine/durable/journal-store'

/** Stores of several nodes on the same data, which starts empty. */
export interface StoreUnderTest {
  /** The store of one more node. */
  node(): Promise<JournalStore> | JournalStore
  /** Lets `ms` milliseconds pass by the stores' clock. */
  pass(ms: number): Promise<void> | void
  /** Closes the stores and removes the data. */
  close(): Promise<void>
}
