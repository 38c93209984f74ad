import * as webio from '../../src/index'
import { inSession, thrown } from '../support/app'

/** Positional arguments of PyWebIO users, and the option that the message suggests. */
const call = (name: keyof typeof webio, ...args: unknown[]): string =>
  thrown(() => (webio[name] as (...all: unknown[]) => unknown)(...args))

it.each<[keyof typeof webio, unknown[], string]>([
  ['put_link', ['name', 'https://example.com'], '{ url: "https://example.com" }'],
  ['put_scope', ['n', [1]], '{ content: … }'],
  ['put_code', ['x', 'python'], '{ language: "python" }'],
  ['put_table', [[['a']], ['header']], '{ header: … }'],
  ['put_loading', ['grow', 'success'], '{ shape: "grow" }'],
  ['put_select', ['n', ['a']], '{ options: … }'],
  ['put_checkbox', ['n', ['a']], '{ options: … }'],
  ['put_input', ['n', 'number'], '{ type: "number" }'],
  ['put_textarea', ['n', 'Label'], '{ label: "Label" }'],
  ['put_slider', ['n', 'Label'], '{ label: "Label" }'],
  ['put_row', [['a'], '40% 60%'], '{ size: "40% 60%" }'],
  ['put_column', [['a'], '1fr'], '{ size: "1fr" }'],
  ['put_collapse', ['t', [], true], '{ open: true }'],
  ['put_scrollable', [[], 200], '{ height: 200 }'],
  ['put_progressbar', ['bar', 0.5], '{ init: 0.5 }'],
  ['put_button', ['b', () => {}, 'danger'], '{ color: "danger" }'],
  ['put_file', ['a.txt', 'x', 'Label'], '{ label: "Label" }'],
  ['popup', ['t', 'c', 'large'], '{ size: "large" }'],
  ['toast', ['x', 3], '{ duration: 3 }'],
  ['input', ['Age', 'number'], '{ type: "number" }'],
  ['select', ['l', ['a'], true], '{ multiple: true }'],
  ['slider', ['l', 5], '{ value: 5 }'],
  ['use_scope', ['s', true], '{ clear: true }'],
  ['go_app', ['x', false], '{ new_window: false }'],
  ['file_upload', ['l', '.csv', 'n'], '{ accept: ".csv" }'],
  ['checkbox', ['l', ['a'], true], '{ inline: true }'],
  ['radio', ['l', ['a'], true], '{ inline: true }'],
  ['textarea', ['l', 6], '{ rows: 6 }'],
  ['actions', ['l', ['a'], 'n'], '{ name: "n" }'],
  ['input_group', ['l', [webio.input('x', { name: 'x' })], () => null], '{ validate: … }'],
  ['put_markdown', ['x', false], '{ lstrip: false }'],
  ['put_html', ['x', true, 'ROOT'], '{ sanitize: true }'],
  ['span', ['x', 2, 3], '{ row: 2 }'],
  ['put_buttons', [['a'], () => {}, true, false], '{ small: true }'],
  ['put_image', ['https://a.test/b.png', 'png', 'title'], '{ format: "png" }'],
  ['put_image', ['https://a.test/b.png', null, 'title'], '{ format: … }'],
  ['put_code', ['x', null, 5], '{ language: … }'],
  ['input', ['Age', null, 5], '{ type: … }'],
  ['select', ['l', ['a'], null, 'a'], '{ multiple: … }'],
  ['input_group', ['l', [webio.input('x', { name: 'x' })], null, true], '{ validate: … }'],
  ['put_datatable', [[{ a: 1 }], [['x', () => {}]]], '{ actions: … }'],
  ['datatable_update', ['t', 1, 'row', 'a'], '{ row_id: "row" }'],
  ['datatable_insert', ['t', [{ a: 1 }], 0], '{ row_id: 0 }'],
  ['put_widget', ['t', {}, 'ROOT'], '{ scope: "ROOT" }'],
  ['put_tabs', [[{ title: 'a', content: 'b' }], 'ROOT'], '{ scope: "ROOT" }'],
  ['put_grid', [[['a']], '10px'], '{ cell_width: "10px" }'],
  ['set_scope', ['s', 'ROOT', 0], '{ container_scope: "ROOT" }'],
  ['set_progressbar', ['bar', 0.5, 'Label'], '{ label: "Label" }'],
  ['scroll_to', ['ROOT', 'top'], '{ position: "top" }'],
  ['put_radio', ['n', ['a']], '{ options: … }'],
  ['put_actions', ['n', ['a']], '{ buttons: … }'],
  ['put_file_upload', ['n', 'Label'], '{ label: "Label" }'],
  ['pin_on_change', ['n', () => {}, true], '{ onchange: … }'],
  ['put_logbox', ['log', 200], '{ height: 200 }'],
  ['put_video', ['https://a.test/b.mp4', true], '{ autoplay: true }'],
  ['put_audio', ['https://a.test/b.mp3', true], '{ autoplay: true }'],
  ['run_shell', ['ls', () => {}], '{ output: … }'],
  ['set_cookie', ['a', 'b', 7], '{ days: 7 }'],
  ['basic_auth', [() => true, 'a secret'], '{ secret: "a secret" }'],
  ['custom_auth', [() => 'user', 'a secret', 7], '{ secret: "a secret" }'],
  ['wait_scroll_to_bottom', [10, 5], '{ threshold: 10 }'],
])('%s(%j) suggests the option: %s', async (name, args, option) => {
  const message = await inSession(() => call(name, ...args))
  expect(message).toMatch(/^TypeError: \w+: the options must be a plain object, not /)
  expect(message).toContain(`Options are named here: ${option}.`)
})

