import { RowFeeds } from '../../../engine/outputs/row-feeds'
import type { RowsInsertCommand } from '../../../protocol/commands'
import type { DatatableColumn, RowId } from '../../../protocol/datatable'
import type { Json } from '../../../protocol/json'
import { RowBlockBuilder } from '../../../state/row-blocks'
import type { OutputPlace } from '../handle/output-kind'
import { isSamePath } from './column-args'
import type { ColumnSettings, Path } from './columns'
import { columnAt } from './columns'
import { checkRecords, idOf, KindFinder, RecordReader, toCell, withValue } from './records'
import type { Marker } from './table-marks'

/** The parts of a data table. */
export interface TableShape {
  /** The paths of its columns. */
  readonly paths: readonly Path[]
  /** Paths in records that are not columns. */
  readonly unlisted: readonly Path[]
  /** The path of the row ids; without one, rows are numbered. */
  readonly idPath: Path | null
  readonly settings: ColumnSettings
  /** Returns the CSS classes of rows. */
  readonly marker?: Marker | undefined
}

/** The server's state of a data table with records: how they become rows, and the rows that wait to be shown. */
export class TableContent {
  /** Detected when the first records are read. */
  readonly columns: readonly DatatableColumn[]
  readonly #place: OutputPlace
  readonly #shape: TableShape
  readonly #reader: RecordReader
  /** The original records, if marks depend on them. */
  readonly #records: Map<RowId, object> | null
  #nextId = 0
  #waiting: readonly RowsInsertCommand[] | null
  #isShown = false
  /** Whether the page has received the rows that replaced earlier ones. */
  #hasNewRows: () => boolean = () => true

  /**
   * @throws TypeError or RangeError if a record is invalid
   */
  constructor(caller: string, place: OutputPlace, shape: TableShape, records: readonly object[]) {
    this.#place = place
    this.#shape = shape
    this.#reader = new RecordReader(shape.paths)
    this.#records = shape.marker ? new Map() : null
    const kinds = shape.paths.map(() => new KindFinder())
    this.#waiting = this.#blocksOf(caller, records, (column, value) => kinds[column]?.see(value))
    this.columns = shape.paths.map((path, index) =>
      columnAt(path, kinds[index]?.kind ?? 'text', shape.settings),
    )
  }

  /** Tells whether a row with this id exists. */
  has(id: RowId): boolean {
    return this.#place.session.view.tree.rows.get(this.#place.id)?.slotOf(id) !== undefined
  }

