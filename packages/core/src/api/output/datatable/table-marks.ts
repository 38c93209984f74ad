import type { RowMarks } from '../../../protocol/datatable'
import { describe, isPlainObject } from '../../arguments'
import type { Path } from './columns'
import { valueAt } from './records'

type Class = string | null | undefined | void

/** Classes by the values of fields: `{ status: { error: 'danger' } }`. */
export interface ClassesByValue {
  readonly [field: string]: { readonly [value: string]: string }
}

/** A record, as passed to functions that return classes: its own type, if the records have one. */
export type MarkedRecord<Row extends object = object> = object extends Row
  ? Readonly<Record<string, unknown>>
  : Readonly<Row>

/**
 * The class of a row: by the values of its fields, or a function of its record.
 * @example const late: RowClass<{ days: number }> = (order) => (order.days > 30 ? 'danger' : null)
 */
export type RowClass<Row extends object = object> = ClassesByValue | ((record: MarkedRecord<Row>) => Class)

/**
 * The class of a cell: by the values of its field, or a function of its value, its field and the record.
 * @example const negative: CellClass = (value) => (Number(value) < 0 ? 'danger' : null)
 */
export type CellClass<Row extends object = object> =
  ClassesByValue | ((value: unknown, field: string, record: MarkedRecord<Row>) => Class)

/** Returns the marks of a record, or null. */
export type Marker = (record: object) => RowMarks | null

/**
 * Creates the function that marks records.
 * @param paths the paths of the columns
 * @returns undefined if no classes are configured
 * @throws TypeError if an option is malformed
 */
export function markerOf(
  caller: string,
  paths: readonly Path[],
  row_class: unknown,
  cell_class: unknown,
): Marker | undefined {
  const ofRow = rowMarker(caller, row_class)
  const ofCell = cellMarker(caller, cell_class)
  if (!ofRow && !ofCell) return undefined
  return (record) => {
    const row = classOf(caller, 'row_class', ofRow?.(record as MarkedRecord))
    const cells: Record<string, string> = {}
    if (ofCell)
      for (const [column, path] of paths.entries()) {
        const given = ofCell(valueAt(record, path), path.join('.'), record as MarkedRecord)
        const name = classOf(caller, 'cell_class', given)
        if (name) cells[column] = name
      }
    const hasCells = Object.keys(cells).length > 0
    if (!row && !hasCells) return null
    return { ...(row && { row }), ...(hasCells && { cells }) }
  }
}

function rowMarker(caller: string, given: unknown): ((record: MarkedRecord) => unknown) | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'function') return given as (record: MarkedRecord) => unknown
  const fields = byValue(caller, 'row_class', given)
  return (record) =>
    fields
      .map(([field, classes]) => ownClass(classes, valueAt(record, field.split('.'))))
      .filter(Boolean)
      .join(' ')
}

function cellMarker(
  caller: string,
  given: unknown,
): ((value: unknown, field: string, record: MarkedRecord) => unknown) | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'function') return given as (value: unknown) => unknown
  const fields = new Map(byValue(caller, 'cell_class', given))
  return (value, field) => ownClass(fields.get(field), value)
}

type Classes = ClassesByValue[string]

function byValue(caller: string, option: string, given: unknown): [field: string, classes: Classes][] {
  const isRight =
    isPlainObject(given) &&
    Object.values(given).every(
      (classes) => isPlainObject(classes) && Object.values(classes).every((one) => typeof one === 'string'),
    )
  if (isRight) return Object.entries(given as ClassesByValue)
  throw new TypeError(
    `${caller}: ${option} must be a function, or classes by value such as { status: { error: 'danger' } }, not ${describe(given)}.`,
  )
}

function ownClass(classes: Classes | undefined, value: unknown): string | undefined {
  const key = String(value)
  return classes && Object.hasOwn(classes, key) ? classes[key] : undefined
}

function classOf(caller: string, option: string, given: unknown): string {
  if (given === undefined || given === null || given === false) return ''
  if (typeof given === 'string') return given.trim()
  throw new TypeError(`${caller}: ${option} must return a class (a string) or null, not ${describe(given)}.`)
}
