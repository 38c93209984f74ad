import {
  confirm,
  datatable_remove,
  datatable_update,
  put_datatable,
  toast,
} from '@webio/core'

export function main() {
  const orders = [
    { id: 1, customer: 'Ada', state: 'open', total: 12.5 },
    { id: 2, customer: 'Alan', state: 'open', total: 7 },
    { id: 3, customer: 'Grace', state: 'paid', total: 30 },
  ]
  put_datatable(orders, {
    instance_id: 'orders',
    id_field: 'id',
    multiple_select: true,
    actions: [
      ['Mark as paid', pay],
      ['Delete', drop],
    ],
    column_args: {
      customer: {
        editable: true,
        validate: (name: string | null) =>
          name ? null : 'Who is it?',
      },
      state: { editable: true, options: ['open', 'paid'] },
      total: { format: { style: 'currency', currency: 'EUR' } },
    },
    onedit: (id, field, value) => {
      Object.assign(
        orders.find((order) => order.id === id) ?? {},
        { [field]: value },
      )
      return null
    },
  })
}

function pay(ids: unknown) {
  for (const id of ids as number[])
    datatable_update('orders', 'paid', {
      row_id: id,
      field: 'state',
    })
}

async function drop(ids: unknown) {
  if (!(await confirm('Delete these orders?'))) return
  datatable_remove('orders', ids as number[])
  toast('Deleted.')
}
