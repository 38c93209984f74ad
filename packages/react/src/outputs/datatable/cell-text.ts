import type { DatatableColumn, Json } from '@webio/core/protocol'
import { isDateFormat } from '@webio/core/protocol'

/** Gives the text of a value. */
export type CellFormat = (value: Json) => string

/** A value as it is: nothing for null, JSON for lists and objects. */
export const plainText: CellFormat = (value) => {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** How the values of a column are shown. What its `format` does not fit shows as it is. */
export function formatOf({ format }: DatatableColumn): CellFormat {
  if (!format) return plainText
  if (isDateFormat(format)) {
    const dates = new Intl.DateTimeFormat(undefined, format)
    return (value) => {
      const time = typeof value === 'string' || typeof value === 'number' ? new Date(value) : null
      return time && !Number.isNaN(time.getTime()) ? dates.format(time) : plainText(value)
    }
  }
  const numbers = new Intl.NumberFormat(undefined, format)
  return (value) => (typeof value === 'number' ? numbers.format(value) : plainText(value))
}

/** On which side the heading and the values of a column stand; undefined: where a text begins. */
export function alignOf(column: DatatableColumn | undefined): DatatableColumn['align'] {
  return column?.align ?? (column?.kind === 'number' ? 'end' : undefined)
}
