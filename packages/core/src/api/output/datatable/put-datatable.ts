import type { HandlerSpec } from '../../../engine/outputs/pending-output'
import type { Check } from '../../../engine/forms/form-spec'
import type { DatatableColumn, DatatableTheme, RowId } from '../../../protocol/datatable'
import type { DatatableNode } from '../../../protocol/output-spec'
import { DATATABLE_THEMES } from '../../../protocol/datatable'
import type { EventErrorCode } from '../../../protocol/error-codes'
import type { OptionRules } from '../../arguments'
import { checkArgument, checkName, describe } from '../../arguments'
import { withoutNulls } from '../../without-nulls'
import { makeOutput } from '../handle/make-output'
import type { Output, OutputOptions } from '../handle/output'
import { OUTPUT_OPTION_RULES } from '../handle/output'
import type { OutputKind, OutputPlace } from '../handle/output-kind'
import type { ColumnArgsList, GridArgs } from './column-args'
import { checkColumnArgs, checkGridArgs, isSamePath } from './column-args'
import type { ColumnOrder, ColumnSettings, Path } from './columns'
import { checksOf, columnAt, orderedPaths, pathsOf } from './columns'
import type { EditHandler } from './cell-edits'
import { CellEdits } from './cell-edits'
import type { DataSource } from './data-source'
import { readerOf } from './data-source'
import { checkRecords } from './records'
import { SourceContent } from './source-content'
import { TableContent } from './table-content'
import type { CellClass, RowClass } from './table-marks'
import { markerOf } from './table-marks'

/** Rows from which on `height: 'auto'` would be too much. */
const MAX_AUTO_ROWS = 1000

/** A button for the selected rows: its label, and what it calls. Null is a separator. */
export type DatatableAction<Selected> =
  readonly [label: string, onclick: (selected: Selected) => unknown] | null

/** What a table is given, whether or not several rows can be selected. */
export interface DatatableBaseOptions extends OutputOptions {
  /** Key, or path of keys, of the field that names a row. @default rows are numbered from 0 */
  id_field?: string | readonly string[]
  /** Pixels; a CSS length; `auto`: as high as its rows. @default as high as its rows, up to 600 */
  height?: number | string
  /** `balham` is dense, `alpine` has more room, `material` most; the dark ones are dark on a light page, too. @default 'balham' */
  theme?: DatatableTheme
  /** A bar below the rows that shows the whole text of the current cell. @default true */
  cell_content_bar?: boolean
  /** What `datatable_update`, `datatable_insert` and `datatable_remove` call the table. */
  instance_id?: string
  /** The columns in their order; others are not shown. @default all keys, in the order in which the records have them */
  column_order?: ColumnOrder
  /** What is said of single columns. */
  column_args?: ColumnArgsList
  /** What is said of the table as a whole. */
  grid_args?: GridArgs
  /**
   * Called with the row's id, the field's key (nested ones joined by a dot), the value that a person gave it and the one before, one edit after the
   * other. What it gives as a message is shown at the cell, which keeps its value; else the table shows the new one. Columns are `editable` by
   * `column_args`.
   */
  onedit?: EditHandler
  /**
   * CSS classes of rows: `{ status: { error: 'danger' } }` by the values of fields, or a function of the record. `success`, `info`, `warning`,
   * `danger` and `muted` look like something; others are for a style sheet of yours.
   */
  row_class?: RowClass
  /** CSS classes of cells: `{ status: { error: 'danger' } }` by value, or a function of value, field and record. */
  cell_class?: CellClass
}

export interface DatatableOptions extends DatatableBaseOptions {
  /** Buttons for the selected row. */
  actions?: readonly DatatableAction<RowId>[]
  /** Called with the id of the row that was selected. */
  onselect?: (row: RowId) => unknown
  /** Several rows can be selected. @default false */
  multiple_select?: false
}

export interface MultipleDatatableOptions extends DatatableBaseOptions {
  /** Buttons for the selected rows. */
  actions?: readonly DatatableAction<RowId[]>[]
  /** Called with the ids of all rows that are selected, whenever others are and there is one. */
  onselect?: (rows: RowId[]) => unknown
  /** Several rows can be selected. */
  multiple_select: true
}

const DATATABLE_RULES = {
  ...OUTPUT_OPTION_RULES,
  actions: 'array',
  onselect: 'function',
  multiple_select: 'boolean',
  id_field: 'any',
  height: 'string or number',
  theme: DATATABLE_THEMES,
  cell_content_bar: 'boolean',
  instance_id: 'string',
  column_order: 'any',
  column_args: 'any',
  grid_args: 'any',
  onedit: 'function',
  row_class: 'any',
  cell_class: 'any',
} as const satisfies OptionRules

