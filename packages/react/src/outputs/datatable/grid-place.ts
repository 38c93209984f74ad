/** The current cell of a data table: a row and a column, in the visible order. Row -1 is the heading. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** The bounds of the places of a table. */
export interface GridExtent {
  readonly rows: number
  readonly columns: number
  /** The number of rows in view. */
  readonly page: number
  /** Whether the first column is the rightmost one. */
  readonly isRightToLeft: boolean
}

/** The keys that move from one cell to another. */
const MOVES: Readonly<Record<string, (place: Place, extent: GridExtent, isFar: boolean) => Place>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }, { isRightToLeft }) => ({ row, column: column + (isRightToLeft ? 1 : -1) }),
  ArrowRight: ({ row, column }, { isRightToLeft }) => ({ row, column: column + (isRightToLeft ? -1 : 1) }),
  PageUp: ({ row, column }, { page }) => ({ row: Math.max(Math.min(row, 0), row - page), column }),
  PageDown: ({ row, column }, { page }) => ({ row: row + page, column }),
  Home: ({ row }, _, isFar) => ({ row: isFar ? 0 : row, column: 0 }),
  End: ({ row }, { rows, columns }, isFar) => ({ row: isFar ? rows - 1 : row, column: columns - 1 }),
}

/**
 * The cell that a key leads to; null if it leads nowhere.
 * @param isFar whether Ctrl is held: then Home and End go to the first and last row
 */
export function placeAfter(
  key: string,
  from: Place | null,
  extent: GridExtent,
  isFar: boolean,
): Place | null {
  const move = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined
  if (!move) return null
  const { row, column } = from ? move(from, extent, isFar) : { row: 0, column: 0 }
  return {
    row: Math.min(Math.max(row, -1), extent.rows - 1),
    column: Math.min(Math.max(column, 0), extent.columns - 1),
  }
}
