import type { CSSProperties } from 'react'
import { useMemo } from 'react'
import type { ColumnModel, ModelColumn } from './column-model'
import { shownColumns } from './column-model'
import type { Place } from './grid-place'

/** Where the cells of a pinned column stick. */
export interface Pin {
  /** Set only on the innermost pinned column of a side: the other columns scroll below its edge. */
  readonly edge: 'start' | 'end' | ''
  readonly style: CSSProperties
}

/** Where the cells of pinned columns stick, by the index of the visible column. */
export type Pinning = readonly (Pin | undefined)[]

/** Where the pinned columns of a table stick. */
export function usePinning(model: ColumnModel): Pinning {
  // TanStack Table's columns change in place.
  'use no memo'
  const columns = shownColumns(model)
  const widths = columns.map((column) => column.getSize()).join(' ')
  return useMemo(() => pinningOf(columns, widths.split(' ').map(Number)), [columns, widths])
}

function pinningOf(columns: readonly ModelColumn[], widths: readonly number[]): Pinning {
  /** The width of the columns from one place to another that are pinned on a side. */
  const widthOf = (side: 'start' | 'end', from: number, to: number): number =>
    columns
      .slice(from, to)
      .reduce((sum, column, at) => (column.getIsPinned() === side ? sum + (widths[from + at] ?? 0) : sum), 0)
  return columns.map((column, index) => {
    const side = column.getIsPinned()
    if (!side) return undefined
    const neighbor = columns[side === 'start' ? index + 1 : index - 1]
    const edge = neighbor?.getIsPinned() === side ? '' : side
    const style =
      side === 'start'
        ? { insetInlineStart: widthOf('start', 0, index) }
        : { insetInlineEnd: widthOf('end', index + 1, columns.length) }
    return { edge, style }
  })
}

/** The id of a cell's element. */
export function cellIdOf(gridId: string, { row, column }: Place): string {
  return `${gridId}-${row}-${column}`
}
