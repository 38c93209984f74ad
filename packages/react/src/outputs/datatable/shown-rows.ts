import type { DatatableNode, Json, RowId, RowQuery, RowsView } from '@webio/core/protocol'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { SourceRows } from '../../session/rows/source-rows'
import { useShownSession } from '../../context/shown-session-context'
import { useNode } from '../../hooks/use-shown-session'
import { filterRows } from './filter-rows'
import { sortRows } from './sort-rows'

/** The rows that a data table shows, in their order. */
export interface ShownRows {
  /** How many there are, whether they have come yet or not. */
  readonly count: number
  /** How many there are without filter and search; null where that is not known. */
  readonly all: number | null
  /** Why some could not be read; null: nothing failed. */
  readonly failure: string | null
  /** The id of a row; undefined while it is not there. */
  idAt(index: number): RowId | undefined
  valueAt(index: number, column: number): Json
  /** Where a row is; -1: not among those that show. */
  indexOf(id: RowId): number
  /** Tells whether the row is in the table, whether it shows or not. */
  has(id: RowId): boolean
  /** Says which rows are in view. */
  show(first: number, last: number): void
  retry(): void
}

/** Tells whether a query asks for anything. */
export function isQuery({ sort, filter, search }: RowQuery): boolean {
  return sort.length > 0 || filter.length > 0 || (search ?? '') !== ''
}

/** While rows are on their way, those that are there are sorted and filtered only now and then. */
const STEPS_PER_DOUBLING = 2

/** The rows of a table that are in the view tree. */
export function useListedRows(spec: DatatableNode, query: RowQuery): ShownRows {
  const page = useShownSession()
  useNode(spec.id)
  const rows = page.session.tree.rows.get(spec.id)
  const { total, columns } = spec
  const isLoading = total !== undefined
  const stamp =
    isLoading && isQuery(query)
      ? -Math.floor(Math.log2((rows?.size ?? 0) + 1) * STEPS_PER_DOUBLING)
      : (rows?.version ?? 0)
  const slots = useMemo(
    () => (rows ? slotsOf(rows, query, columns.length, stamp) : []),
    [rows, query, columns.length, stamp],
  )
  return useMemo(
    () => listed(rows, slots, isLoading && !isQuery(query) ? total : slots.length),
    [rows, slots, isLoading, query, total],
  )
}

/** @param _stamp says when rows have changed, which happens in place */
function slotsOf(rows: RowsView, query: RowQuery, width: number, _stamp: number): readonly number[] {
  // A copy: what shows and what is counted must be of one moment.
  return isQuery(query) ? sortRows(rows, filterRows(rows, query, width), query.sort) : [...rows.order]
}

function listed(rows: RowsView | undefined, slots: readonly number[], count: number): ShownRows {
  return {
    count,
    all: Math.max(rows?.size ?? 0, count),
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
  const page = useShownSession()
  const { id, source = 0 } = spec
  const [rows] = useState(() => new SourceRows(page.rows, id))
  const version = useSyncExternalStore(rows.subscribe, rows.getVersion)
  useEffect(() => rows.use(query, source), [rows, query, source])
  useEffect(() => () => rows.dispose(), [rows])
  return useMemo(() => sourced(rows, isQuery(query), version), [rows, query, version])
}

function sourced(rows: SourceRows, isFiltered: boolean, _version: number): ShownRows {
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
    show: (first, last) => rows.show(first, last),
    retry: () => rows.retry(),
  }
}
