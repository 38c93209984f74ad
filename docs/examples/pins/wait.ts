import {
  pin_wait_change,
  put_slider,
  put_text,
  put_textarea,
} from '@webio/core'

export async function main() {
  put_slider('level', { label: 'Level', value: 3, max_value: 10 })
  put_textarea('note', { label: 'Note', rows: 2 })
  for (;;) {
    const change = await pin_wait_change('level', 'note')
    if (change) put_text(`${change.name} is now ${change.value}`)
  }
}
