import type { ColumnFilter, ColumnSort, DatatableColumn, Json, RowsView } from '@webio/core/protocol'
import { applyCommand, createViewTree } from '@webio/core/protocol'
import { formatOf } from './cell-text'
import { fitted, naturalWidth } from './column-widths'
import { csvOf } from './csv'
import { filterRows } from './filter-rows'
import { filtersOf } from './filters'
import { placeAfter } from './grid-place'
import { placeUnder } from './move-column'
import { sortRows } from './sort-rows'

const column = (more: Partial<DatatableColumn> = {}): DatatableColumn => ({
  path: ['a'],
  header: 'A',
  kind: 'text',
  ...more,
})

/** Rows whose ids are their indexes. */
function rowsOf(...columns: Json[][]): RowsView {
  const tree = createViewTree()
  const specs = columns.map(() => column())
  const node = { id: 10, type: 'datatable', theme: 'balham', columns: specs } as const
  applyCommand(tree, { type: 'output-insert', parent: 0, outputs: [node] })
  applyCommand(tree, { type: 'rows-insert', output: 10, ids: 0, columns })
  return tree.rows.get(10) as RowsView
}

describe('filterRows', () => {
  const rows = rowsOf(
    ['Berlin', 'lima', '', null, 'Lisbon'],
    [1, 2, 3, null, 2],
    [true, false, null, true, null],
  )
  it.each<[string, Partial<ColumnFilter>, number[]]>([
    ['contains, in upper or lower case', { operator: 'contains', value: 'LI' }, [0, 1, 4]],
    ['does not contain', { operator: 'not_contains', value: 'li' }, [2, 3]],
    ['equals', { operator: 'equals', value: 'LIMA' }, [1]],
    ['does not equal', { operator: 'not_equals', value: 'lima' }, [0, 2, 3, 4]],
    ['begins with', { operator: 'starts_with', value: 'li' }, [1, 4]],
    ['ends with', { operator: 'ends_with', value: 'n' }, [0, 4]],
    ['is empty', { operator: 'blank' }, [2, 3]],
    ['is not empty', { operator: 'not_blank' }, [0, 1, 4]],
    ['equals a number', { column: 1, operator: 'equals', value: 2 }, [1, 4]],
    ['does not equal a number', { column: 1, operator: 'not_equals', value: 2 }, [0, 2]],
    ['less than', { column: 1, operator: 'less', value: 2 }, [0]],
    ['at most', { column: 1, operator: 'less_or_equal', value: 2 }, [0, 1, 4]],
    ['more than', { column: 1, operator: 'greater', value: 2 }, [2]],
    ['at least', { column: 1, operator: 'greater_or_equal', value: 2 }, [1, 2, 4]],
    ['between', { column: 1, operator: 'between', value: 2, to: 3 }, [1, 2, 4]],
    ['equals a boolean', { column: 2, operator: 'equals', value: true }, [0, 3]],
  ])('%s', (_, filter, expected) => {
    const query = { sort: [], filter: [{ column: 0, operator: 'blank' as const, ...filter }] }
    expect(filterRows(rows, query, 3)).toEqual(expected)
  })

  it('applies all filters, and searches every column', () => {
    const filter: ColumnFilter[] = [
      { column: 0, operator: 'contains', value: 'i' },
      { column: 1, operator: 'greater', value: 1 },
    ]
    expect(filterRows(rows, { sort: [], filter }, 3)).toEqual([1, 4])
    expect(filterRows(rows, { sort: [], filter, search: ' LIS ' }, 3)).toEqual([4])
    expect(filterRows(rows, { sort: [], filter: [], search: 'true' }, 3)).toEqual([0, 3])
  })
})

describe('sortRows', () => {
  const rows = rowsOf(
    ['b', 'A', null, 'a10', 'a9', ''],
    [2, 1, null, 2, 10, 1],
    ['x', 5, 40, null, true, 'X'],
  )
  it.each<[string, ColumnSort[], number[]]>([
    ['texts in natural order, blanks last', [{ column: 0 }], [1, 4, 3, 0, 2, 5]],
    ['in descending order, with blanks still last', [{ column: 0, desc: true }], [0, 3, 4, 1, 2, 5]],
    ['numbers by value; equal ones keep their order', [{ column: 1 }], [1, 5, 0, 3, 4, 2]],
    [
      'by a second column if the first is equal',
      [{ column: 1 }, { column: 0, desc: true }],
      [1, 5, 0, 3, 4, 2],
    ],
    ['numbers before texts', [{ column: 2 }], [1, 2, 4, 0, 5, 3]],
    ['by nothing', [], [0, 1, 2, 3, 4, 5]],
  ])('sorts %s', (_, sort, expected) => {
    expect(sortRows(rows, rows.order, sort)).toEqual(expected)
  })
})

describe('csvOf', () => {
  it('quotes fields if necessary, and begins with a byte order mark', () => {
    const csv = csvOf(
      ['a', 'b "c"'],
      [
        ['x,y', null],
        [[1], 'two\nlines'],
      ],
    )
    expect(csv).toBe('\uFEFFa,"b ""c"""\r\n"x,y",\r\n[1],"two\nlines"\r\n')
  })

  it('prevents spreadsheets from running a text as a formula, and does not change numbers', () => {
    expect(csvOf(['a'], [['=1+1'], ['@x'], ['-x'], [-5]])).toBe("\uFEFFa\r\n'=1+1\r\n'@x\r\n'-x\r\n-5\r\n")
  })
})

