import type { DatatableNode, Json, RowId, RowQuery } from '@webio/core/protocol'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { RowsMoment } from '../../session/rows/listed-rows'
import type { SourceMoment } from '../../session/rows/source-rows'
import { tablesOf } from '../../session/rows/session-tables'
import { SourceRows } from '../../session/rows/source-rows'
import { useShownSession } from '../../context/shown-session-context'
import { useSessionValue } from '../../hooks/use-shown-session'
import { filterRows } from './filter-rows'
import { sortRows } from './sort-rows'

/** The rows that a data table shows, in their order. */
export interface ShownRows {
  /** The number of rows, whether or not they have arrived. */
  readonly count: number
  /** The number of rows without filter and search; null if unknown. */
  readonly all: number | null
  /** Why some rows could not be read; null if nothing failed. */
  readonly failure: string | null
  /** The id of a row; undefined until it has arrived. */
  idAt(index: number): RowId | undefined
  valueAt(index: number, column: number): Json
  /** The index of a row; -1 if it is not among the visible rows. */
  indexOf(id: RowId): number
  /** Whether the row is in the table, visible or not. */
  has(id: RowId): boolean
  /** Reports which rows are in view. */
  show(first: number, last: number): void
  retry(): void
}

/** Whether a query restricts or sorts the rows. */
export function isQuery({ sort, filter, search }: RowQuery): boolean {
  return sort.length > 0 || filter.length > 0 || (search ?? '') !== ''
}

/** The rows of a table whose rows are in the view tree. */
export function useListedRows(spec: DatatableNode, query: RowQuery): ShownRows {
  const shown = useShownSession()
  const { id, total, columns } = spec
  const isLoading = total !== undefined
  const isSorted = isQuery(query)
  const { listed: rows } = tablesOf(shown)
  const moment = useSessionValue(shown, id, () => (isLoading && isSorted ? rows.lately(id) : rows.now(id)))
  const slots = useMemo(
    () => (moment ? slotsOf(moment, query, columns.length) : []),
    [moment, query, columns.length],
  )
  return useMemo(
    () => listed(moment, slots, isLoading && !isSorted ? total : slots.length),
    [moment, slots, isLoading, isSorted, total],
  )
}

function slotsOf({ rows, order }: RowsMoment, query: RowQuery, width: number): readonly number[] {
  return isQuery(query) ? sortRows(rows, filterRows(rows, query, width), query.sort) : order
}

function listed(moment: RowsMoment | undefined, slots: readonly number[], count: number): ShownRows {
  const rows = moment?.rows
  return {
    count,
    all: Math.max(moment?.order.length ?? 0, count),
    failure: null,
    idAt: (index) => {
      const slot = slots[index]
      return slot === undefined ? undefined : rows?.idAt(slot)
    },
    valueAt: (index, column) => rows?.column(column)[slots[index] ?? -1] ?? null,
    indexOf: (id) => {
      const slot = rows?.slotOf(id)
      return slot === undefined ? -1 : slots.indexOf(slot)
    },
    has: (id) => rows?.slotOf(id) !== undefined,
    show() {},
    retry() {},
  }
}

/** The rows of a table that has a source. */
export function useSourceRows(spec: DatatableNode, query: RowQuery): ShownRows {
  const shown = useShownSession()
  const { id, source = 0 } = spec
  const [rows] = useState(() => new SourceRows(tablesOf(shown).requests, id))
  const moment = useSyncExternalStore(rows.subscribe, rows.getMoment)
  useEffect(() => rows.use(query, source), [rows, query, source])
  useEffect(() => () => rows.dispose(), [rows])
  return useMemo(() => sourced(rows, moment, isQuery(query)), [rows, moment, query])
}

function sourced(source: SourceRows, rows: SourceMoment, isFiltered: boolean): ShownRows {
  const count = rows.total ?? 0
  return {
    count,
    all: isFiltered ? null : count,
    failure: rows.failure,
    idAt: (index) => rows.rowAt(index)?.id,
    valueAt: (index, column) => rows.rowAt(index)?.values[column] ?? null,
    indexOf: (id) => {
      for (let index = 0; index < count; index++) if (rows.rowAt(index)?.id === id) return index
      return -1
    },
    has: () => true,
    show: (first, last) => source.show(first, last),
    retry: () => source.retry(),
  }
}
