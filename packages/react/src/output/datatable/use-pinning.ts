import type { CSSProperties } from 'react'
import { useMemo } from 'react'
import type { ColumnModel } from './column-model'
import type { Place } from './grid-place'

/** Where the cells of pinned columns stick, by the column's place among those that show. */
export type Pinning = readonly (CSSProperties | undefined)[]

/** Where the pinned columns of a table stick. */
export function usePinning(model: ColumnModel): Pinning {
  const columns = model.getVisibleLeafColumns()
  const { columnPinning, columnSizing } = model.state
  return useMemo(
    () =>
      columns.map((column) => {
        const side = column.getIsPinned()
        if (side === 'start') return { insetInlineStart: column.getStart('start') }
        return side === 'end' ? { insetInlineEnd: column.getAfter('end') } : undefined
      }),
    // Where they stick depends on the sizes, which are part of the model's state.
    [columns, columnPinning, columnSizing],
  )
}

/** The id of a cell's element. */
export function cellIdOf(gridId: string, { row, column }: Place): string {
  return `${gridId}-${row}-${column}`
}
