import type { ColumnModel } from './column-model'
import { shownColumns } from './column-model'

/** Scrolls a column into view unless it is pinned. */
export function scrollSideways(grid: HTMLElement | null, model: ColumnModel, index: number): void {
  const column = shownColumns(model)[index]
  if (!grid || !column || column.getIsPinned()) return
  const from = column.getStart('center')
  const room = grid.clientWidth - model.getStartTotalSize() - model.getEndTotalSize()
  const at = Math.abs(grid.scrollLeft)
  const to = from < at ? from : Math.max(at, from + column.getSize() - room)
  if (to !== at) grid.scrollLeft = isRightToLeft(grid) ? -to : to
}

export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl'
}
