import type { DatatableColumn, DatatableNode } from '@webio/core/protocol'
import type { MouseEvent, ReactNode } from 'react'
import { memo } from 'react'
import type { CellFormat } from './cell-text'
import { alignOf, formatOf } from './cell-text'
import type { ModelColumn } from './column-model'
import { indexOf } from './column-model'
import type { Place } from './grid-place'
import type { Selection } from './selection'
import type { ShownRows } from './shown-rows'
import type { Pinning } from './use-pinning'
import { cellIdOf } from './use-pinning'

interface GridRowProps {
  readonly gridId: string
  readonly spec: DatatableNode
  readonly columns: readonly ModelColumn[]
  readonly pinning: Pinning
  readonly rows: ShownRows
  /** Of the row among those that show. */
  readonly index: number
  /** The same as ARIA counts, from 1 and with the headings. */
  readonly rowIndex: number
  /** Pixels from the first row. */
  readonly start: number
  readonly currentColumn: number | null
  readonly selection: Selection
  readonly onPlace: (place: Place) => void
}

/** One row: empty until it has come. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { gridId, spec, columns, pinning, rows, index, rowIndex, start, currentColumn, selection, onPlace } =
    props
  const id = rows.idAt(index)
  const isSelected = id !== undefined && selection.ids.has(id)
  const click = (event: MouseEvent): void => {
    if (!selection.mode) return
    if (event.shiftKey) selection.extendTo(index)
    else selection.toggle(index)
  }
  return (
    <div
      className="webio-datatable-row"
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selection.mode && id !== undefined ? isSelected : undefined}
      aria-busy={id === undefined || undefined}
      data-even={index % 2 === 0 ? '' : undefined}
      data-selectable={selection.mode ? '' : undefined}
      style={{ transform: `translateY(${start}px)` }}
      onClick={click}
    >
      {columns.map((column, at) => {
        const definition = spec.columns[indexOf(column)]
        return (
          <div
            key={column.id}
            id={cellIdOf(gridId, { row: index, column: at })}
            className="webio-datatable-cell"
            role="gridcell"
            aria-colindex={at + 1}
            data-align={alignOf(definition)}
            data-current={currentColumn === at ? '' : undefined}
            data-pinned={pinning[at]?.edge}
            style={pinning[at]?.style}
            onClick={() => onPlace({ row: index, column: at })}
          >
            {id !== undefined && definition
              ? cachedFormat(definition)(rows.valueAt(index, indexOf(column)))
              : null}
          </div>
        )
      })}
    </div>
  )
})

/** A column of a node is never changed, so its format can be kept with it. */
const formats = new WeakMap<DatatableColumn, CellFormat>()

function cachedFormat(column: DatatableColumn): CellFormat {
  let format = formats.get(column)
  if (!format) formats.set(column, (format = formatOf(column)))
  return format
}
