import type { JournalEntry } from '../../src/engine/durable/journal-store'

/** A record of about `bytes` bytes, whose content follows from its number. */
export function numbered(seq: number, bytes: number): JournalEntry {
  return { seq, text: `${seq}·`.repeat(1 + ((seq * 7919) % bytes) / 4) }
}
