import type { KeyboardEvent } from 'react'
import { changeColumnByKey } from './change-column-by-key'
import type { ColumnModel } from './column-model'
import { shownColumns } from './column-model'
import type { Place } from './grid-place'
import { placeAfter } from './grid-place'
import { isRightToLeft } from './scroll-sideways'
import type { Selection } from './selection'
import type { CellEditing } from './use-cell-editing'
import type { ColumnMoves } from './use-column-moves'

/** What the keys act on. */
export interface GridKeysTarget {
  readonly model: ColumnModel
  readonly place: Place | null
  readonly selection: Selection
  readonly editing: CellEditing
  readonly moves: ColumnMoves
  /** The number of rows, and the number of rows in view. */
  readonly rows: number
  readonly page: number
  readonly onPlace: (place: Place) => void
}

/** Performs the action of a key, if it has one: moves the current cell, selects rows, sorts, moves and resizes columns. */
export function pressGridKey(event: KeyboardEvent, target: GridKeysTarget): void {
  // Typing into a filter does not concern the grid.
  if (event.target !== event.currentTarget) return
  if (
    changesColumn(event, target) ||
    changesPlace(event, target) ||
    edits(event, target) ||
    acts(event, target)
  )
    event.preventDefault()
}

function changesColumn(event: KeyboardEvent, { model, place, moves }: GridKeysTarget): boolean {
  return place?.row === -1 && changeColumnByKey(event, model, place.column, moves)
}

function changesPlace(event: KeyboardEvent, { model, place, rows, page, onPlace }: GridKeysTarget): boolean {
  const columns = shownColumns(model).length
  const extent = { rows, columns, page, isRightToLeft: isRightToLeft(event.currentTarget) }
  const next = placeAfter(event.key, place, extent, isFar(event))
  if (next) onPlace(next)
  return next !== null
}

/** Enter and F2 begin to edit the current cell, and so does typing. */
function edits(event: KeyboardEvent, { place, editing }: GridKeysTarget): boolean {
  if (!place || place.row < 0 || event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.key === 'Enter' || event.key === 'F2') return editing.begin(place)
  return event.key.length === 1 && event.key !== ' ' && editing.begin(place, event.key)
}

function acts(event: KeyboardEvent, { model, place, selection }: GridKeysTarget): boolean {
  if (isFar(event) && event.key === 'a' && selection.mode === 'multiple') {
    selection.all()
    return true
  }
  if (!place || (event.key !== ' ' && event.key !== 'Enter')) return false
  if (place.row >= 0) selection.toggle(place.row)
  else {
    const column = shownColumns(model)[place.column]
    if (column?.getCanSort()) column.toggleSorting(undefined, event.shiftKey)
  }
  return true
}

function isFar({ ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey
}
