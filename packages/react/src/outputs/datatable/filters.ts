import type { ColumnFilter, ColumnKind, DatatableColumn, FilterOperator } from '@webio/core/protocol'
import { FILTER_OPERATORS } from '@webio/core/protocol'

/** What a person has entered for a column: the operator, and the typed texts. */
export interface FilterDraft {
  readonly operator: FilterOperator
  readonly value: string
  readonly to: string
}

/** The drafts of columns, by the index of the column. */
export type FilterDrafts = ReadonlyMap<number, FilterDraft>

/** The initial draft of a column. */
export function emptyDraft(kind: ColumnKind): FilterDraft {
  return { operator: FILTER_OPERATORS[kind][0] ?? 'equals', value: '', to: '' }
}

/** Whether an operator compares with a value. */
export function takesValue(operator: FilterOperator): boolean {
  return operator !== 'blank' && operator !== 'not_blank'
}

/** The filters that drafts define. Incomplete drafts define none. */
export function filtersOf(drafts: FilterDrafts, columns: readonly DatatableColumn[]): ColumnFilter[] {
  return [...drafts].flatMap(
    ([column, draft]) => filterOf(column, draft, columns[column]?.kind ?? 'text') ?? [],
  )
}

function filterOf(
  column: number,
  { operator, value, to }: FilterDraft,
  kind: ColumnKind,
): ColumnFilter | null {
  if (!takesValue(operator)) return { column, operator }
  if (value.trim() === '') return null
  if (kind === 'text') return { column, operator, value }
  if (kind === 'boolean') return { column, operator, value: value === 'true' }
  const number = Number(value)
  if (!Number.isFinite(number)) return null
  if (operator !== 'between') return { column, operator, value: number }
  const upper = Number(to)
  return to.trim() !== '' && Number.isFinite(upper) ? { column, operator, value: number, to: upper } : null
}