describe('widths', () => {
  it('fit heading and values, within their limits', () => {
    expect(naturalWidth(column({ width: 50 }), [])).toBe(60)
    expect(naturalWidth(column({ width: 50, minWidth: 10 }), [])).toBe(50)
    expect(naturalWidth(column({ maxWidth: 90 }), ['x'.repeat(50)])).toBe(90)
    expect(naturalWidth(column(), ['x'.repeat(500)])).toBe(320)
    expect(naturalWidth(column(), ['漢'.repeat(10)])).toBe(naturalWidth(column(), ['x'.repeat(20)]))
  })

  it('fill the remaining width if they have a flex or no width', () => {
    expect(fitted([column(), column({ flex: 2 }), column({ flex: 1 })], [100, 100, 100], 600)).toEqual([
      100, 300, 200,
    ])
    expect(fitted([column({ width: 100 }), column()], [100, 100], 300)).toEqual([100, 200])
    expect(fitted([column({ flex: 1, maxWidth: 150 })], [100], 300)).toEqual([150])
    expect(fitted([column()], [100], 50)).toEqual([100])
  })
})

it('formats values, and shows them unchanged if the format does not fit', () => {
  const euro = formatOf(column({ format: { style: 'currency', currency: 'EUR', currencyDisplay: 'code' } }))
  expect(euro(5).replace(/\s/, ' ')).toBe('EUR 5.00')
  expect([euro('x'), euro(null), euro([1])]).toEqual(['x', '', '[1]'])
  const day = formatOf(column({ format: { dateStyle: 'short', timeZone: 'UTC' } }))
  expect([day('2020-02-03T00:00:00Z'), day(0), day('soon')]).toEqual(['2/3/20', '1/1/70', 'soon'])
})

it('creates filters only from complete drafts', () => {
  const columns = [column(), column({ kind: 'number' }), column({ kind: 'boolean' })]
  const of = (at: number, operator: ColumnFilter['operator'], value = '', to = '') =>
    filtersOf(new Map([[at, { operator, value, to }]]), columns)
  expect(of(0, 'contains', ' ')).toEqual([])
  expect(of(0, 'contains', 'a')).toEqual([{ column: 0, operator: 'contains', value: 'a' }])
  expect(of(0, 'blank', 'left over')).toEqual([{ column: 0, operator: 'blank' }])
  expect(of(1, 'less', '5')).toEqual([{ column: 1, operator: 'less', value: 5 }])
  expect(of(1, 'less', 'five')).toEqual([])
  expect(of(1, 'between', '5')).toEqual([])
  expect(of(1, 'between', '5', '7')).toEqual([{ column: 1, operator: 'between', value: 5, to: 7 }])
  expect(of(2, 'equals', 'false')).toEqual([{ column: 2, operator: 'equals', value: false }])
})

it.each<[string, boolean, [number, number], [number, number] | null]>([
  ['ArrowDown', false, [0, 0], [1, 0]],
  ['ArrowUp', false, [0, 0], [-1, 0]],
  ['ArrowUp', false, [-1, 0], [-1, 0]],
  ['ArrowRight', false, [0, 3], [0, 3]],
  ['ArrowLeft', false, [0, 3], [0, 2]],
  ['PageDown', false, [3, 1], [13, 1]],
  ['PageDown', false, [95, 1], [99, 1]],
  ['PageUp', false, [3, 1], [0, 1]],
  ['Home', false, [3, 2], [3, 0]],
  ['End', true, [3, 2], [99, 3]],
  ['Home', true, [3, 2], [0, 0]],
  ['a', false, [0, 0], null],
  ['constructor', false, [0, 0], null],
])('%s (far: %s) moves from %j to %j', (key, isFar, [row, at], expected) => {
  const extent = { rows: 100, columns: 4, page: 10, isRightToLeft: false }
  const place = placeAfter(key, { row, column: at }, extent, isFar)
  expect(place && [place.row, place.column]).toEqual(expected)
})

it('arrow keys move in their direction if columns go from right to left', () => {
  const extent = { rows: 100, columns: 4, page: 10, isRightToLeft: true }
  const columnAfter = (key: string) => placeAfter(key, { row: 0, column: 1 }, extent, false)?.column
  expect(['ArrowLeft', 'ArrowRight'].map(columnAfter)).toEqual([2, 0])
})

describe('placeUnder', () => {
  const headings = [100, 300, 100, 100].map((width, index, widths) => {
    const left = widths.slice(0, index).reduce((sum, other) => sum + other, 0)
    return { left, right: left + width }
  })
  const all = () => true

  it.each([
    [0, 50, 0],
    [0, 249, 0],
    [0, 251, 1],
    [0, 599, 3],
    [3, 449, 2],
    [3, 40, 0],
    [2, 10_000, 3],
  ])('the column at %i, dragged to %i, moves to %i', (from, pointer, to) => {
    expect(placeUnder(headings, from, all, pointer, false)).toBe(to)
  })

  it('keeps a column on its side', () => {
    const isMiddle = (place: number) => place === 1 || place === 2
    expect(placeUnder(headings, 1, isMiddle, 10_000, false)).toBe(2)
    expect(placeUnder(headings, 2, isMiddle, -10_000, false)).toBe(1)
  })

  it('counts from the right if columns go from right to left', () => {
    const mirrored = headings.map(({ left, right }) => ({ left: 600 - right, right: 600 - left }))
    expect(placeUnder(mirrored, 0, all, 600 - 251, true)).toBe(1)
  })
})
