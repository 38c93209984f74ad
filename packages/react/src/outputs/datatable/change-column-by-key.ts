import type { KeyboardEvent } from 'react'
import type { ColumnModel } from './column-model'
import { shownColumns } from './column-model'
import type { ColumnMoves } from './use-column-moves'

/** Pixels by which one press changes a column's width. */
const STEP_PX = 16

/**
 * On a heading, Alt with an arrow changes the column's width, and Shift with an arrow moves it by one place.
 * @returns whether the key was one of those
 */
export function changeColumnByKey(
  { key, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey'>,
  model: ColumnModel,
  place: number,
  moves: ColumnMoves,
): boolean {
  if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || altKey === shiftKey) return false
  const isForward = (key === 'ArrowRight') === (model.options.columnResizeDirection !== 'rtl')
  if (shiftKey) moves.move(place, place + (isForward ? 1 : -1))
  else resize(model, place, isForward ? STEP_PX : -STEP_PX)
  return true
}

function resize(model: ColumnModel, place: number, pixels: number): void {
  const column = shownColumns(model)[place]
  if (!column?.getCanResize()) return
  const size = column.getSize() + pixels
  model.setColumnSizing((sizes) => ({ ...sizes, [column.id]: size }))
}
