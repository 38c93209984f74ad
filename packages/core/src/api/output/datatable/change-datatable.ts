import type { RowId } from '../../../protocol/datatable'
import type { OptionRules } from '../../arguments'
import { checkArgument, checkOptions, describe, isPlainObject } from '../../arguments'
import { liveContext } from '../../live-context'
import { logNotOnPage } from '../../not-on-page'
import type { Path } from './columns'
import type { SourceContent } from './source-content'
import { TableContent } from './table-content'

/** Selects the row or value that `datatable_update` changes. */
export interface DatatableUpdateOptions {
  /** The row to change. @default all rows are replaced */
  row_id?: RowId
  /** Key, or path of keys, of the value to change. Needs `row_id`. @default the whole row */
  field?: string | readonly string[]
}

const UPDATE_RULES = { row_id: 'string or number', field: 'any' } as const satisfies OptionRules

/**
 * Changes a data table: all rows (`data`: records, or a data source), the row `row_id` (`data`: a record), or its field (`data`: the value). A
 * missing table or row is ignored and logged: it may have been removed meanwhile.
 *
 * @param instance_id the id from `put_datatable`; if several tables have it, the newest is used
 * @throws TypeError if `field` is given without `row_id`, or the data is malformed; RangeError if no record has the field, if the id of a row would
 * change, and for a row `'1'` if the row is `1`
 */
export function datatable_update(instance_id: string, data: unknown, options?: DatatableUpdateOptions): void {
  const caller = 'datatable_update'
  const { row_id, field } = checkOptions(caller, options, UPDATE_RULES)
  if (field !== undefined && row_id === undefined)
    throw new TypeError(`${caller}: field needs row_id, the row that it is in.`)
  const path = field === undefined ? null : pathOf(caller, field)
  const content = find(caller, instance_id)
  if (!content) return
  if (row_id === undefined) {
    content.replace(caller, data)
    content.show()
    return
  }
  const table = recordsOnly(caller, content)
  if (path) table.updateField(caller, row_id, path, data)
  else if (isPlainObject(data)) table.updateRow(caller, row_id, data)
  else throw new TypeError(`${caller}: data must be a record, a plain object, not ${describe(data)}.`)
}

const INSERT_RULES = { row_id: 'string or number' } as const satisfies OptionRules

/**
 * Inserts rows into a data table.
 *
 * @param instance_id the id from `put_datatable`; a table that is not on the page is ignored
 * @param records one record or several
 * @param options `row_id`: the row before which to insert; if it is missing or not given, the rows go to the end
 * @throws TypeError if a record is malformed; RangeError if a row with its id already exists
 */
export function datatable_insert(
  instance_id: string,
  records: object | readonly object[],
  options?: { row_id?: RowId },
): void {
  const caller = 'datatable_insert'
  const { row_id } = checkOptions(caller, options, INSERT_RULES)
  const content = find(caller, instance_id)
  if (content)
    recordsOnly(caller, content).insert(caller, Array.isArray(records) ? records : [records], row_id)
}

/**
 * Removes rows from a data table. Missing rows are ignored.
 *
 * @param instance_id the id from `put_datatable`; a table that is not on the page is ignored
 * @param row_ids the id of a row, or an array of ids
 * @throws TypeError if an id is neither a text nor a number
 */
export function datatable_remove(instance_id: string, row_ids: RowId | readonly RowId[]): void {
  const caller = 'datatable_remove'
  const ids = (Array.isArray(row_ids) ? row_ids : [row_ids]) as readonly unknown[]
  ids.forEach((id, index) => checkArgument(caller, `row_ids[${index}]`, id, 'string or number'))
  const content = find(caller, instance_id)
  if (content) recordsOnly(caller, content).remove(ids as readonly RowId[])
}

function find(caller: string, instance_id: string): TableContent | SourceContent | undefined {
  const context = liveContext(caller)
  checkArgument(caller, 'instance_id', instance_id, 'string')
  const { session } = context
  session.view.commit()
  const content = session.view.datatables.keptOf(instance_id) as TableContent | SourceContent | undefined
  if (!content) logNotOnPage(session, caller, 'data table', instance_id)
  return content
}

function recordsOnly(caller: string, content: TableContent | SourceContent): TableContent {
  if (content instanceof TableContent) return content
  throw new TypeError(
    `${caller}: the table has a data source. Change what that reads, and call datatable_update with the source.`,
  )
}

function pathOf(caller: string, field: unknown): Path {
  const path: unknown[] = Array.isArray(field) ? field : [field]
  if (path.length > 0 && path.every((key) => typeof key === 'string')) return path
  throw new TypeError(`${caller}: field must be a key or an array of keys, not ${describe(field)}.`)
}