  /**
   * Whether the person can have meant a row of the table. The numbers of rows start at 0 again when the rows are replaced. Until the page has the new
   * rows, a number means an old row.
   */
  canBeMeant(id: RowId): boolean {
    return this.has(id) && (this.#shape.idPath !== null || this.#hasNewRows())
  }

  /** Whether rows have marks. */
  get hasMarks(): boolean {
    return this.#records !== null
  }

  /** The value of a row in a column, as shown on the page. */
  valueOf(row: RowId, column: number): Json {
    const rows = this.#place.session.view.tree.rows.get(this.#place.id)
    return rows?.column(column)[rows.slotOf(row) ?? -1] ?? null
  }

  /** A person changed a value of a row. */
  edited(caller: string, row: RowId, path: Path, value: unknown): void {
    if (this.has(row)) this.updateField(caller, row, path, value)
  }

  /** Replaces all rows with other records. The next `show()` shows them. */
  replace(caller: string, records: unknown): void {
    checkRecords(caller, records)
    const before = this.#records && new Map(this.#records)
    this.#records?.clear()
    try {
      // Reset only after all records have been read: if one of them is refused, the old rows stay.
      this.#waiting = this.#blocksOf(caller, records, undefined, undefined, 0)
    } catch (error) {
      before?.forEach((record, id) => this.#records?.set(id, record))
      throw error
    }
  }

  /** Sends the waiting rows to the page. */
  show(): void {
    const { session, id } = this.#place
    const waiting = this.#waiting
    if (!waiting) return
    this.#waiting = null
    if (this.#isShown) {
      session.view.rowFeeds.finish(id)
      session.view.command({ type: 'rows-clear', output: id })
      this.#hasNewRows = session.view.mark()
    }
    this.#isShown = true
    if (RowFeeds.isLong(waiting)) {
      const total = waiting.reduce((sum, { columns }) => sum + (columns[0]?.length ?? 0), 0)
      session.view.command({ type: 'output-update', output: id, set: { total } })
    }
    session.view.rowFeeds.start(id, waiting)
  }

  /** Inserts rows before another row, or at the end. If that row is missing, the rows go to the end. */
  insert(caller: string, records: unknown, before: RowId | undefined): void {
    checkRecords(caller, records)
    const { session, id } = this.#place
    session.view.rowFeeds.finish(id)
    const blocks = this.#blocksOf(caller, records, () => {}, before)
    if (before !== undefined) this.#checkKindOf(caller, before)
    for (const block of blocks) {
      const known = idsOf(block).find((one) => this.has(one))
      if (known !== undefined)
        throw new RangeError(`${caller}: there is a row ${JSON.stringify(known)} already.`)
    }
    for (const block of blocks) session.view.command(block)
  }

  /** Replaces a row with a record. A missing row is ignored and logged. */
  updateRow(caller: string, row: RowId, record: object): void {
    const { idPath } = this.#shape
    if (idPath && idOf(caller, record, idPath, 0) !== row)
      throw new RangeError(`${caller}: the id of row ${JSON.stringify(row)} cannot change.`)
    this.#set(caller, row, [...this.#reader.cells(caller, record), ...this.#marked(row, record)])
  }

  /**
   * Sets one value of a row. Missing rows and values that the table does not show are ignored.
   * @throws RangeError if no record has the field
   */
  updateField(caller: string, row: RowId, path: Path, value: unknown): void {
    const { paths, unlisted, idPath } = this.#shape
    if (idPath && isSamePath(path, idPath))
      throw new RangeError(`${caller}: the id of row ${JSON.stringify(row)} cannot change.`)
    const column = paths.findIndex((other) => isSamePath(other, path))
    const isUnlisted = unlisted.some((other) => isSamePath(other, path))
    if (column >= 0 || isUnlisted) {
      const before = this.#records?.get(row)
      const marks = before ? this.#marked(row, withValue(before, path, value)) : []
      const own = column < 0 ? [] : [[column, toCell(value, caller, () => 'data')] as const]
      if (own.length + marks.length > 0) this.#set(caller, row, [...own, ...marks])
      return
    }
    const names = paths.map((other) => other.join('.')).join(', ')
    throw new RangeError(
      `${caller}: there is no field ${JSON.stringify(path.join('.'))}. There are ${names}.`,
    )
  }

  /** Removes rows. Missing rows are ignored. */
  remove(rows: readonly RowId[]): void {
    const { session, id } = this.#place
    session.view.rowFeeds.finish(id)
    const known = rows.filter((row) => this.has(row))
    if (known.length > 0) session.view.command({ type: 'rows-remove', output: id, rows: known })
    for (const row of known) this.#records?.delete(row)
  }

  /** The current marks of a row's record: the value after the columns. */
  #marked(row: RowId, record: object): readonly (readonly [column: number, value: Json])[] {
    const { marker, paths } = this.#shape
    if (!marker || !this.#records || !this.has(row)) return []
    this.#records.set(row, record)
    return [[paths.length, marker(record) as Json]]
  }

  #set(caller: string, row: RowId, set: readonly (readonly [column: number, value: Json])[]): void {
    const { session, id } = this.#place
    session.view.rowFeeds.finish(id)
    if (this.has(row)) return session.view.command({ type: 'rows-update', output: id, row, set })
    this.#checkKindOf(caller, row)
    session.logger.warn(
      `[webio] ${caller}: there is no row ${JSON.stringify(row)} in the table. It may have been removed.`,
    )
  }

  /**
   * @throws RangeError if `'1'` is given and the row is `1`, or vice versa
   */
  #checkKindOf(caller: string, row: RowId): void {
    const other = typeof row === 'number' ? String(row) : Number(row)
    if (this.has(row) || String(other) !== String(row) || !this.has(other)) return
    throw new RangeError(
      `${caller}: there is no row ${JSON.stringify(row)} (a ${typeof row}), but a row ${JSON.stringify(other)} (a ${typeof other}).`,
    )
  }

  #blocksOf(
    caller: string,
    records: readonly object[],
    see: (column: number, value: Json) => void = () => {},
    before?: RowId,
    firstId = this.#nextId,
  ): readonly RowsInsertCommand[] {
    const { paths, idPath, marker } = this.#shape
    const blocks = new RowBlockBuilder(this.#place.id, paths.length + (marker ? 1 : 0), before)
    const ids = idPath ? uniqueIds(caller, records, idPath) : null
    let nextId = firstId
    records.forEach((record, index) => {
      const id = ids?.[index] ?? nextId++
      this.#records?.set(id, record)
      blocks.add(id, (column) => {
        if (column === paths.length) return (marker?.(record) ?? null) as Json
        const value = this.#reader.cell(caller, record, column, index)
        see(column, value)
        return value
      })
    })
    const commands = blocks.finish()
    this.#nextId = nextId
    return commands
  }
}

function idsOf({ ids, columns }: RowsInsertCommand): readonly RowId[] {
  return typeof ids === 'number' ? Array.from(columns[0] ?? [], (_, index) => ids + index) : ids
}

function uniqueIds(caller: string, records: readonly object[], path: Path): RowId[] {
  const seen = new Set<RowId>()
  for (const [index, record] of records.entries()) {
    const id = idOf(caller, record, path, index)
    if (seen.has(id)) throw new RangeError(`${caller}: two records have the id ${JSON.stringify(id)}.`)
    seen.add(id)
  }
  return [...seen]
}