it.each<[string, () => unknown, string]>([
  [
    'popup_input(pins, title)',
    () => webio.popup_input([] as never, 'Title' as never),
    'the title comes first here: popup_input(title, items, options)',
  ],
  ['set_env(title)', () => webio.set_env('title' as never), 'env must be a plain object'],
  ['pin_update(name, value)', () => webio.pin_update('n', 5 as never), 'fields must be a plain object'],
  ['run_js(code, value)', () => webio.run_js('x', 5 as never), 'args must be a plain object'],
  ['eval_js(code, value)', () => webio.eval_js('x', 5 as never), 'args must be a plain object'],
  ['input(name=…)', () => webio.input({ name: 'n' } as never), "Without a label, write ''."],
  ['input_group([…])', () => webio.input_group([] as never, []), "Without a label, write ''."],
  [
    'select(label, options=…)',
    () => webio.select('l', { options: ['a'] } as never),
    'Write options by position, before the options.',
  ],
  [
    'actions(label, buttons=…)',
    () => webio.actions('l', { buttons: ['a'] } as never),
    'Write buttons by position, before the options.',
  ],
  [
    'put_button(label, onclick=…)',
    () => webio.put_button('l', { onclick: () => {} } as never),
    'Write onclick by position, before the options.',
  ],
  [
    'put_buttons(buttons, onclick=…)',
    () => webio.put_buttons(['a'], { onclick: () => {} } as never),
    'Write onclick by position, before the options.',
  ],
  ['style(text, css)', () => webio.style('x' as never, 'color: red'), 'must be an output'],
])('%s says how it is written here', async (_, write, message) => {
  expect(await inSession(() => thrown(write))).toContain(message)
})

it.each<[string, () => unknown]>([
  ['put_text(a, b)', () => webio.put_text('a', 'b')],
  ['put_info(a, b)', () => webio.put_info('a', 'b')],
  ['put_file(name, content)', () => webio.put_file('a.txt', 'x')],
  ['put_tabs(list)', () => webio.put_tabs([{ title: 'a', content: 'b' }])],
  ['put_widget(template, data)', () => webio.put_widget('t', {})],
  ['get_scope(-1)', () => webio.get_scope(-1)],
  ['clear(scope)', () => webio.clear('ROOT')],
  ['scroll_to(scope)', () => webio.scroll_to('ROOT')],
  ['popup(title, content)', () => webio.popup('t', 'c')],
  ['toast(content)', () => webio.toast('x')],
  ['download(name, content)', () => webio.download('a.txt', 'x')],
  ['defer_call(f)', () => webio.defer_call(() => {})],
  ['set_output_fixed_height(true)', () => webio.set_output_fixed_height(true)],
  [
    'datatable_remove(id, rows)',
    () => (webio.put_datatable([{ a: 1 }], { instance_id: 't' }), webio.datatable_remove('t', [0])),
  ],
  ['logbox_append(name, text)', () => (webio.put_logbox('log'), webio.logbox_append('log', 'x'))],
])('%s works unchanged', async (_, write) => {
  expect(await inSession(() => (write(), 'shown'))).toBe('shown')
})
