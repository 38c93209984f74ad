import {
  clear_localstorage,
  get_localstorage,
  get_query,
  put_button,
  put_text,
  set_localstorage,
} from '@webio/core'

export async function main() {
  put_text(
    `The query of this page has example=${get_query('example')}.`,
  )
  const seen = Number(await get_localstorage('seen')) || 0
  put_text(`This browser has been here ${seen} times before.`)
  set_localstorage('seen', String(seen + 1))
  put_button('Forget me', () => clear_localstorage())
}
