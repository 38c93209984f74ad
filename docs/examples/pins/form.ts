import {
  NUMBER,
  pin,
  put_button,
  put_input,
  put_select,
  put_text,
} from '@webio/core'

export function main() {
  put_select('size', {
    label: 'Size',
    options: ['small', 'large'],
  })
  put_input('count', {
    label: 'How many',
    type: NUMBER,
    value: 1,
  })
  put_button('Order', async () =>
    put_text(`${await pin.count} ${await pin.size} teas`),
  )
  put_button('One', () => {
    pin.count = 1
  })
}
