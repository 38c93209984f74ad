import type { DatatableNode } from '@webio/core/protocol'
import type { CSSProperties, KeyboardEvent, ReactNode, RefObject } from 'react'
import { useEffect, useId } from 'react'
import { useText } from '../../context/use-text'
import type { ColumnModel } from './column-model'
import { shownColumns } from './column-model'
import type { FilterEditing } from './filter-row'
import { FilterRow } from './filter-row'
import type { Place } from './grid-place'
import { pressGridKey } from './grid-keys'
import { GridRow } from './grid-row'
import { HeaderRows } from './header-rows'
import { scrollSideways } from './scroll-sideways'
import type { Selection } from './selection'
import type { CellEditing } from './use-cell-editing'
import type { ShownRows } from './shown-rows'
import { useColumnMoves } from './use-column-moves'
import { cellIdOf, usePinning } from './use-pinning'
import { rowsAround, scrollToRow, useRowWindow } from './use-row-window'

const ROW_HEIGHTS = { balham: 28, alpine: 42, material: 48 } as const
/** Browsers do not show an element that is higher than this many pixels. */
const MAX_HEIGHT_PX = 15_000_000
/** With more rows than this, a table does not grow to show all of them, whatever its `height`. */
const MAX_GROWN_ROWS = 1000
/**
 * How many rows are drawn before and after those in view. The row with the focus and the row with an open editor are drawn wherever they are, so
 * that both stay while the table is scrolled.
 */
const OVERSCAN = 8

interface GridProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly spec: DatatableNode
  readonly model: ColumnModel
  readonly rows: ShownRows
  readonly selection: Selection
  readonly editing: CellEditing
  readonly place: Place | null
  readonly onPlace: (place: Place) => void
  readonly filters: FilterEditing | null
}

/** The heading and the rows in view: an ARIA grid that keeps the focus itself and names its current cell. */
export function Grid(props: GridProps): ReactNode {
  // TanStack Table returns an object that changes in place.
  'use no memo'
  const { ref, spec, model, rows, selection, editing, place, onPlace, filters } = props
  const say = useText()
  const gridId = useId()
  const columns = shownColumns(model)
  const pinning = usePinning(model)
  const moves = useColumnMoves(ref, spec, model, onPlace)
  const rowHeight = spec.rowHeight ?? ROW_HEIGHTS[themeOf(spec)]
  const count = Math.min(rows.count, Math.floor(MAX_HEIGHT_PX / rowHeight))
  const headerRows = model.getHeaderGroups().length + (filters ? 1 : 0)
  const view = useRowWindow(ref, rowHeight)
  const { from, to, drawn } = rowsAround(view, OVERSCAN, count, [place?.row, editing.at?.row])
  const { show } = rows
  useEffect(() => show(from, Math.max(0, to)), [show, from, to])

  const goTo = (next: Place): void => {
    onPlace(next)
    if (next.row >= 0) scrollToRow(ref.current, next.row, rowHeight, headerRows * rowHeight)
    scrollSideways(ref.current, model, next.column)
  }
  const page = Math.max(1, Math.floor(view.height / rowHeight) - headerRows)
  const onKeyDown = (event: KeyboardEvent): void =>
    pressGridKey(event, { model, place, selection, editing, moves, rows: count, page, onPlace: goTo })

  const widths = columns.map((column) => `${column.getSize()}px`).join(' ')
  const style = { '--webio-columns': widths, '--webio-row-height': `${rowHeight}px` } as CSSProperties
  return (
    <div
      ref={ref}
      className="webio-datatable-grid"
      data-many={rows.count > MAX_GROWN_ROWS ? '' : undefined}
      role="grid"
      tabIndex={0}
      aria-label={spec.instance_id ?? say({ id: 'table_name' })}
      aria-rowcount={rows.count + headerRows}
      aria-colcount={columns.length}
      aria-multiselectable={selection.mode ? selection.mode === 'multiple' : undefined}
      aria-activedescendant={place ? cellIdOf(gridId, place) : undefined}
      aria-readonly={editing.isPossible ? undefined : true}
      style={style}
      onKeyDown={onKeyDown}
    >
      <div className="webio-datatable-head" role="rowgroup">
        <HeaderRows
          gridId={gridId}
          spec={spec}
          model={model}
          place={place}
          pinning={pinning}
          moves={moves}
          onPlace={onPlace}
        />
        {filters && (
          <FilterRow {...filters} columns={columns} spec={spec} pinning={pinning} rowIndex={headerRows} />
        )}
      </div>
      <div className="webio-datatable-rows" role="rowgroup" style={{ height: count * rowHeight }}>
        {drawn.map((index) => (
          <GridRow
            key={index}
            gridId={gridId}
            spec={spec}
            columns={columns}
            pinning={pinning}
            rows={rows}
            index={index}
            rowIndex={headerRows + index + 1}
            start={index * rowHeight}
            currentColumn={place?.row === index ? place.column : null}
            selection={selection}
            editing={editing}
            editedColumn={editing.at?.row === index ? editing.at.column : null}
            onPlace={onPlace}
            onEdited={() => ref.current?.focus()}
          />
        ))}
      </div>
    </div>
  )
}

function themeOf({ theme }: DatatableNode): keyof typeof ROW_HEIGHTS {
  return theme.replace('-dark', '') as keyof typeof ROW_HEIGHTS
}
