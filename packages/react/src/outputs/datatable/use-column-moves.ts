import type { DatatableNode } from '@webio/core/protocol'
import type { PointerEvent, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ColumnModel } from './column-model'
import { indexOf, shownColumns } from './column-model'
import type { Place } from './grid-place'
import { moveColumn, placeUnder } from './move-column'
import { isRightToLeft, scrollSideways } from './scroll-sideways'

/** A press of the mouse that moves less is a click. */
const CLICK_PX = 5

/** How a person moves columns. */
export interface ColumnMoves {
  /** Id of the column that is dragged. */
  readonly dragged: string | null
  /** Tells whether the column at a place can be moved at all. */
  canMove(place: number): boolean
  /** Moves a column and brings it into view; false where it cannot be there. */
  move(from: number, to: number): boolean
  /** To be called when a pointer is pressed on the heading at a place: the column follows the mouse until it is released. */
  press(event: PointerEvent<HTMLElement>, place: number): void
  /** Tells whether the click that comes is the end of a drag, and no click. */
  isDragEnd(): boolean
}

/**
 * @param onPlace told of the heading that was moved: it becomes the current one
 */
export function useColumnMoves(
  grid: RefObject<HTMLElement | null>,
  spec: DatatableNode,
  model: ColumnModel,
  onPlace: (place: Place) => void,
): ColumnMoves {
  const [dragged, setDragged] = useState<string | null>(null)
  const drag = useRef<{ hasMoved: boolean; readonly end: AbortController } | null>(null)
  useEffect(() => () => drag.current?.end.abort(), [])

  const canMove = (place: number): boolean => {
    const column = shownColumns(model)[place]
    return column !== undefined && spec.columns[indexOf(column)]?.movable !== false
  }
  const move = (from: number, to: number): boolean => {
    if (!canMove(from)) return false
    // As wide as the columns are now: the far edge of the place is that of the column when it is there.
    scrollSideways(grid.current, model, to)
    if (!moveColumn(model, from, to)) return false
    onPlace({ row: -1, column: to })
    return true
  }
  const press = (pressed: PointerEvent<HTMLElement>, place: number): void => {
    drag.current?.end.abort()
    drag.current = null
    // A finger scrolls.
    if (pressed.button !== 0 || pressed.pointerType !== 'mouse' || !canMove(place)) return
    const id = shownColumns(model)[place]?.id ?? null
    const headings = pressed.currentTarget.parentElement
    const current = { hasMoved: false, end: new AbortController() }
    drag.current = current
    const follow = ({ clientX }: { readonly clientX: number }): void => {
      if (!current.hasMoved && Math.abs(clientX - pressed.clientX) < CLICK_PX) return
      current.hasMoved = true
      const columns = shownColumns(model)
      const from = columns.findIndex((column) => column.id === id)
      const side = columns[from]?.getIsPinned()
      const extents = [...(headings?.children ?? [])].map((heading) => heading.getBoundingClientRect())
      const to = placeUnder(
        extents,
        from,
        (other) => columns[other]?.getIsPinned() === side,
        clientX,
        headings !== null && isRightToLeft(headings),
      )
      // Drawn at once: what comes next is measured on it.
      flushSync(() => {
        setDragged(id)
        if (to !== from) move(from, to)
      })
    }
    const release = (): void => {
      current.end.abort()
      setDragged(null)
      // The click that the release makes comes before.
      setTimeout(() => {
        if (drag.current === current) drag.current = null
      })
    }
    const { ownerDocument } = pressed.currentTarget
    const { signal } = current.end
    ownerDocument.addEventListener('pointermove', follow, { signal })
    ownerDocument.addEventListener('pointerup', release, { signal })
    ownerDocument.addEventListener('pointercancel', release, { signal })
  }
  return { dragged, canMove, move, press, isDragEnd: () => drag.current?.hasMoved === true }
}
