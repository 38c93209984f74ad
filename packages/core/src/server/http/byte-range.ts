import type { ByteRange } from '../../engine/files/file-content'

/**
 * Reads a `Range` header. It supports a single range, which browsers send to resume a broken download.
 * @returns the range; null to send the whole file; `unsatisfiable` if no part of the range is in the file
 */
export function byteRangeOf(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size)
  return start < end ? { start, end } : 'unsatisfiable'
}
