import type { RefObject } from 'react'
import { useLayoutEffect, useState, useSyncExternalStore } from 'react'

/** Used before the height of the grid is known. */
const FIRST_HEIGHT_PX = 600

/** The part of a grid that is in view, if all of its rows have the same height. */
export interface RowWindow {
  /** The index of the first row in view. Filters can leave fewer rows than this. */
  readonly first: number
  /** The index of the last row in view, if there are so many. */
  readonly last: number
  /** The height of the grid in pixels, with its heading. */
  readonly height: number
}

/** Follows the scrolling and the size of a grid. It draws again only when other rows come into view. */
export function useRowWindow(grid: RefObject<HTMLElement | null>, rowHeight: number): RowWindow {
  const [view] = useState(() => new GridView())
  useLayoutEffect(() => (grid.current ? view.follow(grid.current) : undefined), [grid, view])
  const read = (): RowWindow => view.rowsOf(rowHeight)
  return useSyncExternalStore(view.subscribe, read, read)
}

/** The rows of a window, `more` of them before and after it, and `kept` ones, in order and without those that do not exist. */
export function rowsAround(
  { first, last }: RowWindow,
  more: number,
  count: number,
  kept: readonly (number | null | undefined)[],
): { readonly from: number; readonly to: number; readonly drawn: readonly number[] } {
  const end = Math.min(last, count - 1)
  // A browser that has just lost rows scrolls to its new end only with the next frame.
  const begin = Math.min(first, end - (last - first))
  const from = Math.max(0, begin - more)
  const to = Math.min(count - 1, end + more)
  const near = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  const others = kept.filter(
    (row): row is number => typeof row === 'number' && row >= 0 && row < count && (row < from || row > to),
  )
  return { from, to, drawn: [...new Set([...near, ...others])].sort((a, b) => a - b) }
}

/** Scrolls a row into view by the shortest way. The heading covers the first `headHeight` pixels. */
export function scrollToRow(
  grid: HTMLElement | null,
  row: number,
  rowHeight: number,
  headHeight: number,
): void {
  if (!grid) return
  const top = row * rowHeight
  const room = Math.max(0, grid.clientHeight - headHeight - rowHeight)
  if (top < grid.scrollTop) grid.scrollTop = top
  else if (top > grid.scrollTop + room) grid.scrollTop = top - room
}

/** What is in view of a grid, as values that change only with it. */
class GridView {
  readonly #listeners = new Set<() => void>()
  #top = 0
  #height = FIRST_HEIGHT_PX
  #rows: RowWindow | null = null

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  rowsOf(rowHeight: number): RowWindow {
    const first = Math.floor(this.#top / rowHeight)
    const last = Math.floor((this.#top + this.#height) / rowHeight)
    const known = this.#rows
    if (known?.first === first && known.last === last && known.height === this.#height) return known
    return (this.#rows = { first, last, height: this.#height })
  }

  /** Measures the grid now and whenever it is scrolled or resized, until the returned function is called. */
  follow(grid: HTMLElement): () => void {
    const measure = (): void => {
      // Some browsers scroll beyond the top for a moment.
      this.#top = Math.max(0, grid.scrollTop)
      this.#height = grid.clientHeight
      for (const listener of this.#listeners) listener()
    }
    measure()
    // That of its own window, which may be an iframe's.
    const { ResizeObserver } = grid.ownerDocument.defaultView ?? globalThis
    const resized = new ResizeObserver(measure)
    resized.observe(grid)
    grid.addEventListener('scroll', measure, { passive: true })
    return () => {
      resized.disconnect()
      grid.removeEventListener('scroll', measure)
    }
  }
}
