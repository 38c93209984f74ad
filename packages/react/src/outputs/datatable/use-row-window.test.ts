import { rowsAround, scrollToRow } from './use-row-window'

const upTo = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at)

describe('rowsAround', () => {
  const window = { first: 100, last: 120, height: 600 }

  it('adds rows before and after those in view, as far as they exist', () => {
    expect(rowsAround(window, 8, 1000, [])).toEqual({ from: 92, to: 128, drawn: upTo(92, 128) })
    expect(rowsAround(window, 8, 122, []).drawn).toEqual(upTo(92, 121))
    expect(rowsAround({ ...window, first: 0, last: 20 }, 8, 1000, []).drawn).toEqual(upTo(0, 28))
    expect(rowsAround(window, 8, 0, []).drawn).toEqual([])
  })

  it('shows the last rows while the grid is scrolled beyond them', () => {
    expect(rowsAround(window, 8, 50, []).drawn).toEqual(upTo(21, 49))
    expect(rowsAround(window, 8, 10, []).drawn).toEqual(upTo(0, 9))
  })

  it('keeps other required rows, in order and without duplicates', () => {
    const { drawn } = rowsAround(window, 0, 1000, [500, 3, 110, 3, null, undefined, -1, 1000])
    expect(drawn).toEqual([3, ...upTo(100, 120), 500])
  })
})

describe('scrollToRow', () => {
  /** A grid of 10 rows of 20 pixels below a heading of 40 pixels. */
  const grid = (scrollTop: number): HTMLElement =>
    Object.defineProperties(document.createElement('div'), {
      clientHeight: { value: 240 },
      scrollTop: { value: scrollTop, writable: true },
    }) as HTMLElement

  it.each<[string, number, number, number]>([
    ['above: to the top', 100, 2, 40],
    ['in view: not at all', 100, 5, 100],
    ['at the end of the view: not at all', 100, 14, 100],
    ['below: to the bottom', 100, 15, 120],
  ])('scrolls to a row %s', (_, before, row, after) => {
    const element = grid(before)
    scrollToRow(element, row, 20, 40)
    expect(element.scrollTop).toBe(after)
  })
})
