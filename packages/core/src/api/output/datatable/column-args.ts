import type { CellChoice, ColumnKind, DatatableColumn } from '../../../protocol/datatable'
import { isDateFormat } from '../../../protocol/datatable'
import type { JsonObject } from '../../../protocol/json'
import type { OptionRules } from '../../arguments'
import { checkOptions, describe, isPlainObject } from '../../arguments'
import { toText } from '../../text'
import type { FieldValidator } from '../../field-check'
import { fieldCheck } from '../../field-check'
import { asJson } from '../../json'

/** What can be said of a column of a data table. */
export interface ColumnArgs {
  /** Heading; on the path of a group, the heading of the group. @default the key, its first letter upper case, blanks for `_` */
  header?: string
  /** What its values are. @default what all of them are; `text` where they differ */
  type?: ColumnKind
  /** Pixels. @default as wide as heading and values need */
  width?: number
  /** Pixels. @default 60 */
  minWidth?: number
  /** Pixels. */
  maxWidth?: number
  /** Share of the width that the other columns leave over. */
  flex?: number
  /** The column is there for searching and sorting, and is not shown. @default false */
  hide?: boolean
  /** Stays in view when the table is scrolled sideways. */
  pinned?: 'left' | 'right'
  /** @default `end` for numbers, else `start` */
  align?: 'start' | 'center' | 'end'
  /** A person can sort by it. @default true */
  sortable?: boolean
  /** A person can filter by it. @default true */
  filterable?: boolean
  /** A person can change its width. @default true */
  resizable?: boolean
  /** A person can move it to another place. Pinned columns stay at their side. @default true */
  movable?: boolean
  /** The table is sorted by it at first. */
  sort?: 'asc' | 'desc'
  /** A person can change its values: by a double click, Enter, F2, or by typing. @default false */
  editable?: boolean
  /** The only values that a person can give: values, [label, value], or { label, value }. @default any of the column's type, and nothing */
  options?: readonly CellOption[]
  /**
   * A rule for what a person gives: a function that gives the message if it is bad (may be async), or a Standard Schema, whose output becomes the
   * value. Runs on the server. An emptied cell is null.
   */
  validate?: FieldValidator<never, unknown>
  /**
   * How values are shown: options of `Intl.NumberFormat` for numbers; of `Intl.DateTimeFormat`, where one of them says `dateStyle`,
   * `timeStyle` or a part of a date, for points in time (ISO texts, or milliseconds).
   */
  format?: Intl.NumberFormatOptions | Intl.DateTimeFormatOptions
}

/** A value that a person can give a cell. */
export type CellOption =
  | string
  | number
  | boolean
  | readonly [label: string, value: string | number | boolean | null]
  | { readonly label: string; readonly value: string | number | boolean | null }

/** What can be said of columns: by the last key of their path, or as pairs of a key or whole path and what is said of it. */
export type ColumnArgsList =
  | { readonly [key: string]: ColumnArgs }
  | readonly (readonly [key: string | readonly string[], args: ColumnArgs])[]

/** What can be said of the table as a whole. */
export interface GridArgs {
  /** Said of all columns that nothing else is said of. */
  defaultColDef?: Omit<ColumnArgs, 'header'>
  /** Height of a row in pixels. @default the theme's: 28 for balham, 42 for alpine, 48 for material */
  rowHeight?: number
  /** A box that searches all columns. @default true */
  search?: boolean
  /** A button that saves the rows that show as a CSV file, and the file's name. @default 'table.csv'; for a data source false */
  csv?: string | false
}

const COLUMN_RULES = {
  header: 'string',
  type: ['text', 'number', 'boolean'],
  width: 'number',
  minWidth: 'number',
  maxWidth: 'number',
  flex: 'number',
  hide: 'boolean',
  pinned: ['left', 'right'],
  align: ['start', 'center', 'end'],
  sortable: 'boolean',
  filterable: 'boolean',
  resizable: 'boolean',
  movable: 'boolean',
  sort: ['asc', 'desc'],
  editable: 'boolean',
  options: 'array',
  validate: 'any',
  format: 'object',
} as const satisfies OptionRules

const GRID_RULES = {
  defaultColDef: 'object',
  rowHeight: 'number',
  search: 'boolean',
  csv: 'any',
} as const satisfies OptionRules

/** What `column_args` says, entry by entry, checked. */
export type CheckedColumnArgs = readonly (readonly [key: string | readonly string[], args: ColumnArgs])[]

