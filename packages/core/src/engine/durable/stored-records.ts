import type { JournalEntry, NewStoredSession } from './journal-store'

/** The format of session ids, which allows a store to use them as names of files or keys. */
const SESSION_ID = /^[\w-]{1,128}$/
/** Texts that some databases cannot hold: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** True if a session with this id can exist. An id that a page sends may be any text. */
export function isSessionId(id: string): boolean {
  return SESSION_ID.test(id)
}

/**
 * @throws TypeError if a store could not keep the row exactly as given
 */
export function checkNewSession(session: NewStoredSession): void {
  if (!isSessionId(session.id))
    throw new TypeError(
      `open: ${JSON.stringify(session.id)} is not a session id. Use 1 to 128 letters, digits, '_' and '-'.`,
    )
  for (const name of ['app', 'version', 'user', 'secretHash'] as const) {
    if (UNSTORABLE.test(session[name] ?? ''))
      throw new TypeError(
        `open: ${name} contains NUL or half of a surrogate pair, which not every store can keep.`,
      )
  }
}

/**
 * The records of an append that the journal does not have yet.
 * @param lastSeq `seq` of the last record in the journal
 * @throws RangeError if the records would leave a gap or do not follow one another
 */
export function newEntries(
  session: string,
  lastSeq: number,
  entries: readonly JournalEntry[],
): readonly JournalEntry[] {
  for (const [index, { seq }] of entries.entries()) {
    const before = index === 0 ? lastSeq : entries[index - 1]!.seq
    if (index === 0 ? seq > before + 1 || seq < 1 || !Number.isInteger(seq) : seq !== before + 1)
      throw new RangeError(
        `Record ${seq} of session ${session} does not follow record ${before}. Append records in order, without gaps.`,
      )
  }
  return entries.filter(({ seq }) => seq > lastSeq)
}