interface DatatableParams extends Omit<DatatableBaseOptions, keyof OutputOptions> {
  /** What was given, until it has been read. */
  readonly records?: unknown
  readonly content?: TableContent | SourceContent
  /** The rules of the columns. */
  readonly checks?: readonly (Check | undefined)[]
  readonly actions?: readonly DatatableAction<never>[]
  readonly onselect?: (selected: never) => unknown
  readonly multiple_select?: boolean
}

const CALLER = 'put_datatable'

const DATATABLE: OutputKind<DatatableParams> = {
  name: CALLER,
  parameters: { records: 'any' },
  options: DATATABLE_RULES,
  fixed: [
    'instance_id',
    'id_field',
    'multiple_select',
    'column_order',
    'column_args',
    'grid_args',
    'row_class',
    'cell_class',
  ],
  keeps: ['columns', 'total'],
  leaf: true,
  prepare({ session, id }, { records, ...given }, before) {
    const place = { session, id }
    if (!before) return { ...given, ...contentOf(place, records, given) }
    if (records !== undefined) given.content?.replace(`${CALLER}().update`, records)
    return given
  },
  build(id, params) {
    const { content, theme = 'balham', cell_content_bar = true, instance_id, grid_args, height } = params
    const isSource = content instanceof SourceContent
    const { search = true, csv = isSource ? false : 'table.csv', rowHeight } = checkGridArgs(grid_args)
    const node: DatatableNode = {
      id,
      type: 'datatable',
      columns: content?.columns ?? [],
      theme,
      ...(cell_content_bar && { cell_content_bar }),
      ...(search && { search }),
      ...(csv !== false && { csv }),
      ...withoutNulls({ instance_id: instance_id || undefined, rowHeight, height: heightOf(height) }),
      ...selection(params),
      ...(content?.hasMarks && { marks: true }),
      ...(isSource && { source: content.version }),
    }
    return node
  },
  handlers: (params) => handlersOf(params),
  follow({ session, id }, { content, checks = [], onedit }) {
    content?.show()
    if (!content?.columns.some(({ editable }) => editable)) return
    session.cellEditors.set(id, new CellEdits({ session, id }, content, checks, onedit))
    session.tasks.stayAlive()
  },
}

/**
 * Shows a table that can be sorted, filtered, searched, and read by keyboard. The page draws what is in view: a hundred thousand records
 * are no trouble.
 *
 * @param records one object a row; objects in it become groups of columns, and what is no plain object is a value. Instead of records a
 * function that reads them (`DataRequest`): it is asked for the rows that come into view, and needs `column_order`
 * @param options `actions`: buttons for the selected rows; `onselect`: called when rows are selected; without both, none can be. `onedit`: takes what
 * a person changes in columns that are `editable`.
 * Functions in `column_args` and `grid_args` are refused, since a page runs no code of theirs: `format` says how values are shown
 * @throws TypeError for records or options of another form; RangeError for columns that are not there, and for ids that are there twice
 */
export function put_datatable(
  records: readonly object[] | DataSource,
  options: MultipleDatatableOptions,
): Output
export function put_datatable(records: readonly object[] | DataSource, options?: DatatableOptions): Output
export function put_datatable(
  records: readonly object[] | DataSource,
  options?: DatatableOptions | MultipleDatatableOptions,
): Output {
  const output = makeOutput(DATATABLE, { records }, options)
  const { instance_id } = options ?? {}
  const { session, id, pending, params } = output
  if (instance_id) pending.whenSent(() => session.view.datatables.set(instance_id, id, params.content))
  return output
}

function contentOf(
  place: OutputPlace,
  records: unknown,
  params: DatatableParams,
): Pick<DatatableParams, 'content' | 'checks'> {
  const { id_field, column_order, column_args, grid_args, instance_id, height, actions, onselect } = params
  const { row_class, cell_class } = params
  if (instance_id) checkName(CALLER, 'instance_id', instance_id)
  if (typeof height === 'number' && height <= 0)
    throw new RangeError(`${CALLER}: height must be more than 0, not ${height}.`)
  checkActions(actions)
  const list = checkColumnArgs(column_args)
  const settings: ColumnSettings = { list, defaults: checkGridArgs(grid_args).defaultColDef ?? {} }
  const idPath = idPathOf(id_field)
  if (typeof records === 'function') {
    if (!idPath && (onselect || actions?.length))
      throw new RangeError(
        `${CALLER}: onselect and actions need id_field if the records come from a data source: a place in a list that is sorted and filtered names no row.`,
      )
    const paths = listedPaths([], column_order, 'a data source needs column_order, which names the columns')
    const columns = paths.map((path) => columnAt(path, 'text', settings))
    const marker = markerOf(CALLER, paths, row_class, cell_class)
    const content = new SourceContent(
      place,
      columns,
      (source) => readerOf(source, columns, idPath, marker),
      records as DataSource,
      marker !== undefined,
    )
    return { content, checks: checkedColumns(columns, settings, idPath) }
  }
  checkRecords(CALLER, records)
  const found = pathsOf(records)
  const paths = listedPaths(
    found,
    column_order,
    'without records it needs column_order, which names the columns',
  )
  const unlisted = found.filter((path) => !paths.some((listed) => isSamePath(listed, path)))
  if (height === 'auto' && records.length > MAX_AUTO_ROWS) warnOfHeight(place, records.length)
  const marker = markerOf(CALLER, paths, row_class, cell_class)
  const content = new TableContent(CALLER, place, { paths, unlisted, idPath, settings, marker }, records)
  return { content, checks: checkedColumns(content.columns, settings, idPath) }
}

