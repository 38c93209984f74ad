import { crc32 } from 'node:zlib'
import type { JournalEntry, NewStoredSession } from '../../engine/durable/journal-store'

/** The first line of a file. It identifies the session, and is also a claim. */
export interface OpenLine {
  readonly open: NewStoredSession
  /** Version of this format. */
  readonly format: 1
  readonly at: number
}

/** A claim. It counts if its epoch is one above the epoch of the previous claim: the first claim of an epoch wins, and later ones are void. */
export interface ClaimLine {
  readonly claim: number
  readonly owner: string
  /** The process that holds the claim: see FileNodes. */
  readonly node: string
  readonly at: number
  readonly leaseUntil: number
  /** `seq` of the last record before the claim, as its writer read it. */
  readonly last: number
  /** True if the writer knows that the process that was replacing the file has ended. Otherwise a claim after `compacting` is void. */
  readonly afterCompacting?: boolean
}

/** A line that the holder of a claim writes. A line of an earlier epoch than that of the last claim is void. */
export interface HolderLine {
  readonly epoch: number
  readonly at: number
  /** Records of one append. */
  readonly records?: readonly JournalEntry[]
  /** A record that replaces all earlier records. */
  readonly checkpoint?: JournalEntry
  readonly release?: true
  /** The session has ended. The value is the time until which its file is kept. */
  readonly closed?: number
  /** The holder is about to replace the file with a shorter one. Its next line ends this state. */
  readonly compacting?: true
}

export type JournalLine = (OpenLine & ClaimLine) | ClaimLine | HolderLine

/** A decoded line of a file. */
export type DecodedLine =
  | { readonly line: JournalLine }
  /** `cut`: the writer was stopped in the middle of the line. `damaged`: the line was once complete. */
  | { readonly problem: 'cut' | 'damaged' }

const HEADER = /^\{"size":"([0-9a-f]{8})","crc":"([0-9a-f]{8})",/
const HEADER_BYTES = 36
const NUL = 0

/**
 * Encodes one line of JSON that reveals whether it is complete: it begins with its size in bytes and the CRC-32 of what follows.
 * @param members members of the object, as JSON text without braces
 */
export function encodeLine(members: string): string {
  const rest = `${members}}`
  const size = HEADER_BYTES + Buffer.byteLength(rest)
  return `{"size":"${hex(size)}","crc":"${hex(crc32(rest))}",${rest}\n`
}

/** Encodes a line of small values. */
export function encodeValues(line: JournalLine): string {
  return encodeLine(JSON.stringify(line).slice(1, -1))
}

/**
 * @param bytes one line, without the line feed
 */
export function decodeLine(bytes: Buffer): DecodedLine {
  const header = HEADER.exec(bytes.toString('latin1', 0, HEADER_BYTES))
  // The blocks of a write that a power failure interrupted may read as zeros.
  if (!header) return { problem: bytes.length < HEADER_BYTES || bytes.includes(NUL) ? 'cut' : 'damaged' }
  const size = parseInt(header[1]!, 16)
  if (bytes.length < size) return { problem: 'cut' }
  if (bytes.length > size || hex(crc32(bytes.subarray(HEADER_BYTES))) !== header[2])
    return { problem: bytes.includes(NUL) ? 'cut' : 'damaged' }
  return { line: JSON.parse(bytes.toString('utf8')) as JournalLine }
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}
