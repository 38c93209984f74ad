import type { DataRequest, RowId } from '../../src/index'
import {
  datatable_insert,
  datatable_select,
  datatable_update,
  put_chart,
  put_datatable,
  put_table,
} from '../../src/index'
import { typeOf } from './equal'

interface Tea {
  name: string
  minutes?: number
}

/** Only compiled. */
export function tables(teas: Tea[]): void {
  // An interface needs no index signature.
  put_table(teas, { header: ['name'] })
  put_datatable(teas, { column_order: { name: null }, column_args: { name: { pinned: 'left' } } })
  datatable_insert('t', teas)
  datatable_update('t', 5, { row_id: 'x', field: ['a', 'b'] })

  put_datatable(teas, {
    onselect: (row) => typeOf(row).is<RowId>(true),
    actions: [['Edit', (row) => typeOf(row).is<RowId>(true)], null],
  })
  put_datatable(teas, {
    multiple_select: true,
    onselect: (rows) => typeOf(rows).is<RowId[]>(true),
    actions: [['Edit', (rows) => typeOf(rows).is<RowId[]>(true)], null],
  })
  put_datatable(
    async (request) => {
      typeOf(request).is<DataRequest>(true)
      return { rows: teas, total: 5 }
    },
    { column_order: ['name'] },
  )
  put_datatable(teas, {
    row_class: (tea) => {
      typeOf(tea).is<Readonly<Tea>>(true)
      return (tea.minutes ?? 0) > 5 ? 'warning' : null
    },
    cell_class: (value, field, tea) => {
      typeOf(value).is<unknown>(true)
      return field === tea.name ? 'info' : undefined
    },
  })
  put_datatable(teas as object[], { row_class: (record) => (record['a'] ? 'info' : null) })
  put_datatable(async () => ({ rows: teas, total: 5 }), {
    column_order: ['name'],
    row_class: (record) => (record['name'] ? 'info' : null),
  })
  void datatable_select(teas, { row_class: (tea) => (tea.minutes ? 'info' : null) })
  // @ts-expect-error teas have no price
  put_datatable(teas, { row_class: (tea) => (tea.price ? 'info' : null) })
  // @ts-expect-error a source returns the total number of rows
  put_datatable(() => ({ rows: teas }), { column_order: ['name'] })
  // @ts-expect-error no such theme
  put_datatable(teas, { theme: 'light' })
  // @ts-expect-error no such argument of a column
  put_datatable(teas, { column_args: { name: { headerName: 'N' } } })
  put_chart({ series: [] }, { height: '50vh', label: 'Visitors' })
  // @ts-expect-error not an option of ECharts
  put_chart('bar')
}
