import {
  checkbox,
  confirm,
  input,
  input_group,
  NUMBER,
  put_buttons,
  put_success,
  put_table,
  radio,
  select,
  slider,
  textarea,
  use_scope,
} from '@webio/core'

interface Order {
  readonly customer: string
  readonly tea: string
  readonly cups: number
}

const order = (customer: string, tea: string, cups: number): Order => ({
  customer,
  tea,
  cups,
})

/** A desk for orders: a table whose rows have buttons, and a form with a field of each kind. */
export async function orders() {
  let open = [order('Ada', 'Sencha', 2), order('Grace', 'Assam', 4)]

  const finish = (done: Order) => {
    open = open.filter((other) => other !== done)
    show()
  }
  const cancel = async (unwanted: Order) => {
    if (await confirm('Cancel the order?', `${unwanted.customer}: ${unwanted.tea}`))
      finish(unwanted)
  }
  const show = () =>
    use_scope('orders', { clear: true }, () => {
      put_table(
        open.map((each) => [
          each.customer,
          each.tea,
          each.cups,
          put_buttons(
            [
              { label: 'Done', value: finish, color: 'success' },
              { label: 'Cancel', value: cancel, color: 'danger' },
            ],
            (action) => action(each),
            { small: true },
          ),
        ]),
        { header: ['Customer', 'Tea', 'Cups', ''] },
      )
    })

  show()
  for (;;) {
    const next = await input_group('New order', [
      input('Customer', {
        name: 'customer',
        required: true,
        placeholder: 'Ada Lovelace',
      }),
      select('Tea', ['Assam', 'Sencha', 'Oolong'], { name: 'tea' }),
      input('Cups', {
        name: 'cups',
        type: NUMBER,
        required: true,
        value: 2,
        min: 1,
        max: 12,
      }),
      radio('Size', ['small', 'large'], { name: 'size', value: 'small', inline: true }),
      checkbox('Extras', ['milk', 'lemon', 'sugar'], { name: 'extras', inline: true }),
      slider('Strength', {
        name: 'strength',
        min_value: 1,
        max_value: 5,
        value: 3,
        help_text: 'Minutes in the pot.',
      }),
      textarea('Note', { name: 'note', rows: 2, maxlength: 200 }),
    ])
    open = [...open, order(next.customer, next.tea, next.cups)]
    show()
    put_success(`${next.cups} ${next.size} cups of ${next.tea} for ${next.customer}.`, {
      scope: 'orders',
    })
  }
}
