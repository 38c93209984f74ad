import {
  put_button,
  put_buttons,
  put_chart,
  put_code,
  put_collapse,
  put_column,
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
  put_table,
  put_tabs,
  put_text,
  put_widget,
  set_progressbar,
} from '../../src/index'
import type { Output } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

/** Each function with its parameters and options, by the names that `update` accepts. */
it.each<[string, () => Output, Record<string, unknown>]>([
  ['put_text', () => put_text('a', 'b'), { sep: '-', inline: true, text: 'x' }],
  [
    'put_markdown',
    () => put_markdown('a'),
    { text: 'x', lstrip: false, options: { gfm: false }, sanitize: false },
  ],
  ['put_html', () => put_html('a'), { html: 'x', sanitize: false }],
  ['put_code', () => put_code('a'), { content: 'x', language: 'js', rows: 3 }],
  ['put_info', () => put_info('a'), { contents: ['x'], closable: true }],
  ['put_link', () => put_link('a', { url: '/' }), { name: 'x', url: '/x', new_window: true }],
  ['put_progressbar', () => put_progressbar('a'), { init: 0.5, label: 'x', auto_close: true }],
  ['put_loading', () => put_loading(), { shape: 'grow', color: 'danger' }],
  ['put_table', () => put_table([['a']]), { rows: [['x']], header: ['h'] }],
  [
    'put_button',
    () => put_button('a', () => {}),
    {
      label: 'x',
      onclick: () => {},
      color: 'danger',
      small: true,
      link_style: true,
      outline: true,
      disabled: true,
    },
  ],
  [
    'put_buttons',
    () => put_buttons(['a'], () => {}),
    {
      buttons: ['x'],
      onclick: () => {},
      small: true,
      link_style: true,
      outline: true,
      group: true,
      serial_mode: true,
      mutex_mode: true,
      once: true,
    },
  ],
  [
    'put_image',
    () => put_image('/a.png'),
    { src: '/x.png', title: 'x', width: '1px', height: '1px', format: 'png' },
  ],
  ['put_file', () => put_file('a', 'x'), { name: 'b', content: 'y', label: 'x' }],
  ['put_tabs', () => put_tabs([{ title: 'a', content: 'a' }]), { tabs: [{ title: 'x', content: 'x' }] }],
  ['put_collapse', () => put_collapse('a'), { title: 'x', content: 'x', open: true }],
  [
    'put_scrollable',
    () => put_scrollable('a'),
    { content: 'x', height: 50, keep_bottom: true, border: false },
  ],
  ['put_row', () => put_row(['a']), { content: ['x'], size: '1fr' }],
  ['put_column', () => put_column(['a']), { content: ['x'], size: '1fr' }],
  [
    'put_grid',
    () => put_grid([['a']]),
    { content: [['x']], cell_width: '1fr', cell_height: '1fr', direction: 'column' },
  ],
  ['put_scope', () => put_scope('a'), { content: 'x' }],
  ['put_widget', () => put_widget('{{a}}', { a: 1 }), { template: '{{b}}', data: { b: 2 }, sanitize: false }],
  ['put_json', () => put_json(1), { value: 2 }],
  ['put_chart', () => put_chart({}), { spec: { series: [] }, height: 100, label: 'x' }],
])('update of %s accepts the names of its parameters, sent or not', async (_, make, fields) => {
  for (const [name, value] of Object.entries(fields)) {
    for (const isSent of [false, true]) {
      const told = await inSession(() =>
        thrown(() => {
          const output = make()
          if (isSent) output.show()
          output.update({ [name]: value })
        }),
      )
      expect(`${name}: ${told}`).toBe(`${name}: nothing`)
    }
  }
})

it('put_progressbar().update sets the value with init, and otherwise keeps it', async () => {
  let bar: Output | undefined
  const t = await open_app(() => {
    bar = put_progressbar('p', { init: 0.2 })
    put_button('init', () => bar?.update({ init: 0.7 }))
    put_button('label', () => {
      set_progressbar('p', 0.8)
      bar?.update({ label: 'x' })
    })
  })
  const value = (): unknown => t.outputs.find((one) => one.type === 'progressbar')
  await t.click('init')
  expect(value()).toMatchObject({ value: 0.7 })
  await t.click('label')
  expect(value()).toMatchObject({ value: 0.8, label: 'x' })
})
