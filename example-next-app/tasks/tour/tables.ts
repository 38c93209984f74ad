import {
  datatable_insert,
  datatable_remove,
  datatable_update,
  put_button,
  put_chart,
  put_datatable,
  put_row,
  put_table,
  put_text,
  span,
} from '@webio/core'

const cities = ['Berlin', 'Lagos', 'Lima', 'Osaka', 'Pune', 'Quito', 'Rome']

/** put_table: rows from arrays or objects. The first row, or the keys, are the heading unless `header` is given. */
export function table() {
  const teas = [
    { name: 'Sencha', minutes: 2, celsius: 70 },
    { name: 'Assam', minutes: 4, celsius: 95 },
  ]
  put_table(teas)
  put_table(teas, { header: ['name', ['Time', 'minutes']] })
}

/** span: a cell that covers several rows or columns. Any output can be in a cell. */
export function spans() {
  const brew = (tea: string) =>
    put_button(`Brew ${tea}`, () => put_text(`${tea} is ready.`), {
      small: true,
    })
  put_table([
    [span('Tea', { row: 2 }), span('Water', { col: 2 }), span('', { row: 2 })],
    ['Minutes', 'Celsius'],
    ['Sencha', 2, 70, brew('Sencha')],
    ['Assam', 4, 95, brew('Assam')],
  ])
}

/** put_datatable: records to sort, filter and search, in movable columns. A hundred thousand of them are no problem, because the page draws only those in view. */
export function datatable() {
  const records = Array.from({ length: 100_000 }, (_, n) => ({
    number: n,
    place: { city: cities[n % 7], district: 1 + (n % 12) },
    visitors: (n * 7919) % 10_007,
    revenue: ((n * 104_729) % 1_000_003) / 100,
  }))
  put_datatable(records, {
    height: 360,
    column_args: {
      number: { pinned: 'left' },
      revenue: { format: { style: 'currency', currency: 'EUR' }, flex: 1 },
    },
  })
}

/** actions, onselect: what can be done with the selected rows. */
export function selection() {
  const teas = [
    { id: 'sencha', name: 'Sencha', origin: 'Japan' },
    { id: 'assam', name: 'Assam', origin: 'India' },
    { id: 'keemun', name: 'Keemun', origin: 'China' },
  ]
  put_datatable(teas, {
    id_field: 'id',
    theme: 'alpine',
    multiple_select: true,
    actions: [
      ['Brew', (ids) => put_text(`Brewing ${ids.join(' and ')}`)],
      null,
      ['Forget', (ids) => put_text(`Forgot ${ids.join(' and ')}`)],
    ],
  })
}

/** datatable_update, datatable_insert, datatable_remove: rows change in place. The person's order and filters stay. */
export function changes() {
  const cups = [
    { id: 1, tea: 'Sencha', degrees: 70 },
    { id: 2, tea: 'Assam', degrees: 95 },
  ]
  let last = 2
  put_datatable(cups, {
    instance_id: 'cups',
    id_field: 'id',
    cell_content_bar: false,
  })
  const cool = () =>
    datatable_update('cups', 40, { row_id: 1, field: 'degrees' })
  const pour = () =>
    datatable_insert(
      'cups',
      { id: ++last, tea: 'Keemun', degrees: 90 },
      { row_id: 2 },
    )
  const drink = () => datatable_remove('cups', last--)
  put_row([
    put_button('Cool the first', cool),
    null,
    put_button('Pour another', pour),
    null,
    put_button('Drink the last', drink),
  ])
}

/** A data source: a function instead of records, which returns the rows that come into view. Here there are 400,000 of them. */
export function source() {
  put_datatable(
    async ({ offset, limit, sort }) => {
      const total = 400_000
      const isDown = sort[0]?.order === 'desc'
      const rows = Array.from(
        { length: Math.min(limit, total - offset) },
        (_, index) => {
          const n = isDown ? total - 1 - offset - index : offset + index
          return { n, square: n * n, city: cities[n % 7] }
        },
      )
      return { rows, total }
    },
    {
      column_order: ['n', 'square', 'city'],
      column_args: [
        [['n'], { type: 'number' }],
        [['square'], { type: 'number', sortable: false }],
        [['city'], { sortable: false }],
      ],
      grid_args: { search: false, defaultColDef: { filterable: false } },
      height: 300,
    },
  )
}

/** put_chart: an Apache ECharts option, drawn by the page. It follows the theme and the width, and can be updated. */
export function chart() {
  const option = (visitors: number[]) => ({
    title: { text: 'Visitors' },
    tooltip: { trigger: 'axis' },
    xAxis: { data: cities },
    yAxis: {},
    series: [{ type: 'bar', data: visitors }],
  })
  const shown = put_chart(option([820, 932, 901, 934, 1290, 1330, 1320]), {
    height: 300,
  })
  put_button('Another week', () => {
    shown.update({
      spec: option(cities.map(() => Math.round(Math.random() * 1500))),
    })
  })
}
