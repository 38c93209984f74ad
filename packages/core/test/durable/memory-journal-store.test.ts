import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { FakeClock } from '../support/fake-clock'
import { describeJournalStore } from './journal-store-suite'

describeJournalStore('MemoryJournalStore', () => {
  const clock = new FakeClock()
  const store = new MemoryJournalStore(clock)
  return { node: () => store, pass: (ms) => clock.advance(ms / 1000), close: async () => {} }
})
