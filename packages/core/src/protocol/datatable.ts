import type { Json, JsonObject } from './json'
import type { Message } from './messages'
import { lengthOf, MAX_CHARACTERS } from './text-length'

/** Identifies a row of a data table; unique in the table. */
export type RowId = string | number

/** The kind of a column's values. It determines the filters and the alignment. */
export type ColumnKind = 'text' | 'number' | 'boolean'

/** One column of a data table. Columns are identified by their index in the node's list. */
export interface DatatableColumn {
  /** The keys that lead from a record to the value. */
  readonly path: readonly string[]
  readonly header: string
  /** The headings of the column's groups, outermost first: one for each key of `path` except the last. */
  readonly groups?: readonly string[]
  readonly kind: ColumnKind
  /** Pixels. */
  readonly width?: number
  readonly minWidth?: number
  readonly maxWidth?: number
  /** Share of the remaining width. */
  readonly flex?: number
  readonly hide?: boolean
  readonly pinned?: 'left' | 'right'
  readonly align?: 'start' | 'center' | 'end'
  /** `false`: a person cannot sort by it. */
  readonly sortable?: boolean
  /** `false`: a person cannot filter by it. */
  readonly filterable?: boolean
  /** `false`: a person cannot change its width. */
  readonly resizable?: boolean
  /** `false`: a person cannot move it. */
  readonly movable?: boolean
  /** The initial sort order of the table. */
  readonly sort?: 'asc' | 'desc'
  /** Whether a person can change its values (rule D9). */
  readonly editable?: boolean
  /** The only values that a person can enter. */
  readonly choices?: readonly CellChoice[]
  /** Options of `Intl.NumberFormat` for numbers, or of `Intl.DateTimeFormat` for points in time. */
  readonly format?: JsonObject
}

/** A value that a person can choose for a cell, and its label. */
export interface CellChoice {
  readonly label: string
  readonly value: CellValue
}

/** A value that a person can enter into a cell; null if it is empty. */
export type CellValue = string | number | boolean | null

/**
 * Whether a person could have entered this value into a cell of a column (rule D9).
 * @example isCellValue({ path: ['total'], header: 'Total', kind: 'number', editable: true }, '7') // false: it is a text
 */
export function isCellValue(
  { kind, editable, choices }: DatatableColumn,
  value: unknown,
): value is CellValue {
  if (!editable) return false
  if (choices) return choices.some((choice) => choice.value === value)
  if (value === null) return true
  return kind === 'number' ? Number.isFinite(value) : typeof value === (kind === 'text' ? 'string' : kind)
}

/**
 * Checks whether a person's text is too long for a cell.
 * @returns the message for the person, or null
 * @example checkCellText('a'.repeat(200_000)) // { id: 'too_long', args: [100000, 200000] }
 */
export function checkCellText(value: unknown): Message | null {
  const length = typeof value === 'string' ? lengthOf(value) : 0
  return length > MAX_CHARACTERS ? { id: 'too_long', args: [MAX_CHARACTERS, length] } : null
}

/**
 * Classes of a row and of its cells, by the index of the column: the value after the columns of a row (rule D10).
 * @example const marks: RowMarks = { row: 'is-late', cells: { 2: 'is-high' } }
 */
export interface RowMarks {
  readonly row?: string
  readonly cells?: { readonly [column: string]: string }
}

/**
 * The themes of a data table.
 * @example DATATABLE_THEMES.includes('balham') // true
 */
export const DATATABLE_THEMES = ['alpine', 'alpine-dark', 'balham', 'balham-dark', 'material'] as const
export type DatatableTheme = (typeof DATATABLE_THEMES)[number]

/**
 * Rows as they are sent: column by column.
 * @example const rows: RowBlock = { ids: 1, columns: [['Ada', 'Alan'], [36, 41]] } // the rows 1 and 2
 */
