import type { CountedRows, RowReader } from '../../../engine/outputs/row-sources'
import type { DatatableColumn, FilterOperator, RowId } from '../../../protocol/datatable'
import type { Json } from '../../../protocol/json'
import { describe, isPlainObject } from '../../arguments'
import type { Path } from './columns'
import { checkRecords, idOf, RecordReader } from './records'
import type { Marker } from './table-marks'

/** A column that a person sorts by. */
export interface DataSort {
  /** The column's key; nested keys are joined by a dot. */
  readonly field: string
  readonly path: readonly string[]
  readonly order: 'asc' | 'desc'
}

/** A person's filter of a column. */
export interface DataFilter {
  /** The column's key; nested keys are joined by a dot. */
  readonly field: string
  readonly path: readonly string[]
  readonly operator: FilterOperator
  /** A text, a number or a boolean, according to the column's `type`; undefined for `blank` and `not_blank`. */
  readonly value: string | number | boolean | undefined
  /** The upper end of `between`. */
  readonly to: number | undefined
}

/** A request of a data table for rows of its source. */
export interface DataRequest {
  /** Index of the first requested row among the filtered rows. */
  readonly offset: number
  /** The number of requested rows: 1 to 1,000. */
  readonly limit: number
  /** Columns to sort by: the first one decides, and later ones break ties. Empty for the source's own order. */
  readonly sort: readonly DataSort[]
  /** A row must match all of them. */
  readonly filter: readonly DataFilter[]
  /** The text in the search box, possibly empty. */
  readonly search: string
  /** Aborted when these rows are no longer needed: the person has scrolled on or left. */
  readonly signal: AbortSignal
}

/** The result of a data source: the requested rows, and the total number of rows. */
export interface DataRows {
  readonly rows: readonly object[]
  readonly total: number
}

/** Reads the rows of a data table in parts. */
export type DataSource = (request: DataRequest) => DataRows | Promise<DataRows>

/** Creates a reader that calls a source. */
export function readerOf(
  source: DataSource,
  columns: readonly DatatableColumn[],
  idPath: Path | null,
  marker?: Marker,
): RowReader {
  const records = new RecordReader(columns.map(({ path }) => path))
  const at = (column: number): { field: string; path: readonly string[] } => {
    const path = columns[column]?.path ?? []
    return { field: path.join('.'), path }
  }
  return async ({ offset, limit, query, signal }) => {
    const answer = await source({
      offset,
      limit,
      sort: query.sort.map(({ column, desc }) => ({ ...at(column), order: desc ? 'desc' : 'asc' })),
      filter: query.filter.map(({ column, operator, value, to }) => ({ ...at(column), operator, value, to })),
      search: query.search ?? '',
      signal,
    })
    return rowsOfAnswer(answer, { offset, limit, columns, idPath, records, marker })
  }
}

interface Wanted {
  readonly offset: number
  readonly limit: number
  readonly columns: readonly DatatableColumn[]
  readonly idPath: Path | null
  readonly records: RecordReader
  readonly marker: Marker | undefined
}

const CALLER = 'put_datatable: the data source'

/**
 * The result of a source in its wire form.
 * @throws TypeError or RangeError if the result is invalid
 */
function rowsOfAnswer(
  answer: unknown,
  { offset, limit, columns, idPath, records, marker }: Wanted,
): CountedRows {
  if (!isPlainObject(answer))
    throw new TypeError(`${CALLER} must return { rows, total }, not ${describe(answer)}.`)
  const { rows, total } = answer
  checkRecords(CALLER, rows)
  if (typeof total !== 'number' || !Number.isSafeInteger(total) || total < 0)
    throw new TypeError(`${CALLER}: total must be the number of all rows, not ${describe(total)}.`)
  if (rows.length > limit)
    throw new RangeError(`${CALLER} returned ${rows.length} rows, but ${limit} were requested.`)
  const ids: RowId[] | number = idPath ? rows.map((row, index) => idOf(CALLER, row, idPath, index)) : offset
  return {
    total,
    ids,
    columns: [
      ...columns.map((_, column) => rows.map((row, index) => records.cell(CALLER, row, column, index))),
      ...(marker ? [rows.map((row) => marker(row) as Json)] : []),
    ],
  }
}
