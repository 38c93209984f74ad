import {
  put_button,
  put_code,
  put_collapse,
  put_column,
  put_grid,
  put_link,
  put_markdown,
  put_row,
  put_scrollable,
  put_table,
  put_tabs,
  put_text,
  put_widget,
  span,
} from '@webio/core'

const tile = (text: string) =>
  put_text(text).style(
    'padding: 8px 12px; border: 1px solid; border-radius: 6px',
  )

/** put_row: outputs side by side. null is a gap; the size is a CSS track list. */
export function row() {
  put_row([tile('one'), null, tile('two'), null, tile('three')], {
    size: '1fr 10px 2fr 10px 1fr',
  })
}

/** put_column: outputs below each other, nested to any depth. */
export function column() {
  put_row([
    tile('left'),
    null,
    put_column([
      tile('top'),
      null,
      put_row([tile('low left'), null, tile('low right')]),
    ]),
  ])
}

/** put_grid: rows and columns. A span covers several of them, and short rows are filled. */
export function grid() {
  put_grid(
    [
      [tile('A'), span(tile('two rows'), { row: 2 }), tile('C')],
      [tile('D'), tile('F')],
      [span(tile('two columns'), { col: 2 }), tile('I')],
    ],
    { cell_width: '1fr' },
  ).style('gap: 8px')
}

/** put_column and put_grid with sizes: CSS track lists, pixels and shares. `direction: 'column'` fills a grid from top to bottom. */
export function sizes() {
  put_grid(
    [
      [tile('first'), tile('second')],
      [tile('third'), tile('fourth')],
    ],
    { direction: 'column', cell_widths: '1fr 2fr', cell_heights: '40px 80px' },
  )
  put_column([tile('once'), null, tile('twice as high')], {
    size: '1fr 10px 2fr',
  })
}

/** put_tabs: one panel at a time. The arrow keys move between the tabs. */
export function tabs() {
  put_tabs([
    {
      title: 'Table',
      content: put_table([
        ['Tea', 'Minutes'],
        ['Green', 2],
      ]),
    },
    {
      title: 'Code',
      content: put_code('await tea.draw()', { language: 'ts' }),
    },
    {
      title: 'Both',
      content: ['Any output, and any number:', put_link('home', { url: '/' })],
    },
  ])
}

/** put_collapse: a box that opens and closes. `enter` fills it from a function. */
export async function collapse() {
  put_collapse('Closed at first', 'A secret.')
  await put_collapse('Open at first', [], { open: true }).enter(async () => {
    put_text('Inside,')
    await Promise.resolve()
    put_text('also after an await.')
  })
}

/** put_scrollable: a box that scrolls by itself, and stays at its end until the reader scrolls up. */
export function scrollable() {
  const log = put_scrollable('Press the button.', {
    height: 120,
    keep_bottom: true,
  })
  let lines = 0
  put_button('Add a line', () => log.enter(() => put_text(`Line ${++lines}`)))
}

/** put_scrollable with sizes: a minimum and a maximum height, or without a limit and without a border. */
export function heights() {
  put_scrollable('At its minimum height.', { height: [60, 120] })
  put_scrollable(
    Array.from({ length: 9 }, (_, line) => `Line ${line + 1}`),
    { height: [60, 120] },
  )
  put_scrollable('As high as its content.', { height: null, border: false })
}

/** put_widget: your own layout, as a Mustache template with outputs in it. */
export function widget() {
  put_widget(
    `<h3>{{title}}</h3>
     <ol>{{#steps}}<li>{{& output}}</li>{{/steps}}</ol>`,
    {
      title: 'Tea, in short',
      steps: [
        'Boil the water',
        put_markdown('**Wait**'),
        put_button('Done', () => put_text('Cheers!')),
      ],
    },
  )
}
