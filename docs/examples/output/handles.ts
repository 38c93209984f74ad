import { put_button, put_text } from '@webio/core'

export function main() {
  let count = 0
  const text = put_text('Not clicked yet.')
  put_button('Count', () =>
    text.update({ text: `${++count} clicks` }),
  )
  put_button('Stand out', () => text.style('font-weight: bold'))
  put_button('Remove', () => text.remove())
}
