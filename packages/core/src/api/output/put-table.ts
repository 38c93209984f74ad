import type { NodeId, TableCell } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, describe, isPlainObject } from '../arguments'
import { toText } from '../text'
import { isOutput } from './handle/is-output'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { ChildCollector, OutputKind } from './handle/output-kind'
import { isSpan } from './span'

/** A row of a table: cells in order, or an object whose values are cells. */
export type TableRow = readonly unknown[] | object

/** A column's heading: a cell, or for rows of objects a key or [heading, key]. */
export type TableHeader = readonly unknown[]

export interface TableOptions extends OutputOptions {
  /** Headings. Rows of arrays: one cell per column. Rows of objects: the keys to show, or [heading, key] pairs. */
  header?: TableHeader
}

const TABLE_RULES = { ...OUTPUT_OPTION_RULES, header: 'array' } as const satisfies OptionRules

interface TableParams {
  readonly rows: readonly TableRow[]
  readonly header?: TableHeader
}

const TABLE: OutputKind<TableParams> = {
  name: 'put_table',
  parameters: { rows: 'array' },
  options: TABLE_RULES,
  build(id, { rows, header }, children) {
    checkArgument('put_table', 'rows', rows, 'array')
    const grid = asGrid(rows, header)
    const [first = [], ...rest] = grid.map((row, index) => tableRow(row, `rows[${index}]`, children))
    return { id, type: 'table', header: first, rows: rest }
  },
}

/**
 * Shows a table with a heading row.
 *
 * @param rows arrays of cells, or objects. A cell is an output, a `span(...)`, or any other value, which becomes a text. Without `header`, the first
 * array, or the keys of the first object, are the heading
 * @throws TypeError if a row is neither an array nor an object, or differs in kind from the first row
 */
export function put_table(rows: readonly TableRow[], options?: TableOptions): Output {
  return makeOutput(TABLE, { rows }, options)
}

/** All rows as lists of cells, the heading first. The arguments are not changed. */
function asGrid(rows: readonly TableRow[], header: TableHeader | undefined): (readonly unknown[])[] {
  const [first] = rows as readonly unknown[]
  if (rows.length === 0) return header ? [header.map(headingOf)] : []
  if (Array.isArray(first)) {
    const lists = rows.map((row, index) => {
      if (Array.isArray(row)) return row as readonly unknown[]
      throw new TypeError(`put_table: rows[${index}] must be an array, as rows[0] is, not ${describe(row)}.`)
    })
    return header ? [header, ...lists] : lists
  }
  if (!isPlainObject(first)) {
    throw new TypeError(`put_table: rows[0] must be an array or a plain object, not ${describe(first)}.`)
  }
  return gridOfObjects(rows, first, header)
}

function gridOfObjects(
  rows: readonly TableRow[],
  first: Readonly<Record<string, unknown>>,
  header: TableHeader | undefined,
): (readonly unknown[])[] {
  const columns = header
    ? header.map((entry) =>
        Array.isArray(entry)
          ? { heading: entry[0] as unknown, key: String(entry[1]) }
          : { heading: entry, key: String(entry) },
      )
    : Object.keys(first).map((key) => ({ heading: capitalized(key), key }))
  const body = rows.map((row, index) => {
    if (!isPlainObject(row)) {
      throw new TypeError(
        `put_table: rows[${index}] must be a plain object, as rows[0] is, not ${describe(row)}.`,
      )
    }
    return columns.map(({ key }) => (Object.hasOwn(row, key) ? row[key] : ''))
  })
  return [columns.map(({ heading }) => heading), ...body]
}

function headingOf(entry: unknown): unknown {
  return Array.isArray(entry) ? (entry as unknown[])[0] : entry
}

/** PyWebIO's heading for a key: the first letter upper case, the rest lower case. */
function capitalized(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1).toLowerCase()
}

function tableRow(row: readonly unknown[], path: string, children: ChildCollector): TableCell[] {
  const cells: TableCell[] = new Array<TableCell>(row.length)
  for (let index = 0; index < row.length; index++) {
    const value = row[index]
    cells[index] = typeof value === 'string' ? value : tableCell(value, () => `${path}[${index}]`, children)
  }
  return cells
}

function tableCell(value: unknown, path: () => string, children: ChildCollector): TableCell {
  if (!isSpan(value))
    return isOutput(value) ? { output: children.add(value, path()) } : toText('put_table', path(), value)
  const { content, row, col } = value
  const inner: { text: string } | { output: NodeId } = isOutput(content)
    ? { output: children.add(content, path()) }
    : { text: toText('put_table', path(), content) }
  return { ...inner, ...(row > 1 && { row }), ...(col > 1 && { col }) }
}
