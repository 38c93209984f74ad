import type { CellChoice, ColumnKind, DatatableColumn } from '../../../protocol/datatable'
import { isDateFormat } from '../../../protocol/datatable'
import type { JsonObject } from '../../../protocol/json'
import type { OptionRules } from '../../arguments'
import { checkOptions, describe, isPlainObject } from '../../arguments'
import { toText } from '../../text'
import type { FieldValidator } from '../../field-check'
import { fieldCheck } from '../../field-check'
import { asJson } from '../../json'

/** Options of a column in a data table. */
export interface ColumnArgs {
  /** Heading; on the path of a group, the heading of the group. @default the key, its first letter upper case, blanks for `_` */
  header?: string
  /** The type of its values. @default the common type of all values, or `text` if they differ */
  type?: ColumnKind
  /** Pixels. @default the width of heading and values */
  width?: number
  /** Pixels. @default 60 */
  minWidth?: number
  /** Pixels. */
  maxWidth?: number
  /** Share of the remaining width. */
  flex?: number
  /** Hides the column, which can still be searched and sorted by. @default false */
  hide?: boolean
  /** Stays visible when the table is scrolled sideways. */
  pinned?: 'left' | 'right'
  /** @default `end` for numbers, otherwise `start` */
  align?: 'start' | 'center' | 'end'
  /** A person can sort by it. @default true */
  sortable?: boolean
  /** A person can filter by it. @default true */
  filterable?: boolean
  /** A person can change its width. @default true */
  resizable?: boolean
  /** A person can move it. Pinned columns stay at their side. @default true */
  movable?: boolean
  /** Sorts the table by this column initially. */
  sort?: 'asc' | 'desc'
  /** A person can change its values: with a double click, Enter, F2, or by typing. @default false */
  editable?: boolean
  /** The only values that a person can enter: values, [label, value], or { label, value }. @default any value of the column's type, or empty */
  options?: readonly CellOption[]
  /**
   * A rule for entered values: a function that returns a message if the value is invalid (may be async), or a Standard Schema, whose output becomes
   * the value. It runs on the server. An emptied cell is null.
   */
  validate?: FieldValidator<never, unknown>
  /**
   * The format of values: options of `Intl.NumberFormat` for numbers; options of `Intl.DateTimeFormat`, if one of them is `dateStyle`, `timeStyle`
   * or a part of a date, for dates and times (ISO texts or milliseconds).
   */
  format?: Intl.NumberFormatOptions | Intl.DateTimeFormatOptions
}

/** A value that a person can choose for a cell. */
export type CellOption =
  | string
  | number
  | boolean
  | readonly [label: string, value: string | number | boolean | null]
  | { readonly label: string; readonly value: string | number | boolean | null }

/** Options of columns: by the last key of their path, or as pairs of a key (or a whole path) and options. */
export type ColumnArgsList =
  | { readonly [key: string]: ColumnArgs }
  | readonly (readonly [key: string | readonly string[], args: ColumnArgs])[]

/** Options of the whole table. */
export interface GridArgs {
  /** Default options of all columns. */
  defaultColDef?: Omit<ColumnArgs, 'header'>
  /** Height of a row in pixels. @default the theme's: 28 for balham, 42 for alpine, 48 for material */
  rowHeight?: number
  /** A box that searches all columns. @default true */
  search?: boolean
  /** The file name of a button that saves the displayed rows as CSV; false for no button. @default 'table.csv'; false for a data source */
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

/** The checked entries of `column_args`. */
export type CheckedColumnArgs = readonly (readonly [key: string | readonly string[], args: ColumnArgs])[]

/**
 * @throws TypeError for a malformed list, an unknown argument, a value of the wrong type, or a function
 */
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

/**
 * @throws TypeError for an unknown argument, a value of the wrong type, or a function
 */
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

/** The options of one column. The path of a group applies to all its columns; a key overrides it, and a whole path overrides both. */
export function argsOf(path: readonly string[], list: CheckedColumnArgs, defaults: ColumnArgs): ColumnArgs {
  const result: ColumnArgs = { ...defaults }
  for (let depth = 1; depth < path.length; depth++) {
    const { header: _, ...args } = argsAt(list, path.slice(0, depth))
    Object.assign(result, args)
  }
  for (const [key, args] of list) if (key === path.at(-1)) Object.assign(result, args)
  return Object.assign(result, argsAt(list, path))
}

/** The options for exactly this path. */
export function argsAt(list: CheckedColumnArgs, path: readonly string[]): ColumnArgs {
  const said = list.filter(([key]) => typeof key !== 'string' && isSamePath(key, path))
  return Object.assign({}, ...said.map(([, args]) => args)) as ColumnArgs
}

/** The fields of a column that depend only on its arguments. */
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
        `put_datatable: ${path}.${name} is a function, which cannot be sent to the page. Use format, or put the text into the records.`,
      )
  }
  const checked = checkOptions(`put_datatable: ${path}`, args as ColumnArgs, COLUMN_RULES)
  if (checked.format) checkFormat(path, checked.format)
  if (checked.options) choicesOf(checked.options, `put_datatable: ${path}.options`)
  fieldCheck(`put_datatable: ${path}`, checked.validate)
  return checked
}

/**
 * @throws TypeError if an option is malformed, or a cell cannot have its value
 */
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
    throw new RangeError(`put_datatable: ${path}.format is not a valid format: ${(cause as Error).message}`, {
      cause,
    })
  }
}

function isPath(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((key) => typeof key === 'string')
}

/** Tells whether two paths are the same. */
export function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index])
}
