const ROW_PX = 28
/** The number of rows that are drawn beyond those in view. The same number as in WebIO. */
const OVERSCAN = 8

/**
 * A table of which only the visible rows are in the document.
 *
 * @param {number} rows
 * @param {number} columns
 */
export function makeWindowedTable(rows, columns) {
  const grid = document.createElement('div')
  grid.role = 'grid'
  const body = grid.appendChild(document.createElement('div'))
  body.style.height = `${rows * ROW_PX}px`
  const draw = () => {
    const first = Math.max(0, Math.floor(grid.scrollTop / ROW_PX) - OVERSCAN)
    const last = Math.min(rows, Math.ceil((grid.scrollTop + grid.clientHeight) / ROW_PX) + OVERSCAN)
    body.replaceChildren(
      ...Array.from({ length: last - first }, (_, index) => makeRow(first + index, columns)),
    )
  }
  grid.onscroll = draw
  // It has a height once it is in the document.
  requestAnimationFrame(draw)
  return grid
}

/**
 * @param {number} row
 * @param {number} columns
 */
function makeRow(row, columns) {
  const element = document.createElement('div')
  element.role = 'row'
  element.style.transform = `translateY(${row * ROW_PX}px)`
  for (let column = 0; column < columns; column++) {
    const cell = document.createElement('div')
    cell.role = 'gridcell'
    cell.textContent = `cell ${row}, ${column}`
    element.append(cell)
  }
  return element
}
