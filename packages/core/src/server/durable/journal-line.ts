import { crc32 } from 'node:zlib'
import type { JournalEntry, NewStoredSession } from '../../engine/durable/journal-store'

/** The first line of a file: what names the session. It is a claim as well. */
export interface OpenLine {
  readonly open: NewStoredSession
  /** Version of this format. */
  readonly format: 1
  readonly at: number
}

/** A claim. It counts if its epoch is one above that of the claim before it: the first line of an epoch wins, later ones are void. */
export interface ClaimLine {
  readonly claim: number
  readonly owner: string
  /** The process that holds it: see FileNodes. */
  readonly node: string
  readonly at: number
  readonly leaseUntil: number
  /** `seq` of the last record before it, as its writer read it. */
  readonly last: number
  /** Its writer knows that the file was being replaced, by a process that has ended. Otherwise a claim after `compacting` is void. */
  readonly afterCompacting?: boolean
}

/** What the holder of a claim writes. A line of another epoch than the last claim's is void. */
export interface HolderLine {
  readonly epoch: number
  readonly at: number
  /** Records of one append. */
  readonly records?: readonly JournalEntry[]
  /** A record that replaces all before it. */
  readonly checkpoint?: JournalEntry
  readonly release?: true
  /** The session has ended, and its file stays until then. */
  readonly closed?: number
  /** The holder is about to replace the file by a shorter one. Its next line says that this is over. */
  readonly compacting?: true
}

export type JournalLine = (OpenLine & ClaimLine) | ClaimLine | HolderLine

/** What stands in a file at one place. */
export type DecodedLine =
  | { readonly line: JournalLine }
  /** `cut`: its writer was stopped in the middle. `damaged`: it was whole once. */
  | { readonly problem: 'cut' | 'damaged' }

const HEADER = /^\{"size":"([0-9a-f]{8})","crc":"([0-9a-f]{8})",/
const HEADER_BYTES = 36
const NUL = 0

/**
 * Makes one line of JSON that tells whether it is whole: it begins with its size in bytes and the CRC-32 of what follows.
 * @param members members of the object, as JSON text without braces
 */
export function encodeLine(members: string): string {
  const rest = `${members}}`
  const size = HEADER_BYTES + Buffer.byteLength(rest)
  return `{"size":"${hex(size)}","crc":"${hex(crc32(rest))}",${rest}\n`
}

/** Makes a line of values that are small. */
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
