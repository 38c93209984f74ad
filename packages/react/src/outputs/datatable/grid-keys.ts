import type { KeyboardEvent } from 'react'
import { changeColumnByKey } from './change-column-by-key'
import type { ColumnModel } from './column-model'
import { shownColumns } from './column-model'
import type { Place } from './grid-place'
import { placeAfter } from './grid-place'
import { isRightToLeft } from './scroll-sideways'
import type { Selection } from './selection'
import type { ColumnMoves } from './use-column-moves'

/** What keys work on. */
export interface GridKeysTarget {
  readonly model: ColumnModel
  readonly place: Place | null
  readonly selection: Selection
  readonly moves: ColumnMoves
  /** Rows that show, and those of them that are in view. */
  readonly rows: number
  readonly page: number
  readonly onPlace: (place: Place) => void
}

/** Does what a key says, where it says something: moves the current cell, selects rows, sorts, moves and resizes columns. */
export function pressGridKey(event: KeyboardEvent, target: GridKeysTarget): void {
  // What is typed into a filter is none of the grid's.
  if (event.target !== event.currentTarget) return
  if (changesColumn(event, target) || changesPlace(event, target) || acts(event, target))
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