export interface RowBlock {
  /** The ids of the rows. A number stands for consecutive ids that start with it. */
  readonly ids: readonly RowId[] | number
  /** The values of all these rows, for each column of the table. */
  readonly columns: readonly (readonly Json[])[]
}

/** Ways to filter a column. */
export type FilterOperator =
  | 'contains'
  | 'not_contains'
  | 'equals'
  | 'not_equals'
  | 'starts_with'
  | 'ends_with'
  | 'less'
  | 'less_or_equal'
  | 'greater'
  | 'greater_or_equal'
  | 'between'
  | 'blank'
  | 'not_blank'

/**
 * The filters of each kind of column, the most common one first.
 * @example FILTER_OPERATORS.boolean // ['equals', 'blank', 'not_blank']
 */
export const FILTER_OPERATORS: { readonly [Kind in ColumnKind]: readonly FilterOperator[] } = {
  text: [
    'contains',
    'not_contains',
    'equals',
    'not_equals',
    'starts_with',
    'ends_with',
    'blank',
    'not_blank',
  ],
  number: [
    'equals',
    'not_equals',
    'less',
    'less_or_equal',
    'greater',
    'greater_or_equal',
    'between',
    'blank',
    'not_blank',
  ],
  boolean: ['equals', 'blank', 'not_blank'],
}

/**
 * Keeps the rows whose value in a column matches.
 * @example const filter: ColumnFilter = { column: 2, operator: 'between', value: 10, to: 20 }
 */
export interface ColumnFilter {
  readonly column: number
  readonly operator: FilterOperator
  /** The value to compare with: a text, a number, or a boolean, depending on the column's kind. Missing for `blank` and `not_blank`. */
  readonly value?: string | number | boolean | undefined
  /** The upper end of `between`. */
  readonly to?: number | undefined
}

/**
 * Sorts by a column.
 * @example const newestFirst: ColumnSort = { column: 0, desc: true }
 */
export interface ColumnSort {
  readonly column: number
  readonly desc?: boolean | undefined
}

/**
 * Which rows are requested, and in which order.
 * @example const query: RowQuery = { sort: [{ column: 0 }], filter: [], search: 'ada' }
 */
export interface RowQuery {
  /** The first column decides; later ones break ties. */
  readonly sort: readonly ColumnSort[]
  /** A row must match all of them. */
  readonly filter: readonly ColumnFilter[]
  /** A text that at least one column must contain. */
  readonly search?: string | undefined
}

/** Options that only `Intl.DateTimeFormat` has. */
const DATE_OPTIONS = [
  'dateStyle',
  'timeStyle',
  'era',
  'year',
  'month',
  'weekday',
  'day',
  'hour',
  'minute',
  'second',
]

/**
 * Whether a column's `format` is one of points in time, rather than of numbers.
 * @example
 * isDateFormat({ dateStyle: 'medium' }) // true
 * isDateFormat({ style: 'currency', currency: 'EUR' }) // false
 */
export function isDateFormat(format: object): boolean {
  return DATE_OPTIONS.some((option) => option in format)
}

/**
 * The maximum number of rows in one request.
 * @example const to = Math.min(from + MAX_ROWS_PER_REQUEST, total)
 */
export const MAX_ROWS_PER_REQUEST = 1000

/** Whether a query is possible with these columns (rule D7). */
export function isQueryFor(columns: readonly DatatableColumn[], { sort, filter }: RowQuery): boolean {
  return (
    sort.every(({ column }) => columns[column] !== undefined && columns[column].sortable !== false) &&
    filter.every((one) => isFilterFor(columns[one.column], one))
  )
}

function isFilterFor(column: DatatableColumn | undefined, { operator, value, to }: ColumnFilter): boolean {
  if (!column || column.filterable === false || !FILTER_OPERATORS[column.kind].includes(operator))
    return false
  if (operator === 'blank' || operator === 'not_blank') return value === undefined && to === undefined
  if ((operator === 'between') !== (to !== undefined)) return false
  return typeof value === (column.kind === 'text' ? 'string' : column.kind)
}
