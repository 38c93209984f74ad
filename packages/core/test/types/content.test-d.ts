import type { Output, Popup } from '../../src/index'
import {
  get_scope,
  output,
  popup,
  put_code,
  put_collapse,
  put_column,
  put_component,
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
  put_scope,
  put_scrollable,
  put_tabs,
  put_text,
  put_widget,
  scroll_to,
  set_env,
  set_progressbar,
  set_scope,
  span,
} from '../../src/index'
import { typeOf } from './equal'

/** Only compiled. */
export function content(bytes: Uint8Array, blob: Blob): void {
  put_markdown('a', { lstrip: false, sanitize: false, options: { gfm: true, breaks: false } })
  // @ts-expect-error Markdown is a string
  put_markdown(5)
  put_html('<b>', { sanitize: false, scope: 'a', position: 0 })
  // @ts-expect-error a scope is a name or an index
  put_html('<b>', { scope: true })
  put_code('x', { language: 'ts', rows: 3 })
  // @ts-expect-error rows are a number
  put_code('x', { rows: '3' })
  put_info('a', 1, put_text('b'), { closable: true })
  put_error(put_info('a'))
  put_link('a', { url: '/' })
  put_link('a', { app: 'b', new_window: true })
  // @ts-expect-error there is no such option
  put_link('a', { url: '/', target: '_blank' })
  for (const src of ['/a.png', bytes, blob]) put_image(src, { title: 'a', width: '10px', format: 'png' })
  // @ts-expect-error a width is a CSS length
  put_image('/a.png', { width: 10 })
  for (const file of ['text', bytes, blob, blob.stream(), () => 'late', async () => bytes])
    put_file('a', file)
  // @ts-expect-error content is text, bytes, a Blob, a stream, or a function
  put_file('a', 5)
  put_loading({ shape: 'grow', color: 'info' })
  // @ts-expect-error there is no such shape
  put_loading({ shape: 'square' })
  put_progressbar('a', { init: 0.5, label: 'b', auto_close: true })
  set_progressbar('a', 1, { label: 'b' })
  // @ts-expect-error a bar has a name
  put_progressbar()
  put_json({ a: [1, null] })
  put_component('Rating', { value: 3, onRate: (stars: number) => stars }, { children: put_text('a') })
  // @ts-expect-error a component has a name
  put_component({ value: 3 })
}

/** Only compiled. */
export function layout(): void {
  put_column([put_text('a'), null, 'b'], { size: 'auto 10px 1fr' })
  put_grid([[put_text('a'), span(put_text('b'), { row: 2 })], [null]], {
    cell_width: '1fr',
    cell_heights: '10px 20px',
    direction: 'column',
  })
  // @ts-expect-error a grid is a list of lists
  put_grid([put_text('a')])
  // @ts-expect-error there is no such direction
  put_grid([['a']], { direction: 'down' })
  put_tabs([{ title: 'a', content: [put_text('b'), 'c'] }])
  // @ts-expect-error a tab has a title
  put_tabs([{ content: 'b' }])
  put_collapse('a', 'b', { open: true })
  for (const height of [100, [50, 100], '10em', null] as const)
    put_scrollable('a', { height, keep_bottom: true, border: false })
  // @ts-expect-error two heights are the minimum and the maximum
  put_scrollable('a', { height: [1, 2, 3] })
  put_widget('{{a}}', { a: put_text('b') }, { sanitize: false })
  put_scope('a', { content: ['b'] })
  set_scope('a', { container_scope: -1, position: 0, if_exist: 'clear' })
  // @ts-expect-error there is no such way
  set_scope('a', { if_exist: 'replace' })
  typeOf(get_scope(-2)).is<string | null>(true)
  scroll_to('a', { position: 'middle' })
  // @ts-expect-error there is no such position
  scroll_to('a', { position: 'center' })
  set_env({ output_max_width: '10em', input_panel_fixed: false })
  // @ts-expect-error there is no such setting
  set_env({ output_width: '10em' })
}

/** Only compiled: the methods of an output. */
export function handles(): void {
  const text = put_text('a')
    .style('color: red')
    .onclick(() => {})
    .update({ text: 'b' })
    .show()
  typeOf(text).is<Output>(true)
  typeOf(text.remove()).is<void>(true)
  const held = output('a', put_text('b'))
  held.reset('c')
  held.append('d', put_text('e'))
  held.insert(0, 'f')
  // @ts-expect-error an index comes first
  held.insert('f')
  typeOf(put_collapse('a').enter((scope) => scope.length)).is<number>(true)
  const shown: Popup = popup('a', put_text('b'))
  typeOf(shown.enter(() => 'c')).is<string>(true)
  typeOf(shown.close()).is<void>(true)
}
