import type { JournalEntry, NewStoredSession } from '../../engine/durable/journal-store'
import type { ClaimLine, HolderLine, JournalLine, OpenLine } from './journal-line'
import { decodeLine } from './journal-line'

/** What the file of one session says. */
export interface JournalFile {
  readonly session: NewStoredSession
  readonly openedAt: number
  /** Epoch, owner and process of the claim that counts. */
  claim: ClaimLine
  isReleased: boolean
  /** Until when a closed session stays; null for a live one. */
  closedUntil: number | null
  /** The holder said that it replaces the file, and nothing since. */
  isCompacting: boolean
  lastSeq: number
  /** When a line was written last. */
  seenAt: number
  /** Where the line of the last checkpoint begins, or 0. */
  checkpointAt: number
  /** Records that recovery needs. */
  entries: JournalEntry[]
  /** The first record that is missing or cannot be read. */
  damage: { readonly seq: number; readonly reason: string } | null
  /** Size of the file in bytes. */
  readonly size: number
  /** True if the last line is finished. */
  readonly endsInLine: boolean
}

/** The first line was whole once and cannot be read: nobody can tell whose file it is. */
export class FirstLineError extends Error {
  override readonly name = 'FirstLineError'
}

const LINE_FEED = 10

/**
 * Reads the file of one session. The order of its lines decides everything: a file is only ever appended to, each line by one write, so all processes
 * agree on which of two claims came first and which records were written under a claim that had been lost.
 *
 * A line that cannot be read harms nobody if the records after it continue without a gap: its writer was stopped, and wrote again or was replaced.
 *
 * @returns null if the first line is not whole yet
 * @throws FirstLineError
 */
export function readJournalFile(bytes: Buffer): JournalFile | null {
  let file: JournalFile | null = null
  /** A line that was whole once and cannot be read, with no record after it yet. */
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
        file = opened(decoded.line as OpenLine & ClaimLine, bytes)
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
 * @returns true if the line brought records
 */
function apply(file: JournalFile, line: JournalLine, at: number): boolean {
  if ('claim' in line) {
    applyClaim(file, line)
    return false
  }
  if (line.epoch > file.claim.claim) {
    // Someone claimed it, and that line is gone.
    harm(file, `the claim of epoch ${line.epoch} is missing`)
    file.claim = { ...file.claim, claim: line.epoch }
    file.isReleased = false
  }
  const isVoid = line.epoch < file.claim.claim || file.isReleased || file.closedUntil !== null
  return isVoid ? false : applyHeld(file, line, at)
}

function applyClaim(file: JournalFile, line: ClaimLine): void {
  if (line.claim !== file.claim.claim + 1 || file.closedUntil !== null) return
  // The file that replaces this one would not have the claim.
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
    // Written again after a failure.
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