/** @throws RangeError if the column that names the rows is editable */
function checkedColumns(
  columns: readonly DatatableColumn[],
  settings: ColumnSettings,
  idPath: Path | null,
): (Check | undefined)[] {
  const named = columns.find(({ path, editable }) => editable && idPath && isSamePath(path, idPath))
  if (named)
    throw new RangeError(
      `${CALLER}: the field ${named.path.join('.')} names the rows, and cannot be editable.`,
    )
  return checksOf(columns, settings)
}

function listedPaths(found: readonly Path[], order: ColumnOrder | undefined, need: string): readonly Path[] {
  const paths = order === undefined ? found : orderedPaths(found, order)
  if (paths.length === 0) throw new RangeError(`${CALLER}: the table has no columns; ${need}.`)
  const twice = paths.find((path, index) => paths.findIndex((other) => isSamePath(other, path)) !== index)
  if (twice) throw new RangeError(`${CALLER}: column_order has ${JSON.stringify(twice.join('.'))} twice.`)
  return paths
}

function idPathOf(field: unknown): Path | null {
  if (field === undefined) return null
  const path: unknown[] = Array.isArray(field) ? field : [field]
  if (path.length > 0 && path.every((key) => typeof key === 'string')) return path
  throw new TypeError(`${CALLER}: id_field must be a key or an array of keys, not ${describe(field)}.`)
}

function checkActions(actions: readonly unknown[] = []): void {
  for (const [index, action] of actions.entries()) {
    if (action === null) continue
    if (!Array.isArray(action) || action.length !== 2)
      throw new TypeError(
        `${CALLER}: actions[${index}] must be [label, function] or null, not ${describe(action)}.`,
      )
    checkArgument(CALLER, `actions[${index}] label`, action[0], 'string')
    checkArgument(CALLER, `actions[${index}] function`, action[1], 'function')
  }
}

function warnOfHeight({ session }: OutputPlace, rows: number): void {
  session.logger.warn(
    `[webio] ${CALLER}: height 'auto' would show all ${rows} rows at once; the table is 600 px high instead.`,
  )
}

function heightOf(height: number | string | undefined): string | undefined {
  return typeof height === 'number' ? `${height}px` : height
}

function selection({ actions, onselect, multiple_select }: DatatableParams): Partial<DatatableNode> {
  if (!actions?.length && !onselect) return {}
  return {
    select: multiple_select ? 'multiple' : 'single',
    ...(onselect && { watch: true }),
    ...(actions?.length && { actions: actions.map((action) => action?.[0] ?? null) }),
  }
}

function handlersOf({ content, actions, onselect, multiple_select }: DatatableParams): HandlerSpec[] {
  const check = (value: unknown): EventErrorCode | null =>
    multiple_select ? checkRows(value, content) : checkRow(value, content)
  const call = (run: (selected: never) => unknown) => (value: unknown) => run(value as never)
  const handlers = (actions ?? []).flatMap((action, key) =>
    action ? [{ key, check, run: call(action[1]) }] : [],
  )
  return onselect ? [...handlers, { key: 'select', check, run: call(onselect) }] : handlers
}

/** What a page says is selected: the id of a row that is there. */
function checkRow(value: unknown, content: DatatableParams['content']): EventErrorCode | null {
  if (typeof value !== 'string' && typeof value !== 'number') return 'bad_value'
  return content?.canBeMeant(value) ? null : 'no_such_row'
}

function checkRows(value: unknown, content: DatatableParams['content']): EventErrorCode | null {
  if (!Array.isArray(value) || value.length === 0 || new Set(value).size !== value.length) return 'bad_value'
  for (const id of value as unknown[]) {
    const refused = checkRow(id, content)
    if (refused) return refused
  }
  return null
}
