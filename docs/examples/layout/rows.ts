import {
  put_code,
  put_column,
  put_grid,
  put_row,
  span,
} from '@webio/core'

export function main() {
  put_row(
    [
      put_code('left'),
      null,
      put_column([put_code('top'), put_code('bottom')]),
    ],
    { size: '40% 10px 60%' },
  )
  put_grid([
    [put_code('A'), put_code('B')],
    [span(put_code('C, as wide as both'), { col: 2 })],
  ])
}
