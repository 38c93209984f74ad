import {
  checkbox,
  put_table,
  radio,
  select,
  slider,
} from '@webio/core'

export async function main() {
  const country = await select('Country', [
    'France',
    'Italy',
    'Japan',
  ])
  const pay = await radio('Payment', ['card', 'invoice'], {
    value: 'card',
    inline: true,
  })
  const extras = await checkbox('Extras', [
    'gift wrap',
    'express',
  ])
  const copies = await slider('Copies', {
    min_value: 1,
    max_value: 9,
    value: 1,
  })
  put_table([{ country, pay, extras: extras.join(', '), copies }])
}