/** @throws TypeError for another form, an unknown argument, a value of the wrong type, a function */
export function checkColumnArgs(list: unknown): CheckedColumnArgs {
  if (list === undefined || list === null) return []
  if (isPlainObject(list))
    return Object.entries(list).map(([key, args]) => [key, checkColumn(`column_args.${key}`, args)])
  if (!Array.isArray(list))
    throw new TypeError(
      `put_datatable: column_args must be an object or an array of pairs, not ${describe(list)}.`,
    )
  return list.map((pair: unknown, index) => {
    const [key, args] = Array.isArray(pair) && pair.length === 2 ? (pair as unknown[]) : []
    if (typeof key !== 'string' && !isPath(key))
      throw new TypeError(
        `put_datatable: column_args[${index}] must be [key or path, arguments], not ${describe(pair)}.`,
      )
    return [key, checkColumn(`column_args[${index}]`, args)]
  })
}

/** @throws TypeError for an unknown argument, a value of the wrong type, a function */
export function checkGridArgs(args: unknown): GridArgs {
  const checked = checkOptions('put_datatable: grid_args', args as GridArgs, GRID_RULES)
  const { defaultColDef, csv, rowHeight } = checked
  if (defaultColDef) checkColumn('grid_args.defaultColDef', defaultColDef)
  if (csv !== undefined && csv !== false && typeof csv !== 'string')
    throw new TypeError(`put_datatable: grid_args.csv must be a file's name or false, not ${describe(csv)}.`)
  if (rowHeight !== undefined && rowHeight < 16)
    throw new RangeError(`put_datatable: grid_args.rowHeight must be 16 or more, not ${rowHeight}.`)
  return checked
}

/** What is said of one column. The path of a group is for all columns in it; then comes the key, then the whole path. */
export function argsOf(path: readonly string[], list: CheckedColumnArgs, defaults: ColumnArgs): ColumnArgs {
  const result: ColumnArgs = { ...defaults }
  for (let depth = 1; depth < path.length; depth++) {
    const { header: _, ...args } = argsAt(list, path.slice(0, depth))
    Object.assign(result, args)
  }
  for (const [key, args] of list) if (key === path.at(-1)) Object.assign(result, args)
  return Object.assign(result, argsAt(list, path))
}

/** What is said of exactly this path. */
export function argsAt(list: CheckedColumnArgs, path: readonly string[]): ColumnArgs {
  const said = list.filter(([key]) => typeof key !== 'string' && isSamePath(key, path))
  return Object.assign({}, ...said.map(([, args]) => args)) as ColumnArgs
}

/** The fields of a column that come from its arguments alone. */
export function fieldsOf(args: ColumnArgs): Partial<DatatableColumn> {
  const { header: _, type: __, validate: ___, options, format, ...fields } = args
  return {
    ...fields,
    ...(options && { choices: choicesOf(options) }),
    ...(format && { format: asJson('put_datatable', 'format', format) as JsonObject }),
  }
}

function checkColumn(path: string, args: unknown): ColumnArgs {
  if (!isPlainObject(args))
    throw new TypeError(`put_datatable: ${path} must be a plain object, not ${describe(args)}.`)
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'function' && name !== 'validate')
      throw new TypeError(
        `put_datatable: ${path}.${name} is a function, which cannot travel to the page. Use format, or put the text into the records.`,
      )
  }
  const checked = checkOptions(`put_datatable: ${path}`, args as ColumnArgs, COLUMN_RULES)
  if (checked.format) checkFormat(path, checked.format)
  if (checked.options) choicesOf(checked.options, `put_datatable: ${path}.options`)
  fieldCheck(`put_datatable: ${path}`, checked.validate)
  return checked
}

/** @throws TypeError for an option of another form, or whose value no cell can have */
function choicesOf(options: readonly CellOption[], caller = 'put_datatable'): CellChoice[] {
  return options.map((option: unknown, index) => {
    const [label, value] = partsOf(`${caller}[${index}]`, option)
    if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
      throw new TypeError(
        `${caller}: a value must be a text, a number, a boolean or null, not ${describe(value)}.`,
      )
    return { label: toText(caller, `[${index}] label`, label), value: value as CellChoice['value'] }
  })
}

function partsOf(where: string, option: unknown): readonly [label: unknown, value: unknown] {
  if (isPlainObject(option) && 'label' in option && 'value' in option)
    return [option['label'], option['value']]
  if (Array.isArray(option) && option.length === 2) return option as [unknown, unknown]
  if (typeof option !== 'object' || option === null) return [option, option]
  throw new TypeError(
    `${where} must be a value, [label, value] or { label, value }, not ${describe(option)}.`,
  )
}

function checkFormat(path: string, format: Intl.NumberFormatOptions | Intl.DateTimeFormatOptions): void {
  try {
    if (isDateFormat(format)) new Intl.DateTimeFormat('en', format as Intl.DateTimeFormatOptions)
    else new Intl.NumberFormat('en', format as Intl.NumberFormatOptions)
  } catch (cause) {
    throw new RangeError(`put_datatable: ${path}.format is no format: ${(cause as Error).message}`, { cause })
  }
}

function isPath(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((key) => typeof key === 'string')
}

/** Tells whether two paths are the same. */
export function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index])
}
