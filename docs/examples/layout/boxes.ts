import {
  put_collapse,
  put_scrollable,
  put_tabs,
  put_text,
} from '@webio/core'

export function main() {
  put_tabs([
    { title: 'Summary', content: 'Three orders today.' },
    {
      title: 'Details',
      content: [put_text('Tea: 2'), put_text('Coffee: 1')],
    },
  ])
  put_collapse('More', { open: true }).enter(() =>
    put_text('A box that opens and closes.'),
  )
  put_scrollable(
    Array.from({ length: 30 }, (_, line) =>
      put_text(`Line ${line + 1}`),
    ),
    { height: 120 },
  )
}
