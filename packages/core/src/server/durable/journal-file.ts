import type { JournalEntry, NewStoredSession } from '../../engine/durable/journal-store'
import type { ClaimLine, HolderLine, JournalLine, OpenLine } from './journal-line'
import { decodeLine } from './journal-line'

/** The content of the file of one session. */
export interface JournalFile {
  readonly session: NewStoredSession
  readonly openedAt: number
  /** Epoch, owner and process of the claim that counts. */
  claim: ClaimLine
  isReleased: boolean
  /** The time until which a closed session is kept; null for a live session. */
  closedUntil: number | null
  /** True if the last line of the holder says that it replaces the file. */
  isCompacting: boolean
  lastSeq: number
  /** When the last line was written. */
  seenAt: number
  /** The position in bytes at which the line of the last checkpoint begins, or 0. */
  checkpointAt: number
  /** The records that recovery needs. */
  entries: JournalEntry[]
  /** The first record that is missing or cannot be read. */
  damage: { readonly seq: number; readonly reason: string } | null
  /** Size of the file in bytes. */
  readonly size: number
  /** True if the last line is finished. */
  readonly endsInLine: boolean
}

/** Thrown if the first line is missing, or was once complete and cannot be read, so the session of the file is unknown. */
export class FirstLineError extends Error {
  override readonly name = 'FirstLineError'
}

const LINE_FEED = 10

/**
 * Reads the file of one session. The order of its lines decides everything. Processes only append to a file, and write each line in one operation.
 * All processes therefore agree on which of two claims came first, and on which records were written under a lost claim.
 *
 * An unreadable line is harmless if the records after it continue without a gap: its writer was stopped, and wrote again or was replaced.
 *
 * @returns null if the first line is not complete yet
 * @throws FirstLineError
 */
export function readJournalFile(bytes: Buffer): JournalFile | null {
  let file: JournalFile | null = null
  /** True if a line that was once complete cannot be read, and no record has followed yet. */
  let unread = false
  for (let from = 0; from < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, from)
    const to = feed === -1 ? bytes.length : feed
    if (to > from) {
      const decoded = decodeLine(bytes.subarray(from, to))
      if (!('line' in decoded)) {
        if (!file && feed !== -1) throw new FirstLineError()
        unread ||= decoded.problem === 'damaged'
      } else if (!file) {
        if (!('open' in decoded.line)) throw new FirstLineError()
        file = opened(decoded.line, bytes)
      } else if (apply(file, decoded.line, from)) unread = false
    }
    from = to + 1
  }
  if (file && unread) harm(file, 'its bytes have changed')
  return file
}

function opened(line: OpenLine & ClaimLine, bytes: Buffer): JournalFile {
  return {
    session: line.open,
    openedAt: line.at,
    claim: line,
    isReleased: false,
    closedUntil: null,
    isCompacting: false,
    lastSeq: 0,
    seenAt: line.at,
    checkpointAt: 0,
    entries: [],
    damage: null,
    size: bytes.length,
    endsInLine: bytes.at(-1) === LINE_FEED,
  }
}

/**
 * @returns true if the line contained records
 */
function apply(file: JournalFile, line: JournalLine, at: number): boolean {
  if ('claim' in line) {
    applyClaim(file, line)
    return false
  }
  if (line.epoch > file.claim.claim) {
    // A process claimed the session, and the line of that claim is gone.
    harm(file, `the claim of epoch ${line.epoch} is missing`)
    file.claim = { ...file.claim, claim: line.epoch }
    file.isReleased = false
  }
  const isVoid = line.epoch < file.claim.claim || file.isReleased || file.closedUntil !== null
  return isVoid ? false : applyHeld(file, line, at)
}

function applyClaim(file: JournalFile, line: ClaimLine): void {
  if (line.claim !== file.claim.claim + 1 || file.closedUntil !== null) return
  // The file that replaces this one would not contain the claim.
  if (file.isCompacting && !line.afterCompacting) return
  if (line.last > file.lastSeq) harm(file, 'it was there when the session was claimed')
  file.claim = line
  file.isReleased = false
  file.isCompacting = false
  file.seenAt = line.at
}

function applyHeld(file: JournalFile, line: HolderLine, at: number): boolean {
  file.seenAt = Math.max(file.seenAt, line.at)
  file.isCompacting = line.compacting === true
  if (line.release) file.isReleased = true
  if (line.closed !== undefined) file.closedUntil = line.closed
  if (line.checkpoint) applyCheckpoint(file, line.checkpoint, at)
  for (const entry of line.records ?? []) {
    // The record was written again after a failure.
    if (entry.seq <= file.lastSeq) continue
    if (entry.seq > file.lastSeq + 1) harm(file, 'the record after it is there')
    file.entries.push(entry)
    file.lastSeq = entry.seq
  }
  return line.checkpoint !== undefined || line.records !== undefined
}

function applyCheckpoint(file: JournalFile, entry: JournalEntry, at: number): void {
  if (file.entries.length > 0 && entry.seq < file.entries[0]!.seq) return
  file.entries = [entry, ...file.entries.filter(({ seq }) => seq > entry.seq)]
  file.lastSeq = Math.max(file.lastSeq, entry.seq)
  file.checkpointAt = at
  if (file.damage && file.damage.seq <= entry.seq) file.damage = null
}

function harm(file: JournalFile, reason: string): void {
  file.damage ??= { seq: file.lastSeq + 1, reason }
}
