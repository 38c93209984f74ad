import type { ColumnSort, Json, RowsView } from '@webio/core/protocol'
import { plainText } from './cell-text'

/** The rank of values that have no order: they come last, in either direction. */
const BLANK = Infinity

/**
 * Sorts rows: numbers by value, then texts in natural order, then blanks. Equal values keep their order.
 * @param slots the slots of the rows, in the table's order
 */
export function sortRows(
  rows: RowsView,
  slots: readonly number[],
  sort: readonly ColumnSort[],
): readonly number[] {
  if (sort.length === 0) return slots
  const keys = sort.map(({ column, desc = false }) => ({
    ranks: ranksOf(rows.column(column), slots),
    sign: desc ? -1 : 1,
  }))
  const places = Uint32Array.from(slots, (_, place) => place)
  places.sort((a, b) => {
    for (const { ranks, sign } of keys) {
      const [one, other] = [ranks[a] as number, ranks[b] as number]
      if (one === other) continue
      return one === BLANK || other === BLANK ? one - other : (one - other) * sign
    }
    return a - b
  })
  return Array.from(places, (place) => slots[place] as number)
}

/** A number for each row that determines its position. */
function ranksOf(values: readonly Json[], slots: readonly number[]): Float64Array {
  const { isNumeric, ranks } = textRanks(values, slots)
  return Float64Array.from(slots, (slot) => {
    const value = values[slot] ?? null
    if (value === null || value === '') return BLANK
    if (typeof value === 'number' && isNumeric) return value
    return ranks.get(plainText(value)) ?? BLANK
  })
}

/** Compares each distinct text once, however many rows have it, because natural comparison is slow. */
function textRanks(
  values: readonly Json[],
  slots: readonly number[],
): { readonly isNumeric: boolean; readonly ranks: ReadonlyMap<string, number> } {
  const numbers = new Set<number>()
  const texts = new Set<string>()
  for (const slot of slots) {
    const value = values[slot] ?? null
    if (value === null || value === '') continue
    if (typeof value === 'number') numbers.add(value)
    else texts.add(plainText(value))
  }
  if (texts.size === 0) return { isNumeric: true, ranks: new Map() }
  const { compare } = new Intl.Collator(undefined, { numeric: true })
  const sorted = [
    ...[...numbers].sort((a, b) => a - b).map(String),
    ...[...texts].sort((a, b) => compare(a, b)),
  ]
  return { isNumeric: false, ranks: new Map(sorted.map((text, rank) => [text, rank])) }
}
