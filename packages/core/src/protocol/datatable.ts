import type { Json, JsonObject } from './json'
import type { Message } from './messages'
import { lengthOf, MAX_CHARACTERS } from './text-length'

/** What names a row of a data table, unique in it. */
export type RowId = string | number

/** What the values of a column are: decides how they are filtered, and on which side they stand. */
export type ColumnKind = 'text' | 'number' | 'boolean'

/** One column of a data table. Columns are named by their index in the list of the node. */
export interface DatatableColumn {
  /** Keys that lead from a record to the value. */
  readonly path: readonly string[]
  readonly header: string
  /** Headings of the groups that the column is in, the outermost first: one for each key of `path` but the last. */
  readonly groups?: readonly string[]
  readonly kind: ColumnKind
  /** Pixels. */
  readonly width?: number
  readonly minWidth?: number
  readonly maxWidth?: number
  /** Share of the width that is left over. */
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
  /** The table is sorted by it at first. */
  readonly sort?: 'asc' | 'desc'
  /** A person can change its values (rule D9). */
  readonly editable?: boolean
  /** The only values that a person can give. */
  readonly choices?: readonly CellChoice[]
  /** Options of `Intl.NumberFormat` for a number, of `Intl.DateTimeFormat` for a point in time. */
  readonly format?: JsonObject
}

/** A value that a person can give a cell, and what it is called. */
export interface CellChoice {
  readonly label: string
  readonly value: CellValue
}

/** What a person can put into a cell; null: nothing. */
export type CellValue = string | number | boolean | null

/** Tells whether a person could have put this value into a cell of a column (rule D9). */
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
 * Why a person's text cannot be the value of a cell: it is longer than texts may be.
 * @returns the message that the person should get, or null
 */
export function checkCellText(value: unknown): Message | null {
  const length = typeof value === 'string' ? lengthOf(value) : 0
  return length > MAX_CHARACTERS ? { id: 'too_long', args: [MAX_CHARACTERS, length] } : null
}

/** Classes of a row and of its cells, by the index of the column: the value behind the columns of a row (rule D10). */
export interface RowMarks {
  readonly row?: string
  readonly cells?: { readonly [column: string]: string }
}

/** Looks of a data table. */
export const DATATABLE_THEMES = ['alpine', 'alpine-dark', 'balham', 'balham-dark', 'material'] as const
export type DatatableTheme = (typeof DATATABLE_THEMES)[number]

/** Rows as they travel: column by column. */
export interface RowBlock {
  /** The rows' ids; a number stands for consecutive ones from that on. */
  readonly ids: readonly RowId[] | number
  /** For each column of the table the values of all these rows. */
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

/** The ways that a column of each kind can be filtered, the usual one first. */
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

/** Leaves the rows whose value in a column is so. */
export interface ColumnFilter {
  readonly column: number
  readonly operator: FilterOperator
  /** What is compared with: a text, a number, or a boolean, as the column's kind is. None for `blank` and `not_blank`. */
  readonly value?: string | number | boolean | undefined
  /** The upper end of `between`. */
  readonly to?: number | undefined
}

/** Sorts by a column. */
export interface ColumnSort {
  readonly column: number
  readonly desc?: boolean | undefined
}

/** Which rows are wanted, and in which order. */
export interface RowQuery {
  /** The first one decides, the next ones where it is equal. */
  readonly sort: readonly ColumnSort[]
  /** All of them hold. */
  readonly filter: readonly ColumnFilter[]
  /** A text that some column holds. */
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

/** Tells whether a column's `format` is one of points in time; else it is one of numbers. */
export function isDateFormat(format: object): boolean {
  return DATE_OPTIONS.some((option) => option in format)
}

/** Rows that one request may ask for. */
export const MAX_ROWS_PER_REQUEST = 1000

/** Tells whether a query could have been made with these columns (rule D7). */
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
