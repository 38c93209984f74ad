import type { CSSProperties } from 'react'
import { useMemo } from 'react'
import type { ColumnModel, ModelColumn } from './column-model'
import { shownColumns } from './column-model'
import type { Place } from './grid-place'

/** Where the cells of a pinned column stick. */
export interface Pin {
  /** Set on the innermost pinned column of a side alone: it is where the others scroll below. */
  readonly edge: 'start' | 'end' | ''
  readonly style: CSSProperties
}

/** Where the cells of pinned columns stick, by the column's place among those that show. */
export type Pinning = readonly (Pin | undefined)[]

/** Where the pinned columns of a table stick. */
export function usePinning(model: ColumnModel): Pinning {
  const columns = shownColumns(model)
  const { columnSizing } = model.state
  return useMemo(() => pinningOf(columns, columnSizing), [columns, columnSizing])
}

/** @param _sizes what the columns' places depend on */
function pinningOf(columns: readonly ModelColumn[], _sizes: unknown): Pinning {
  return columns.map((column, index) => {
    const side = column.getIsPinned()
    if (!side) return undefined
    const neighbour = columns[side === 'start' ? index + 1 : index - 1]
    const edge = neighbour?.getIsPinned() === side ? '' : side
    const style =
      side === 'start'
        ? { insetInlineStart: column.getStart('start') }
        : { insetInlineEnd: column.getAfter('end') }
    return { edge, style }
  })
}

/** The id of a cell's element. */
export function cellIdOf(gridId: string, { row, column }: Place): string {
  return `${gridId}-${row}-${column}`
}
