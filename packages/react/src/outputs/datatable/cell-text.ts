import type { DatatableColumn, Json } from '@webio/core/protocol'
import { isDateFormat } from '@webio/core/protocol'

/** A date without a time: a day, a month or a year. */
const CALENDAR = /^[+-]?\d{4,6}(-\d\d(-\d\d)?)?$/

/** Formats a value as text. */
export type CellFormat = (value: Json) => string

/** The plain text of a value: empty for null, JSON for lists and objects. */
export const plainText: CellFormat = (value) => {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * How the values of a column are shown. A value that does not fit the column's `format` is shown unchanged.
 * @param locale the page's language @default the browser's
 */
export function formatOf({ format }: DatatableColumn, locale?: string): CellFormat {
  if (!format) return plainText
  if (isDateFormat(format)) {
    const moments = new Intl.DateTimeFormat(locale, format)
    // A day, month or year is the same everywhere, because it is not a point in time.
    const days = new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' })
    return (value) => {
      const time = typeof value === 'string' || typeof value === 'number' ? new Date(value) : null
      if (!time || Number.isNaN(time.getTime())) return plainText(value)
      return (typeof value === 'string' && CALENDAR.test(value) ? days : moments).format(time)
    }
  }
  const numbers = new Intl.NumberFormat(locale, format)
  return (value) => (typeof value === 'number' ? numbers.format(value) : plainText(value))
}

/** The alignment of a column's heading and values; undefined means the side where text begins. */
export function alignOf(column: DatatableColumn | undefined): DatatableColumn['align'] {
  return column?.align ?? (column?.kind === 'number' ? 'end' : undefined)
}
