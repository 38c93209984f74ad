import { put_button, put_scope, put_text } from '@webio/core'

export function main() {
  let count = 0
  put_button('Newest first', () =>
    put_text(`Entry ${++count}`, { scope: 'log', position: 0 }),
  )
  put_scope('log')
}
