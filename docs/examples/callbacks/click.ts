import { put_text, toast } from '@webio/core'

export function main() {
  put_text('Click this text.').onclick(() =>
    toast('It was clicked.'),
  )
}
