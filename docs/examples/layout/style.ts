import { put_row, put_text } from '@webio/core'

export function main() {
  put_text('Red, and large').style(
    'color: light-dark(#b00020, #ff8a80); font-size: 1.5rem',
  )
  put_row([
    put_text('Left'),
    put_text('Right').style('text-align: end'),
  ]).style('border: 1px solid; padding: 0.5rem')
}
