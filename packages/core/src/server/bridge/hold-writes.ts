import type { Writable } from 'node:stream'
import { atEndOfTurn } from '../process/end-of-turn'

/** A stream that can hold its writes back. */
export type HoldableStream = Pick<Writable, 'cork' | 'uncork'>

/** A longer text is worth a write of its own, and to hold it would only keep it in memory. */
const LONGEST_HELD = 8192

/** The streams that hold their writes back until the end of this turn of the event loop. */
const held = new Set<HoldableStream>()
let hasWritten = false

/**
 * Call it before a write. The first write of a turn of the event loop passes at once. The other ones pass at the end of the turn: if many pages are
 * answered in one turn, the receiving side then wakes up once and not for each of them, which costs more than the rest of an answer.
 * @param length the number of characters to write
 */
export function holdUntilEndOfTurn(stream: HoldableStream, length: number): void {
  if (length > LONGEST_HELD) return
  if (!hasWritten) {
    hasWritten = true
    atEndOfTurn(release)
  } else if (!held.has(stream)) {
    held.add(stream)
    stream.cork()
  }
}

function release(): void {
  hasWritten = false
  for (const stream of held) stream.uncork()
  held.clear()
}
