import type { ColumnKind, DatatableColumn } from '../../../protocol/datatable'
import type { Check } from '../../../engine/forms/form-spec'
import { fieldCheck } from '../../field-check'
import { describe, isPlainObject } from '../../arguments'
import type { CheckedColumnArgs, ColumnArgs } from './column-args'
import { argsAt, argsOf, fieldsOf, isSamePath } from './column-args'

/**
 * The columns of a data table and their order: keys of the records. An object describes the contents of groups, key by key (null: the whole group);
 * an array of keys can replace such an object.
 */
export type ColumnOrder = readonly string[] | { readonly [key: string]: ColumnOrder | null }

/** The keys that lead to a value. */
export type Path = readonly string[]

/** Nested groups of columns. */
const MAX_DEPTH = 50

/** The contents of the records at each key. */
interface Branch {
  readonly children: Map<string, Branch>
  /** At least one record has a value here that is not an object. */
  isLeaf: boolean
}

/** The paths of all values in the records, in order of first appearance. Anything but a plain object is a value. */
export function pathsOf(records: readonly object[]): Path[] {
  const root: Branch = { children: new Map(), isLeaf: false }
  for (const [index, record] of records.entries()) grow(root, record, [`records[${index}]`])
  return leavesOf(root, [])
}

/**
 * @param at the position of the record, for the message
 */
function grow(branch: Branch, record: object, at: Path): void {
  if (at.length > MAX_DEPTH) throw tooDeep(at)
  for (const key of Object.keys(record)) {
    const value = (record as Record<string, unknown>)[key]
    let child = branch.children.get(key)
    if (!child) branch.children.set(key, (child = { children: new Map(), isLeaf: false }))
    if (typeof value === 'object' && isPlainObject(value)) grow(child, value, [...at, key])
    else if (value !== null && value !== undefined) child.isLeaf = true
  }
}

function tooDeep(at: Path): TypeError {
  const where = at.slice(0, 4).join('.')
  return new TypeError(
    `put_datatable: ${where}… is nested deeper than ${MAX_DEPTH} levels, or refers to an object that contains it. Put a text or a flat record there.`,
  )
}

function leavesOf({ children, isLeaf }: Branch, path: Path): Path[] {
  // A key with an object in one record and a text in another is a column, and the object is shown as JSON.
  if (isLeaf || children.size === 0) return path.length > 0 ? [path] : []
  return [...children].flatMap(([key, child]) => leavesOf(child, [...path, key]))
}

/**
 * The paths that `column_order` names, in its order. The key of a group stands for all its columns; a key that no record has is still a column.
 * @throws TypeError if the order is malformed
 */
export function orderedPaths(paths: readonly Path[], order: unknown, parent: Path = []): Path[] {
  if (parent.length > MAX_DEPTH) throw tooDeep(['column_order', ...parent])
  const where = ['column_order', ...parent].join('.')
  if (Array.isArray(order)) {
    return order.flatMap((key: unknown) => {
      if (typeof key === 'string') return pathsBelow(paths, [...parent, key])
      throw new TypeError(`put_datatable: ${where} must be an array of keys, but contains ${describe(key)}.`)
    })
  }
  if (!isPlainObject(order))
    throw new TypeError(
      `put_datatable: ${where} must be an array of keys, or an object, not ${describe(order)}.`,
    )
  return Object.entries(order).flatMap(([key, inner]) => {
    const path = [...parent, key]
    return inner === null ? pathsBelow(paths, path) : orderedPaths(paths, inner, path)
  })
}

function pathsBelow(paths: readonly Path[], path: Path): Path[] {
  const below = paths.filter((other) => isSamePath(other.slice(0, path.length), path))
  return below.length > 0 ? below : [path]
}

/** The contents of `column_args` and `grid_args.defaultColDef`. */
export interface ColumnSettings {
  readonly list: CheckedColumnArgs
  readonly defaults: ColumnArgs
}

/**
 * The column at a path.
 * @param kind the detected kind of its values
 */
export function columnAt(path: Path, kind: ColumnKind, { list, defaults }: ColumnSettings): DatatableColumn {
  const args = argsOf(path, list, defaults)
  const groups = path.slice(0, -1).map((key, depth) => {
    return argsAt(list, path.slice(0, depth + 1)).header ?? headerOf(key)
  })
  return {
    path,
    header: args.header ?? headerOf(path.at(-1) ?? ''),
    ...(groups.length > 0 && { groups }),
    kind: args.type ?? kind,
    ...fieldsOf(args),
  }
}

/** The columns' rules for entered values. */
export function checksOf(
  columns: readonly DatatableColumn[],
  { list, defaults }: ColumnSettings,
): (Check | undefined)[] {
  return columns.map(({ path, editable }) =>
    editable
      ? fieldCheck(`put_datatable: column ${path.join('.')}`, argsOf(path, list, defaults).validate)
      : undefined,
  )
}

/** PyWebIO's heading for a key: spaces instead of `_`, and the first letter in upper case. */
function headerOf(key: string): string {
  const text = key.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
