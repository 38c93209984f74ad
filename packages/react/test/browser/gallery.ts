import {
  popup,
  put_button,
  put_buttons,
  put_chart,
  put_code,
  put_collapse,
  put_column,
  put_datatable,
  put_error,
  put_file,
  put_grid,
  put_html,
  put_image,
  put_info,
  put_json,
  put_link,
  put_loading,
  put_markdown,
  put_progressbar,
  put_row,
  put_scope,
  put_scrollable,
  put_success,
  put_table,
  put_tabs,
  put_text,
  put_warning,
  put_widget,
  set_progressbar,
  span,
  toast,
} from '@webio/core'

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

const MARKDOWN = `# Heading

A paragraph with **bold**, ~~deleted~~ and [a link](https://example.com/).

| left | right |
| ---- | ----: |
| 1    | 2     |

- [x] done
- [ ] open

\`\`\`ts
const answer: number = 42
\`\`\`
`

/** Shows an output of every type. */
export function gallery(): void {
  put_text('plain <b>text</b>')
  put_markdown(MARKDOWN)
  put_html('<em style="letter-spacing: 3px">emphasis</em>')
  put_code('print("code")', { language: 'python' })
  put_link('somewhere', { url: 'https://example.com/' })
  put_file('notes.txt', 'nothing much')
  put_image(PIXEL, { title: 'a dot', width: '20px' })
  put_table(
    [
      [span('wide', { col: 2 }), put_text('in a cell')],
      ['a', span('tall', { row: 2 }), 'c'],
      ['d', 'f'],
    ],
    { header: ['One', 'Two', 'Three'] },
  )
  put_datatable(
    [
      { id: 1, name: { first: 'Ada', last: 'Lovelace' }, born: 1815 },
      { id: 2, name: { first: 'Alan', last: 'Turing' }, born: 1912 },
    ],
    { actions: [['Edit row', () => {}]], instance_id: 'people' },
  )
  put_chart(
    {
      title: { text: 'Visitors' },
      xAxis: { data: ['Mo', 'Tu'] },
      yAxis: {},
      series: [{ type: 'bar', data: [1, 2] }],
    },
    { height: 200 },
  )
  put_button('Press', () => put_text('pressed'))
  put_buttons(
    [
      { label: 'Yes', value: 1 },
      { label: 'No', value: 2, color: 'danger' },
    ],
    (value) => put_text(`chose ${value}`),
  )
  put_row([put_text('row left'), null, put_text('row right')])
  put_column([put_text('column top'), put_text('column bottom')])
  put_collapse('More', [put_text('folded away')])
  for (const put of [put_info, put_success, put_warning, put_error]) put('a message', { closable: true })
  put_loading()
  put_json({ tea: ['Assam', 'Sencha'] })
  put_tabs([
    { title: 'First', content: 'in the first' },
    { title: 'Second', content: 'in the second' },
  ])
  put_scrollable('in a box that scrolls', { height: 60, keep_bottom: true })
  put_grid([['grid a', 'grid b']], { cell_width: '1fr' })
  put_widget('<p style="letter-spacing: 2px">{{text}} {{& output}}</p>', {
    text: 'in a widget',
    output: put_button('In it', () => {}),
  })
  put_scope('box', { content: [put_text('in the box')] })
  put_progressbar('progress', { init: 0.25 })
  put_button('Go on', () => set_progressbar('progress', 0.5))
  put_button('Ask', () => popup('Attention', [put_text('in the popup')]))
  put_button('Tell', () => toast('Saved', { duration: 0 }))
}
