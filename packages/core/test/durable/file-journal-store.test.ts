import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileJournalStore } from '../../src/server/durable/file-journal-store'
import { FakeClock } from '../support/fake-clock'
import { describeJournalStore } from './journal-store-suite'
import type { StoreUnderTest } from './store-under-test'

async function start(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'webio-journals-'))
  const clock = new FakeClock()
  const stores: FileJournalStore[] = []
  return {
    node() {
      // So small that journals are constantly rewritten.
      const store = new FileJournalStore(join(folder, 'sessions'), { clock, compactBytes: 400 })
      stores.push(store)
      return store
    },
    pass: (ms) => clock.advance(ms / 1000),
    async close() {
      for (const store of stores) await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

describeJournalStore('FileJournalStore', start, { many: 500 })
