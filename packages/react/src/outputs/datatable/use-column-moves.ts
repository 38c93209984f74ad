import type { DatatableNode } from '@webio/core/protocol'
import type { PointerEvent, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ColumnModel } from './column-model'
import { indexOf, shownColumns } from './column-model'
import type { Place } from './grid-place'
import { moveColumn, placeUnder } from './move-column'
import { isRightToLeft, scrollSideways } from './scroll-sideways'

/** A press of the mouse that moves less than this is a click. */
const CLICK_PX = 5

/** How a person moves columns. */
export interface ColumnMoves {
  /** Id of the dragged column. */
  readonly dragged: string | null
  /** Whether the column at a place can be moved. */
  canMove(place: number): boolean
  /** Moves a column and scrolls it into view; false if it cannot be moved there. */
  move(from: number, to: number): boolean
  /** Call it when a pointer is pressed on the heading at a place: the column follows the mouse until it is released. */
  press(event: PointerEvent<HTMLElement>, place: number): void
  /** Whether the next click ends a drag, and is not a real click. */
  isDragEnd(): boolean
}

/**
 * @param onPlace receives the place of the moved heading: it becomes the current one
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
    // The columns have not moved yet, so the far edge of the target is where the column's edge will be.
    scrollSideways(grid.current, model, to)
    if (!moveColumn(model, from, to)) return false
    onPlace({ row: -1, column: to })
    return true
  }
  const press = (pressed: PointerEvent<HTMLElement>, place: number): void => {
    drag.current?.end.abort()
    drag.current = null
    // A finger scrolls instead.
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
      // Drawn at once, because the next move is measured on it.
      flushSync(() => {
        setDragged(id)
        if (to !== from) move(from, to)
      })
    }
    const release = (): void => {
      current.end.abort()
      setDragged(null)
      // The click caused by the release comes first.
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
