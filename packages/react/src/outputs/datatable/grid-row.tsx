import type { DatatableColumn, DatatableNode, Json, RowMarks } from '@webio/core/protocol'
import type { MouseEvent, ReactNode } from 'react'
import { memo } from 'react'
import { useLocale } from '../../context/texts-context'
import { useText } from '../../context/use-text'
import { CellEditor } from './cell-editor'
import type { CellFormat } from './cell-text'
import { alignOf, formatOf } from './cell-text'
import type { ModelColumn } from './column-model'
import { indexOf } from './column-model'
import type { Place } from './grid-place'
import type { Selection } from './selection'
import type { ShownRows } from './shown-rows'
import type { Pinning } from './use-pinning'
import { cellIdOf } from './use-pinning'
import type { CellEditing } from './use-cell-editing'

interface GridRowProps {
  readonly gridId: string
  readonly spec: DatatableNode
  readonly columns: readonly ModelColumn[]
  readonly pinning: Pinning
  readonly rows: ShownRows
  /** The index of the row among the visible rows. */
  readonly index: number
  /** The same as ARIA counts it: from 1, including the headings. */
  readonly rowIndex: number
  /** Pixels from the first row. */
  readonly start: number
  readonly currentColumn: number | null
  readonly selection: Selection
  readonly editing: CellEditing
  /** The column that is being edited. */
  readonly editedColumn: number | null
  readonly onPlace: (place: Place) => void
  /** Called when the editing of a cell has ended. */
  readonly onEdited: () => void
}

/** One row: empty until it has arrived. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { gridId, spec, columns, pinning, rows, index, rowIndex, start, currentColumn, selection, onPlace } =
    props
  const { editing, editedColumn, onEdited } = props
  const marks = spec.marks ? (rows.valueAt(index, spec.columns.length) as RowMarks | null) : null
  const say = useText()
  const locale = useLocale()
  const id = rows.idAt(index)
  const isSelected = id !== undefined && selection.ids.has(id)
  const click = (event: MouseEvent): void => {
    if (!selection.mode) return
    if (event.shiftKey) selection.extendTo(index)
    else selection.toggle(index)
  }
  return (
    <div
      className={classes('webio-datatable-row', marks?.row)}
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
        const value = rows.valueAt(index, indexOf(column))
        const { pending, message } = editing.editOf(index, indexOf(column)) ?? {}
        const isEdited = editedColumn === at && definition !== undefined
        return (
          <div
            key={column.id}
            id={cellIdOf(gridId, { row: index, column: at })}
            className={classes('webio-datatable-cell', marks?.cells?.[indexOf(column)])}
            role="gridcell"
            aria-colindex={at + 1}
            data-align={alignOf(definition)}
            data-current={currentColumn === at ? '' : undefined}
            aria-readonly={editing.isPossible ? !definition?.editable : undefined}
            aria-invalid={message === undefined ? undefined : true}
            aria-busy={pending === undefined || message !== undefined ? undefined : true}
            data-editable={definition?.editable ? '' : undefined}
            data-edited={isEdited ? '' : undefined}
            data-pinned={pinning[at]?.edge}
            style={pinning[at]?.style}
            onClick={() => onPlace({ row: index, column: at })}
            onDoubleClick={() => editing.begin({ row: index, column: at })}
          >
            {id !== undefined && definition && !isEdited
              ? textOf(definition, locale, pending === undefined ? value : pending)
              : null}
            {isEdited && (
              <CellEditor
                column={definition}
                value={value}
                typed={editing.at?.typed}
                onCommit={(given) => {
                  editing.commit(given)
                  onEdited()
                }}
                onCancel={() => {
                  editing.cancel()
                  onEdited()
                }}
              />
            )}
            {message !== undefined && (
              <span className="webio-datatable-refusal" role="alert">
                {say(message)}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
})

function classes(own: string, marked: string | undefined): string {
  // styles/guard.css uses the first class to decide whether another style sheet's class applies.
  return marked ? `${marked} ${own}` : own
}

/** A value as its column shows it: the label of its choice, or its formatted text. */
function textOf(column: DatatableColumn, locale: string, value: Json): string {
  const choice = column.choices?.find((one) => one.value === value)
  return choice ? choice.label : cachedFormat(column, locale)(value)
}

/** The columns of a node never change, so their formats can be cached, for one language. */
const formats = new WeakMap<DatatableColumn, { readonly locale: string; readonly format: CellFormat }>()

function cachedFormat(column: DatatableColumn, locale: string): CellFormat {
  let kept = formats.get(column)
  if (kept?.locale !== locale) formats.set(column, (kept = { locale, format: formatOf(column, locale) }))
  return kept.format
}
