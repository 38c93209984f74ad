import type { ColumnFilter, Json, RowQuery, RowsView } from '@webio/core/protocol'
import { plainText } from './cell-text'

type Test = (value: Json) => boolean

/**
 * The slots of the rows that match a query, in the table's order. Texts are compared case-insensitively.
 * @param width the number of columns
 */
export function filterRows(
  rows: RowsView,
  { filter, search = '' }: RowQuery,
  width: number,
): readonly number[] {
  const tests = filter.map((one) => ({ values: rows.column(one.column), test: testOf(one) }))
  const wanted = fold(search.trim())
  if (tests.length === 0 && wanted === '') return rows.order
  const columns = Array.from({ length: width }, (_, column) => rows.column(column))
  return rows.order.filter(
    (slot) =>
      tests.every(({ values, test }) => test(values[slot] ?? null)) &&
      (wanted === '' || columns.some((values) => fold(plainText(values[slot] ?? null)).includes(wanted))),
  )
}

function testOf({ operator, value, to }: ColumnFilter): Test {
  if (operator === 'blank') return isBlank
  if (operator === 'not_blank') return (cell) => !isBlank(cell)
  if (typeof value === 'number') return numberTest(operator, value, to ?? value)
  if (typeof value === 'boolean') return (cell) => cell === value
  return textTest(operator, fold(value ?? ''))
}

function numberTest(operator: ColumnFilter['operator'], value: number, to: number): Test {
  const compare = ((): ((cell: number) => boolean) => {
    switch (operator) {
      case 'not_equals':
        return (cell) => cell !== value
      case 'less':
        return (cell) => cell < value
      case 'less_or_equal':
        return (cell) => cell <= value
      case 'greater':
        return (cell) => cell > value
      case 'greater_or_equal':
        return (cell) => cell >= value
      case 'between':
        return (cell) => cell >= value && cell <= to
      default:
        return (cell) => cell === value
    }
  })()
  return (cell) => typeof cell === 'number' && compare(cell)
}

function textTest(operator: ColumnFilter['operator'], value: string): Test {
  const text = (cell: Json): string => fold(plainText(cell))
  switch (operator) {
    case 'not_contains':
      return (cell) => !text(cell).includes(value)
    case 'equals':
      return (cell) => text(cell) === value
    case 'not_equals':
      return (cell) => text(cell) !== value
    case 'starts_with':
      return (cell) => text(cell).startsWith(value)
    case 'ends_with':
      return (cell) => text(cell).endsWith(value)
    default:
      return (cell) => text(cell).includes(value)
  }
}

function isBlank(cell: Json): boolean {
  return cell === null || cell === ''
}

function fold(text: string): string {
  return text.toLocaleLowerCase()
}
