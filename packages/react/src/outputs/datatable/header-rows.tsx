import type { DatatableColumn, DatatableNode } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { alignOf } from './cell-text'
import type { ColumnModel, ModelHeader } from './column-model'
import { indexOf } from './column-model'
import type { Place } from './grid-place'
import type { ColumnMoves } from './use-column-moves'
import type { Pin, Pinning } from './use-pinning'
import { cellIdOf } from './use-pinning'

interface HeaderRowsProps {
  readonly gridId: string
  readonly spec: DatatableNode
  readonly model: ColumnModel
  readonly place: Place | null
  readonly pinning: Pinning
  readonly moves: ColumnMoves
  readonly onPlace: (place: Place) => void
}

/** The headings: a row for each level of groups, and a row for the columns. */
export function HeaderRows(props: HeaderRowsProps): ReactNode {
  // TanStack Table changes its headers in place.
  'use no memo'
  const { gridId, spec, model, place, pinning, moves, onPlace } = props
  const groups = model.getHeaderGroups()
  return groups.map(({ id, headers }, level) => {
    let at = 0
    return (
      <div key={id} className="webio-datatable-row" role="row" aria-rowindex={level + 1}>
        {headers.map((header) => {
          const column = at
          at += header.colSpan
          const isLeaf = level === groups.length - 1
          if (isLeaf) {
            return (
              <LeafHeading
                key={header.id}
                id={cellIdOf(gridId, { row: -1, column })}
                header={header}
                column={column}
                isCurrent={place?.row === -1 && place.column === column}
                align={alignOf(spec.columns[indexOf(header.column)])}
                pin={pinning[column]}
                moves={moves}
                onPlace={onPlace}
              />
            )
          }
          return (
            <div
              key={header.id}
              className="webio-datatable-heading"
              role={header.isPlaceholder ? 'gridcell' : 'columnheader'}
              aria-colindex={column + 1}
              aria-colspan={header.colSpan > 1 ? header.colSpan : undefined}
              data-group={header.isPlaceholder ? undefined : ''}
              data-pinned={pinning[column]?.edge}
              style={{ gridColumn: `${column + 1} / span ${header.colSpan}`, ...pinning[column]?.style }}
            >
              {header.isPlaceholder ? null : (
                <span className="webio-datatable-label">{String(header.column.columnDef.header)}</span>
              )}
            </div>
          )
        })}
      </div>
    )
  })
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const

interface LeafHeadingProps {
  readonly id: string
  readonly header: ModelHeader
  readonly column: number
  readonly isCurrent: boolean
  readonly align: DatatableColumn['align']
  readonly pin: Pin | undefined
  readonly moves: ColumnMoves
  readonly onPlace: (place: Place) => void
}

/** The heading of a column. A click sorts by it; Shift-click adds it to the sort. Its edge changes the width, and the mouse drags it to another place. */
function LeafHeading(props: LeafHeadingProps): ReactNode {
  // TanStack Table changes its columns in place.
  'use no memo'
  const { id, header, column, isCurrent, align, pin, moves, onPlace } = props
  const { column: model } = header
  const sorted = model.getIsSorted()
  const canSort = model.getCanSort()
  const resize = header.getResizeHandler()
  return (
    <div
      id={id}
      className="webio-datatable-heading"
      role="columnheader"
      aria-colindex={column + 1}
      aria-sort={canSort ? (sorted ? ARIA_SORT[sorted] : 'none') : undefined}
      data-current={isCurrent ? '' : undefined}
      data-sortable={canSort ? '' : undefined}
      data-sorted={sorted || undefined}
      data-align={align}
      data-pinned={pin?.edge}
      data-resizing={model.getIsResizing() ? '' : undefined}
      data-dragged={moves.dragged === model.id ? '' : undefined}
      style={pin?.style}
      onPointerDown={(event) => moves.press(event, column)}
      onClick={(event) => {
        if (moves.isDragEnd()) return
        onPlace({ row: -1, column })
        if (canSort) model.toggleSorting(undefined, event.shiftKey)
      }}
    >
      <span className="webio-datatable-label">{String(model.columnDef.header)}</span>
      {model.getCanResize() && (
        <span
          className="webio-datatable-edge"
          aria-hidden="true"
          onPointerDown={(event) => event.stopPropagation()}
          onMouseDown={resize}
          onTouchStart={resize}
          onClick={(event) => event.stopPropagation()}
          onDoubleClick={() => model.resetSize()}
        />
      )}
    </div>
  )
}
