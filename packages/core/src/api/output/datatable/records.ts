import type { ColumnKind, RowId } from '../../../protocol/datatable'
import type { Json } from '../../../protocol/json'
import { describe, isPlainObject } from '../../arguments'
import { asJson } from '../../json'
import type { Path } from './columns'

/** Reads the values of records, column by column. */
export class RecordReader {
  readonly #paths: readonly Path[]

  constructor(paths: readonly Path[]) {
    this.#paths = paths
  }

  /**
   * The value of a record in a column, in its wire form. A missing value is null.
   * @param index the index of the record, for the message
   * @throws TypeError if JSON cannot hold the value
   */
  cell(caller: string, record: object, column: number, index: number): Json {
    const path = this.#paths[column] ?? []
    return toCell(valueAt(record, path), caller, () => [`records[${index}]`, ...path].join('.'))
  }

  /** All values of a record, as pairs of column and value. */
  cells(caller: string, record: object): (readonly [column: number, value: Json])[] {
    return this.#paths.map((_, column) => [column, this.cell(caller, record, column, 0)] as const)
  }
}

/**
 * @throws TypeError if one of them is not a plain object
 */
export function checkRecords(caller: string, records: unknown): asserts records is readonly object[] {
  if (!Array.isArray(records))
    throw new TypeError(`${caller}: records must be an array of objects, not ${describe(records)}.`)
  const at = records.findIndex((record) => !isPlainObject(record))
  if (at >= 0)
    throw new TypeError(
      `${caller}: records[${at}] must be a plain object, not ${describe((records as unknown[])[at])}.`,
    )
}

/** The value at a path of a record, or undefined. */
export function valueAt(record: object, path: Path): unknown {
  let value: unknown = record
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** A copy of a record with a new value at a path. */
export function withValue(record: object, path: Path, value: unknown): object {
  const [key, ...rest] = path
  if (key === undefined) return record
  const inner = (record as Record<string, unknown>)[key]
  const below = typeof inner === 'object' && inner !== null ? inner : {}
  return { ...record, [key]: rest.length > 0 ? withValue(below, rest, value) : value }
}

/**
 * A value in its wire form.
 * @throws TypeError if JSON cannot hold the value
 */
export function toCell(value: unknown, caller: string, name: () => string): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'undefined':
      return null
    default:
      return value === null ? null : asJson(caller, name(), value)
  }
}

/**
 * The id of a record.
 * @throws TypeError if it is neither a text nor a number
 */
export function idOf(caller: string, record: object, path: Path, index: number): RowId {
  const id = valueAt(record, path)
  if (typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id))) return id
  throw new TypeError(
    `${caller}: ${[`records[${index}]`, ...path].join('.')} must be a string or a number, since id_field says that it names the row, not ${describe(id)}.`,
  )
}

/** Detects the kind of a column's values. */
export class KindFinder {
  #kind: ColumnKind | null = null

  see(value: Json): void {
    if (value === null || this.#kind === 'text') return
    const kind = typeof value === 'number' || typeof value === 'boolean' ? kindOf(value) : 'text'
    this.#kind = this.#kind === null || this.#kind === kind ? kind : 'text'
  }

  get kind(): ColumnKind {
    return this.#kind ?? 'text'
  }
}

function kindOf(value: number | boolean): ColumnKind {
  return typeof value === 'number' ? 'number' : 'boolean'
}
