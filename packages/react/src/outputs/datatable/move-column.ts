import type { ColumnModel } from './column-model'
import { shownColumns } from './column-model'

/**
 * Moves a column to the place of another one; those between make room. Pinned columns stay on their side, the others between them.
 * @param from the index among the visible columns
 * @param to the target index among the visible columns
 * @returns false if there is no such place, or it is not on the same side
 */
export function moveColumn(model: ColumnModel, from: number, to: number): boolean {
  const columns = shownColumns(model)
  const [column, target] = [columns[from], columns[to]]
  if (!column || !target || from === to) return false
  const side = column.getIsPinned()
  if (target.getIsPinned() !== side) return false
  const moved = (ids: readonly string[]): string[] => {
    const others = ids.filter((id) => id !== column.id)
    others.splice(others.indexOf(target.id) + (to > from ? 1 : 0), 0, column.id)
    return others
  }
  if (side) model.setColumnPinning((pinning) => ({ ...pinning, [side]: moved(pinning[side]) }))
  // An empty order means the order of the definitions.
  else
    model.setColumnOrder((order) =>
      moved(order.length > 0 ? order : model.getAllLeafColumns().map(({ id }) => id)),
    )
  return true
}

/** The horizontal extent of a heading on the screen, in pixels. */
export interface Extent {
  readonly left: number
  readonly right: number
}

/**
 * The place of a dragged column: after all columns of its side whose middle the pointer has passed. So a wide neighbor does not make it jump back
 * and forth.
 * @param headings the headings of the visible columns, in order
 * @param isOfSide tells whether a place is on the same side
 */
export function placeUnder(
  headings: readonly Extent[],
  from: number,
  isOfSide: (place: number) => boolean,
  pointer: number,
  isRightToLeft: boolean,
): number {
  const places = [...headings.keys()].filter(isOfSide)
  const passed = places.filter((place) => {
    const { left, right } = headings[place] as Extent
    const middle = (left + right) / 2
    return place !== from && (isRightToLeft ? middle > pointer : middle < pointer)
  })
  return (places[0] ?? from) + passed.length
}
