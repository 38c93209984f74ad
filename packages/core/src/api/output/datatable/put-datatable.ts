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

/** The number of rows above which `height: 'auto'` is ignored. */
const MAX_AUTO_ROWS = 1000

/** A button for the selected rows: its label and its callback. Null is a separator. */
export type DatatableAction<Selected> =
  readonly [label: string, onclick: (selected: Selected) => unknown] | null

/** Options of a table, for single and multiple selection. */
export interface DatatableBaseOptions<Row extends object = object> extends OutputOptions {
  /** Key, or path of keys, of the field with the row's id. @default rows are numbered from 0 */
  id_field?: string | readonly string[]
  /** The height: pixels; a CSS length; `auto` for the height of its rows. @default the height of its rows, up to 600 pixels */
  height?: number | string
  /** `balham` is dense, `alpine` has more space, `material` the most; the dark themes are dark even on a light page. @default 'balham' */
  theme?: DatatableTheme
  /** A bar below the rows that shows the whole text of the current cell. @default true */
  cell_content_bar?: boolean
  /** The table's id for `datatable_update`, `datatable_insert` and `datatable_remove`. */
  instance_id?: string
  /** The columns in their order; others are not shown. @default all keys, in the order of the records */
  column_order?: ColumnOrder
  /** Options of single columns. */
  column_args?: ColumnArgsList
  /** Options of the whole table. */
  grid_args?: GridArgs
  /**
   * Called for one edit after the other, with the row's id, the field's key (nested keys joined by a dot), the new value and the previous one. If it
   * returns a message, the cell shows it and keeps its value; otherwise the table shows the new value. `column_args` makes columns `editable`.
   */
  onedit?: EditHandler
  /**
   * CSS classes of rows: `{ status: { error: 'danger' } }` by the values of fields, or a function of the record. `success`, `info`, `warning`,
   * `danger` and `muted` have a built-in look; other classes are for your own style sheet.
   */
  row_class?: RowClass<Row>
  /** CSS classes of cells: `{ status: { error: 'danger' } }` by value, or a function of value, field and record. */
  cell_class?: CellClass<Row>
}

export interface DatatableOptions<Row extends object = object> extends DatatableBaseOptions<Row> {
  /** Buttons for the selected row. */
  actions?: readonly DatatableAction<RowId>[]
  /** Called with the id of the selected row. */
  onselect?: (row: RowId) => unknown
  /** Several rows can be selected. @default false */
  multiple_select?: false
}

export interface MultipleDatatableOptions<Row extends object = object> extends DatatableBaseOptions<Row> {
  /** Buttons for the selected rows. */
  actions?: readonly DatatableAction<RowId[]>[]
  /** Called with the ids of all selected rows whenever the selection changes and is not empty. */
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
  /** The given records, until they have been read. */
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
 * Shows a table that can be sorted, filtered, searched and used by keyboard. The page draws only the rows in view, so it can have a hundred thousand
 * records.
 *
 * @param records one object per row; nested plain objects become groups of columns, and anything else is a value. Or a function that reads the
 * records (`DataRequest`): it is called for the rows that come into view, and needs `column_order`
 * @param options `actions`: buttons for the selected rows; `onselect`: called when rows are selected; without both, rows cannot be selected.
 * `onedit`: handles changes in `editable` columns. Functions in `column_args` and `grid_args` are refused, because a page does not run code from a
 * table: use `format` for the display of values
 * @throws TypeError if records or options are malformed; RangeError if a column does not exist or an id occurs twice
 */
export function put_datatable<Row extends object>(
  records: readonly Row[] | DataSource,
  options: MultipleDatatableOptions<Row>,
): Output
export function put_datatable<Row extends object>(
  records: readonly Row[] | DataSource,
  options?: DatatableOptions<Row>,
): Output
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

/**
 * @throws RangeError if the column with the row ids is editable
 */
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

/** The selection that a page reports: ids of existing rows. */
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
