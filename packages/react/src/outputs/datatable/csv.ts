import type { Json } from '@webio/core/protocol'
import { plainText } from './cell-text'

/** A spreadsheet treats a text that begins like this as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark, without which spreadsheets read it as Latin-1). Values are those of the records, but a text
 * that a spreadsheet would run as a formula gets a leading apostrophe.
 */
export function csvOf(header: readonly string[], rows: Iterable<readonly Json[]>): string {
  const lines = [header.map(field).join(',')]
  for (const row of rows) lines.push(row.map(field).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

/** Makes the browser save a text as a file. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

function field(value: Json): string {
  const text = plainText(value)
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
