import type { DatatableColumn, Json } from '@webio/core/protocol'
import { isDateFormat } from '@webio/core/protocol'

/** A date without a time: a day, a month, a year. */
const CALENDAR = /^[+-]?\d{4,6}(-\d\d(-\d\d)?)?$/

/** Gives the text of a value. */
export type CellFormat = (value: Json) => string

/** A value as it is: nothing for null, JSON for lists and objects. */
export const plainText: CellFormat = (value) => {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * How the values of a column are shown. What its `format` does not fit shows as it is.
 * @param locale the page's language @default the browser's
 */
export function formatOf({ format }: DatatableColumn, locale?: string): CellFormat {
  if (!format) return plainText
  if (isDateFormat(format)) {
    const moments = new Intl.DateTimeFormat(locale, format)
    // A day, month or year is the same one everywhere: it is no point in time.
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

/** On which side the heading and the values of a column stand; undefined: where a text begins. */
export function alignOf(column: DatatableColumn | undefined): DatatableColumn['align'] {
  return column?.align ?? (column?.kind === 'number' ? 'end' : undefined)
}
