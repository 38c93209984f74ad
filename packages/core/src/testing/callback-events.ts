import type { CellValue, RowId } from '../protocol/datatable'
import type { PageEvent } from '../protocol/events'
import type { Json } from '../protocol/json'
import type { NodeId } from '../protocol/output-spec'
import type { ShownOutput } from '../state/read-tree'

/**
 * The event that a page sends when a person presses the button of a data table.
 * @throws RangeError if no table has the button
 */
export function actionEvent(
  outputs: readonly ShownOutput[],
  label: string,
  ids: RowId | readonly RowId[],
): PageEvent {
  const tables = outputs.filter((output) => output.type === 'datatable')
  const table = tables.find(({ actions }) => actions?.includes(label))
  if (!table) {
    const labels = tables.flatMap(({ actions = [] }) => actions.filter((one) => one !== null))
    throw new RangeError(
      `action: no data table has the action ${JSON.stringify(label)}. There are ${listed(labels)}.`,
    )
  }
  const rows = Array.isArray(ids) ? (ids as readonly RowId[]) : [ids as RowId]
  if (table.select === 'single' && rows.length !== 1)
    throw new RangeError(`action: only one row of this table can be selected, not ${rows.length}.`)
  const value = table.select === 'single' ? (rows[0] as RowId) : rows
  return { type: 'callback-fire', output: table.id, key: table.actions?.indexOf(label) ?? 0, value }
}

/**
 * The event that a page sends when a person changes a cell.
 * @throws RangeError if there is no such table or column
 */
export function editEvent(
  outputs: readonly ShownOutput[],
  table: string | NodeId,
  row: RowId,
  field: string,
  value: CellValue,
): PageEvent {
  const tables = outputs.filter((output) => output.type === 'datatable')
  const found = tables.filter(({ id, instance_id }) => id === table || instance_id === table).at(-1)
  if (!found) {
    const names = tables.map(({ id, instance_id }) => instance_id ?? String(id))
    throw new RangeError(`edit: there is no data table ${JSON.stringify(table)}. There are ${listed(names)}.`)
  }
  const column = found.columns.findIndex(({ path }) => path.join('.') === field)
  if (column < 0) {
    const names = found.columns.map(({ path }) => path.join('.'))
    throw new RangeError(`edit: the table has no column ${JSON.stringify(field)}. It has ${listed(names)}.`)
  }
  return { type: 'cell-edit', output: found.id, row, column, value }
}

/**
 * The event that a page sends when a component calls one of its props.
 * @throws RangeError if the component or the function does not exist
 */
export function callEvent(
  outputs: readonly ShownOutput[],
  component: string,
  prop: string,
  args: readonly Json[],
): PageEvent {
  const shown = outputs.filter((output) => output.type === 'component')
  const found = shown.filter(({ name }) => name === component).at(-1)
  if (!found) {
    const names = shown.map(({ name }) => name)
    throw new RangeError(
      `call: there is no component ${JSON.stringify(component)} on the page. There are ${listed(names)}.`,
    )
  }
  const key = prop.startsWith('/') ? prop : `/${prop.replaceAll('~', '~0').replaceAll('/', '~1')}`
  if (!found.callbacks?.includes(key))
    throw new RangeError(
      `call: ${component} has no function ${JSON.stringify(prop)}. It has ${listed(found.callbacks ?? [])}.`,
    )
  return { type: 'callback-fire', output: found.id, key, value: [...args] }
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'none'
}
