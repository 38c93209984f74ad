import type { JournalClaim, JournalEntry } from '../../src/engine/durable/journal-store'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import type { JournalRecord } from '../../src/engine/durable/records'
import { Changes } from '../support/changes'

/** A store in memory that lets a test inspect its records and wait for them. */
export class WatchedStore extends MemoryJournalStore {
  /** The records of all sessions, in the order in which they were committed. */
  readonly records: JournalRecord[] = []
  readonly #changes = new Changes()

  override async append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    await super.append(claim, entries)
    this.records.push(...(structuredClone(entries) as unknown as JournalRecord[]))
    this.#changes.changed()
  }

  override async truncate(claim: JournalClaim, entry: JournalEntry): Promise<void> {
    await super.truncate(claim, entry)
    this.records.push(structuredClone(entry) as unknown as JournalRecord)
    this.#changes.changed()
  }

  /** The committed records of a kind. */
  of<K extends JournalRecord['kind']>(kind: K): Extract<JournalRecord, { readonly kind: K }>[] {
    return this.records.filter(
      (record): record is Extract<JournalRecord, { readonly kind: K }> => record.kind === kind,
    )
  }

  /** The current contents of the store for a session. */
  async kept(id: string): Promise<JournalRecord[]> {
    const all: JournalRecord[] = []
    for await (const entry of this.load(id)) all.push(entry as unknown as JournalRecord)
    return all
  }

  /** Waits until a condition holds for the committed records. */
  until(holds: () => boolean, what: string): Promise<void> {
    return this.#changes.until(holds, what)
  }
}
