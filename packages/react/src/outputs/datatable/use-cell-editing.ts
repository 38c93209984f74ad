import type { CellValue, DatatableNode } from '@webio/core/protocol'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { useShownSession } from '../../context/shown-session-context'
import { useIsLive } from '../../hooks/use-shown-session'
import type { ShownEdit } from '../../session/rows/cell-edits'
import { tablesOf } from '../../session/rows/session-tables'
import type { ColumnModel } from './column-model'
import { indexOf, shownColumns } from './column-model'
import type { Place } from './grid-place'
import type { ShownRows } from './shown-rows'

/** What a person edits, and the outcome of edits. */
export interface CellEditing {
  /** The edited cell, and the initial text of its editor if the person has typed into the cell. */
  readonly at: (Place & { readonly typed?: string | undefined }) | null
  /** Whether the table has editable cells. */
  readonly isPossible: boolean
  /**
   * Begins to edit a cell.
   * @returns false if it cannot be edited
   */
  begin(place: Place, typed?: string): boolean
  commit(value: CellValue): void
  cancel(): void
  /** The outcome of the last edit of a cell. */
  editOf(index: number, column: number): ShownEdit | undefined
}

/** The editing of a data table's cells. */
export function useCellEditing(spec: DatatableNode, model: ColumnModel, rows: ShownRows): CellEditing {
  const { edits } = tablesOf(useShownSession())
  const isLive = useIsLive()
  const { id: output, columns } = spec
  const shown = useSyncExternalStore(edits.subscribe, () => edits.of(output))
  const [at, setAt] = useState<CellEditing['at']>(null)
  const columnAt = useCallback((place: Place) => shownColumns(model)[place.column], [model])
  return useMemo(
    () => ({
      at,
      isPossible: columns.some(({ editable }) => editable),
      begin(place, typed) {
        const column = columnAt(place)
        const row = rows.idAt(place.row)
        if (!isLive || !column || row === undefined || !columns[indexOf(column)]?.editable) return false
        const { pending, message } = shown.get(row)?.get(indexOf(column)) ?? {}
        const unsent = message !== undefined && typeof pending === 'string' ? pending : undefined
        edits.forgive(output, row, indexOf(column))
        setAt({ ...place, typed: typed ?? unsent })
        return true
      },
      commit(value) {
        setAt(null)
        const column = at && columnAt(at)
        const row = at ? rows.idAt(at.row) : undefined
        if (!at || !column || row === undefined || rows.valueAt(at.row, indexOf(column)) === value) return
        edits.edit(output, row, indexOf(column), value)
      },
      cancel: () => setAt(null),
      editOf(index, column) {
        const row = shown.size > 0 ? rows.idAt(index) : undefined
        return row === undefined ? undefined : shown.get(row)?.get(column)
      },
    }),
    [at, columns, columnAt, rows, isLive, edits, output, shown],
  )
}
