import type { GridCell } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, describe } from '../arguments'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { ChildCollector, OutputKind } from './handle/output-kind'
import type { Span } from './span'
import { isSpan } from './span'

export interface GridOptions extends OutputOptions {
  /** Width of every column, a CSS track size. @default 'auto' */
  cell_width?: string
  /** Height of every row, a CSS track size. @default 'auto' */
  cell_height?: string
  /** A CSS track list for the columns, such as `'1fr 2fr'`. Takes precedence over `cell_width`. */
  cell_widths?: string
  /** A CSS track list for the rows. Takes precedence over `cell_height`. */
  cell_heights?: string
  /** `column`: each list of the content is a column, from top to bottom. @default 'row' */
  direction?: 'row' | 'column'
}

const GRID_RULES = {
  ...OUTPUT_OPTION_RULES,
  cell_width: 'string',
  cell_height: 'string',
  cell_widths: 'string',
  cell_heights: 'string',
  direction: ['row', 'column'],
} as const satisfies OptionRules

/** A cell of a grid: an output, any other value as a text, a `span(...)` of one of them, or null for an empty cell. */
export type GridContent = readonly (readonly unknown[])[]

interface GridParams extends Omit<GridOptions, keyof OutputOptions> {
  readonly content: GridContent
}

const GRID: OutputKind<GridParams> = {
  name: 'put_grid',
  parameters: { content: 'array' },
  options: GRID_RULES,
  build(id, { content, direction = 'row', ...sizes }, children) {
    checkContent(content)
    const { cell_width = 'auto', cell_height = 'auto', cell_widths, cell_heights } = sizes
    const isRows = direction === 'row'
    const lengths = lengthsOf(content, isRows)
    const longest = Math.max(0, ...lengths)
    const [rows, columns] = isRows ? [content.length, longest] : [longest, content.length]
    return {
      id,
      type: 'grid',
      columns: cell_widths ?? repeated(columns, cell_width),
      rows: cell_heights ?? repeated(rows, cell_height),
      ...(!isRows && { flow: direction }),
      cells: content.flatMap((line, index) => [
        ...line.map((cell, at) => gridCell(cell, `content[${index}][${at}]`, children)),
        // Shorter lines are filled with empty cells, so that the next one begins at the edge.
        ...Array.from({ length: longest - (lengths[index] ?? 0) }, () => ({})),
      ]),
    }
  },
}

/**
 * Shows outputs in a grid.
 *
 * @param content rows of cells (with `direction: 'column'`, columns of cells). A cell is an output, a text, null for an empty cell, or a
 * `span(...)`, which covers several rows and columns; leave out the covered cells. Shorter lines are filled with empty cells
 * @throws TypeError if a line is not an array, RangeError if a span leaves the grid
 * @example put_grid([[put_text('A'), span(put_text('B'), { row: 2 })], [put_text('C')]], { cell_width: '100px' })
 */
export function put_grid(content: GridContent, options?: GridOptions): Output {
  return makeOutput(GRID, { content }, options)
}

function checkContent(content: unknown): asserts content is GridContent {
  checkArgument('put_grid', 'content', content, 'array')
  for (const [index, line] of (content as unknown[]).entries()) {
    if (!Array.isArray(line)) {
      throw new TypeError(`put_grid: content[${index}] must be an array of cells, not ${describe(line)}.`)
    }
  }
}

/** The number of occupied places in each line, by its own cells and by spans from other lines. */
function lengthsOf(content: GridContent, isRows: boolean): number[] {
  const lengths = content.map(() => 0)
  for (const [index, line] of content.entries()) {
    for (const [at, cell] of line.entries()) {
      const { row, col } = isSpan(cell) ? cell : { row: 1, col: 1 }
      const [lines, places] = isRows ? [row, col] : [col, row]
      if (index + lines > content.length) throw leavesGrid(`content[${index}][${at}]`, cell as Span)
      for (let covered = index; covered < index + lines; covered++) lengths[covered]! += places
    }
  }
  return lengths
}

function leavesGrid(path: string, { row, col }: Span): RangeError {
  return new RangeError(
    `put_grid: ${path} spans ${row} by ${col} cells (rows by columns), which leaves the grid.`,
  )
}

function repeated(count: number, size: string): string {
  return count === 0 ? 'none' : `repeat(${count}, ${size})`
}

function gridCell(cell: unknown, path: string, children: ChildCollector): GridCell {
  if (!isSpan(cell)) return isEmpty(cell) ? {} : { output: children.add(cell, path) }
  const { content, row, col } = cell
  return {
    ...(!isEmpty(content) && { output: children.add(content, path) }),
    ...(row > 1 && { row }),
    ...(col > 1 && { col }),
  }
}

function isEmpty(cell: unknown): boolean {
  return cell === null || cell === undefined
}
