import type { ColumnModel, ModelColumn } from './column-model'

/** Pixels by which one press changes a column's width. */
const STEP_PX = 16

/** Alt with an arrow makes a column narrower or wider. Gives back whether the key was one of those. */
export function resizeByKey(model: ColumnModel, column: ModelColumn, key: string): boolean {
  if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || !column.getCanResize()) return false
  const grows = (key === 'ArrowRight') === (model.options.columnResizeDirection !== 'rtl')
  const size = column.getSize() + (grows ? STEP_PX : -STEP_PX)
  model.setColumnSizing((sizes) => ({ ...sizes, [column.id]: size }))
  return true
}
