import type { DatatableNode } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useLocale } from '../../context/texts-context'
import { formatOf } from './cell-text'
import type { ColumnModel } from './column-model'
import { indexOf, shownColumns } from './column-model'
import type { Place } from './grid-place'
import type { ShownRows } from './shown-rows'

interface CellBarProps {
  readonly spec: DatatableNode
  readonly model: ColumnModel
  readonly rows: ShownRows
  readonly place: Place | null
}

/** The full text of the current cell, which the table may have truncated. */
export function CellBar({ spec, model, rows, place }: CellBarProps): ReactNode {
  // TanStack Table changes its columns in place.
  'use no memo'
  const locale = useLocale()
  const column = place ? shownColumns(model)[place.column] : undefined
  const definition = column && spec.columns[indexOf(column)]
  const text =
    place && column && definition && place.row >= 0
      ? formatOf(definition, locale)(rows.valueAt(place.row, indexOf(column)))
      : ''
  return (
    <div className="webio-datatable-cell-bar" data-empty={text === '' ? '' : undefined}>
      {text}
    </div>
  )
}
