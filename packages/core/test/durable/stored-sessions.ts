import type { JournalEntry, JournalStore, NewStoredSession } from '../../src/engine/durable/journal-store'

export const LEASE_MS = 15_000

export const session = (id: string, more: Partial<NewStoredSession> = {}): NewStoredSession => ({
  ...{ id, app: 'main', version: 'v1', user: null, secretHash: 'ab12' },
  ...more,
})

/** Records from `from` to `to`, both included. */
export const records = (from: number, to: number, more: object = {}): JournalEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ seq: from + index, kind: 'event', ...more }))

export async function loaded(store: JournalStore, id: string): Promise<JournalEntry[]> {
  const all: JournalEntry[] = []
  for await (const entry of store.load(id)) all.push(entry)
  return all
}
