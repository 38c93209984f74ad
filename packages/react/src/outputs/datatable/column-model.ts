import type { DatatableColumn, RowQuery } from '@webio/core/protocol'
import type { Column, ColumnDef, Header, ReactTable, SortingState, Updater } from '@tanstack/react-table'
import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { boundsOf } from './column-widths'

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
})

type Features = typeof features
/** The library's table holds no rows: each would be an object. */
type NoRow = never

/** Columns with their widths, order, groups, and what is sorted. */
export type ColumnModel = ReactTable<Features, NoRow>
export type ModelColumn = Column<Features, NoRow>
export type ModelHeader = Header<Features, NoRow>

const NO_ROWS: NoRow[] = []

interface Shown {
  readonly start: readonly ModelColumn[]
  readonly end: readonly ModelColumn[]
  readonly all: readonly ModelColumn[]
}

/** Keyed by the columns in the middle, which the library keeps until they change. */
const shown = new WeakMap<readonly ModelColumn[], Shown>()

/** The visible columns in order: those pinned at the start, the others, those pinned at the end. The list stays the same until they change. */
export function shownColumns(model: ColumnModel): readonly ModelColumn[] {
  const [start, middle, end] = [
    model.getStartVisibleLeafColumns(),
    model.getCenterVisibleLeafColumns(),
    model.getEndVisibleLeafColumns(),
  ]
  const known = shown.get(middle)
  if (known?.start === start && known.end === end) return known.all
  const all = [...start, ...middle, ...end]
  shown.set(middle, { start, end, all })
  return all
}

/** The index of a column in the node's list, which the protocol uses as its name. */
export function indexOf(column: { readonly id: string }): number {
  return Number(column.id)
}

/**
 * The column model of a data table.
 * @param widths the initial widths, until a person changes them
 */
export function useColumnModel(
  columns: readonly DatatableColumn[],
  widths: readonly number[],
  direction: 'ltr' | 'rtl',
  sort: RowQuery['sort'],
  onSort: (sort: RowQuery['sort']) => void,
): ColumnModel {
  const sorting = useMemo(
    () => sort.map(({ column, desc = false }) => ({ id: String(column), desc })),
    [sort],
  )
  const definitions = useMemo(() => groupsOf(columns, widths), [columns, widths])
  const initialState = useMemo(() => initialStateOf(columns), [columns])
  return useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    initialState,
    state: { sorting },
    onSortingChange: (updater: Updater<SortingState>) => {
      const next = typeof updater === 'function' ? updater(sorting) : updater
      onSort(next.map(({ id, desc }) => ({ column: Number(id), desc })))
    },
    manualSorting: true,
    sortDescFirst: false,
    columnResizeMode: 'onChange',
    columnResizeDirection: direction,
  })
}

function initialStateOf(columns: readonly DatatableColumn[]) {
  const ids = (test: (column: DatatableColumn) => boolean): string[] =>
    columns.flatMap((column, index) => (test(column) ? [String(index)] : []))
  return {
    columnPinning: {
      start: ids(({ pinned }) => pinned === 'left'),
      end: ids(({ pinned }) => pinned === 'right'),
    },
    columnVisibility: Object.fromEntries(ids(({ hide }) => hide === true).map((id) => [id, false])),
  }
}

type Definition = ColumnDef<Features, NoRow>

/** Adjacent columns of the same group share a heading. */
function groupsOf(columns: readonly DatatableColumn[], widths: readonly number[]): Definition[] {
  const build = (indexes: readonly number[], depth: number): Definition[] => {
    const result: Definition[] = []
    for (let at = 0; at < indexes.length;) {
      const index = indexes[at] as number
      const column = columns[index] as DatatableColumn
      let end = at + 1
      if (column.path.length <= depth + 1) result.push(leaf(column, index, widths[index]))
      else {
        while (end < indexes.length && isInGroup(columns[indexes[end] as number], column, depth)) end++
        result.push({
          id: `group ${depth} ${index}`,
          header: column.groups?.[depth] ?? '',
          columns: build(indexes.slice(at, end), depth + 1),
        })
      }
      at = end
    }
    return result
  }
  return build([...columns.keys()], 0)
}

function isInGroup(column: DatatableColumn | undefined, { path }: DatatableColumn, depth: number): boolean {
  return column !== undefined && column.path.length > depth + 1 && column.path[depth] === path[depth]
}

function leaf(column: DatatableColumn, index: number, size = 100): Definition {
  const { min, max } = boundsOf(column)
  return {
    id: String(index),
    header: column.header,
    accessorFn: () => null,
    size,
    minSize: min,
    maxSize: max,
    enableSorting: column.sortable !== false,
    enableResizing: column.resizable !== false,
  }
}
