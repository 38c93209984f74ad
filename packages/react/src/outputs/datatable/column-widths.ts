import type { DatatableColumn, Json } from '@webio/core/protocol'
import { formatOf } from './cell-text'

const DEFAULT_MIN = 60
/** The largest width that a column takes by itself. */
const MAX_BY_CONTENT = 320
/** A letter, the space around a text, and the space for the arrow of a heading. */
const LETTER_PX = 7.5
const PADDING_PX = 26
const ARROW_PX = 20

/** The minimum and maximum width of a column, in pixels. */
export function boundsOf({ minWidth = DEFAULT_MIN, maxWidth }: DatatableColumn): {
  min: number
  max: number
} {
  return { min: minWidth, max: Math.max(minWidth, maxWidth ?? 10_000) }
}

/**
 * The width that the heading and the values of a column need, in pixels. It is estimated from their number of letters, so nothing has to be drawn
 * and measured.
 * @param values some of the column's values
 */
export function naturalWidth(column: DatatableColumn, values: readonly Json[]): number {
  const { min, max } = boundsOf(column)
  if (column.width !== undefined) return within(column.width, min, max)
  const format = formatOf(column)
  const longest = Math.max(0, ...values.map((value) => lengthOf(format(value))))
  const heading = lengthOf(column.header) * LETTER_PX + ARROW_PX
  const width = Math.max(heading, longest * LETTER_PX) + PADDING_PX
  return within(Math.min(Math.round(width), MAX_BY_CONTENT), min, max)
}

/**
 * Fills the available width. The rest goes to the columns with `flex`, in proportion; if there are none, to those that have no `width`. Columns
 * that need more than the available width keep what they need.
 * @param widths the widths that the columns need
 */
export function fitted(
  columns: readonly DatatableColumn[],
  widths: readonly number[],
  available: number,
): readonly number[] {
  const left = available - widths.reduce((sum, width) => sum + width, 0)
  if (left <= 0) return widths
  const flexes = columns.map(({ flex = 0 }) => flex)
  const shares = flexes.some((flex) => flex > 0)
    ? flexes
    : columns.map(({ width }, index) => (width === undefined ? (widths[index] ?? 0) : 0))
  const all = shares.reduce((sum, share) => sum + share, 0)
  if (all === 0) return widths
  return widths.map((width, index) => {
    const column = columns[index]
    const more = (left * (shares[index] ?? 0)) / all
    return column ? Math.min(Math.floor(width + more), boundsOf(column).max) : width
  })
}

function within(width: number, min: number, max: number): number {
  return Math.min(Math.max(width, min), max)
}

/** Characters that are two letters wide. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g

function lengthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0)
}
