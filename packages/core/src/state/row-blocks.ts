import type { RowsInsertCommand } from '../protocol/commands'
import type { RowId } from '../protocol/datatable'
import type { Json } from '../protocol/json'
import type { DatatableNode, NodeId } from '../protocol/output-spec'
import type { RowsView } from './row-store'

/** The estimated size of one command in bytes. A batch holds two of them, and a page applies it quickly. */
const BYTES_PER_COMMAND = 32 * 1024

/** Cuts rows into commands of a suitable size. */
export class RowBlockBuilder {
  readonly #commands: RowsInsertCommand[] = []
  readonly #output: NodeId
  readonly #before: RowId | undefined
  readonly #width: number
  #columns: Json[][]
  #ids: RowId[] = []
  #bytes = 0

  /**
   * @param width the number of columns
   * @param before the row before which they are inserted; by default, the end
   */
  constructor(output: NodeId, width: number, before?: RowId) {
    this.#output = output
    this.#before = before
    this.#width = width
    this.#columns = emptyColumns(width)
  }

  /**
   * Adds a row.
   * @param valueOf returns its value in a column
   */
  add(id: RowId, valueOf: (column: number) => Json): void {
    if (this.#bytes > BYTES_PER_COMMAND) this.#cut()
    this.#ids.push(id)
    for (let column = 0; column < this.#width; column++) {
      const value = valueOf(column)
      ;(this.#columns[column] as Json[]).push(value)
      this.#bytes += cellBytes(value)
    }
  }

  /** The commands that insert all rows. */
  finish(): readonly RowsInsertCommand[] {
    this.#cut()
    return this.#commands
  }

  #cut(): void {
    if (this.#ids.length === 0) return
    this.#commands.push({
      type: 'rows-insert',
      output: this.#output,
      ids: shortened(this.#ids),
      columns: this.#columns,
      ...(this.#before !== undefined && { before: this.#before }),
    })
    this.#columns = emptyColumns(this.#width)
    this.#ids = []
    this.#bytes = 0
  }
}

/** The number of values in a row of a table: one for each column, and its marks if the table has them. */
export function rowWidth({ columns, marks }: DatatableNode): number {
  return columns.length + (marks ? 1 : 0)
}

/** The commands that insert all rows of a table into an empty one. */
export function rowsOf(output: NodeId, rows: RowsView, width: number): readonly RowsInsertCommand[] {
  const columns = Array.from({ length: width }, (_, index) => rows.column(index))
  const blocks = new RowBlockBuilder(output, width)
  for (const slot of rows.order) blocks.add(rows.idAt(slot), (column) => columns[column]?.[slot] ?? null)
  return blocks.finish()
}

/** Consecutive numbers are sent as the first of them. */
function shortened(ids: readonly RowId[]): readonly RowId[] | number {
  const [first] = ids
  return typeof first === 'number' && ids.every((id, index) => id === first + index) ? first : ids
}

function emptyColumns(width: number): Json[][] {
  return Array.from({ length: width }, () => [])
}

function cellBytes(value: Json): number {
  if (typeof value === 'string') return value.length + 3
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length + 1 : 7
}
