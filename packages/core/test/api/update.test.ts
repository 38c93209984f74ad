import type { NodeType } from '../../src/protocol'
import type { Output } from '../../src/index'
import {
  output,
  put_audio,
  put_button,
  put_buttons,
  put_chart,
  put_code,
  put_collapse,
  put_column,
  put_component,
  put_datatable,
  put_error,
  put_file,
  put_grid,
  put_html,
  put_image,
  put_info,
  put_input,
  put_json,
  put_link,
  put_loading,
  put_logbox,
  put_markdown,
  put_progressbar,
  put_qrcode,
  put_row,
  put_scope,
  put_scrollable,
  put_success,
  put_table,
  put_tabs,
  put_text,
  put_video,
  put_warning,
  put_widget,
  span,
} from '../../src/index'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { specOf } from '../support/app'

/** An output, an update of it, and the same output created with the updated arguments. */
type Case = readonly [
  name: string,
  make: () => Output,
  fields: () => Readonly<Record<string, unknown>>,
  made: () => Output,
]

const f = (): void => {}
const g = (): void => {}
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

const messageCase = (name: string, put: typeof put_info): Case => [
  name,
  () => put('a', { closable: true }),
  () => ({ contents: [put_text('b'), 'c'], closable: null }),
  () => put(put_text('b'), 'c'),
]

/** Each type of node in the protocol, or the reason why its outputs have no `update`. */
const CASES: { readonly [Type in NodeType]: readonly Case[] | string } = {
  scope: [
    [
      'put_scope',
      () => put_scope('s', { content: 'a' }),
      () => ({ content: ['b', put_text('c')] }),
      () => put_scope('s', { content: ['b', put_text('c')] }),
    ],
    [
      'output',
      () => output('a').show(),
      () => ({ content: ['b', put_text('c')] }),
      () => output('b', put_text('c')).show(),
    ],
  ],
  text: [
    [
      'put_text',
      () => put_text('a', 'b'),
      () => ({ text: 'c', inline: true }),
      () => put_text('c', { inline: true }),
    ],
  ],
  markdown: [
    [
      'put_markdown',
      () => put_markdown('a', { sanitize: false }),
      () => ({ text: '*b*', sanitize: null }),
      () => put_markdown('*b*'),
    ],
  ],
  html: [
    [
      'put_html',
      () => put_html('a'),
      () => ({ html: '<b>', sanitize: false }),
      () => put_html('<b>', { sanitize: false }),
    ],
  ],
  code: [
    [
      'put_code',
      () => put_code('a', { rows: 3 }),
      () => ({ content: 'b', language: 'ts', rows: null }),
      () => put_code('b', { language: 'ts' }),
    ],
  ],
  link: [
    [
      'put_link',
      () => put_link('a', { url: '/a' }),
      () => ({ name: 'b', url: null, app: 'x', new_window: true }),
      () => put_link('b', { app: 'x', new_window: true }),
    ],
  ],
  video: [
    [
      'put_video',
      () => put_video('/a.mp4', { loop: true, poster: '/a.png' }),
      () => ({ src: '/b.mp4', loop: null, height: 100 }),
      () => put_video('/b.mp4', { height: 100, poster: '/a.png' }),
    ],
  ],
  audio: [
    [
      'put_audio',
      () => put_audio('/a.mp3', { loop: true }),
      () => ({ src: '/b.mp3', loop: null, title: 'b' }),
      () => put_audio('/b.mp3', { title: 'b' }),
    ],
  ],
  logbox: [
    [
      'put_logbox',
      () => put_logbox('a', { height: 100 }),
      () => ({ height: null, keep_bottom: false }),
      () => put_logbox('a', { height: null, keep_bottom: false }),
    ],
  ],
  image: [
    [
      'put_image',
      () => put_image(PIXEL, { width: '5px' }),
      () => ({ src: '/b.png', title: 'b', width: null }),
      () => put_image('/b.png', { title: 'b' }),
    ],
  ],
  table: [
    [
      'put_table',
      () => put_table([['a', put_text('b')]], { header: ['x', 'y'] }),
      () => ({ rows: [[span('c', { col: 2 })]], header: null }),
      () => put_table([[span('c', { col: 2 })]]),
    ],
  ],
  button: [
    [
      'put_button',
      () => put_button('a', f, { color: 'danger' }),
      () => ({ label: 'b', onclick: g, disabled: true, color: null }),
      () => put_button('b', g, { disabled: true }),
    ],
  ],
  buttons: [
    [
      'put_buttons',
      () => put_buttons(['a'], f),
      () => ({ buttons: ['b', ['c', 1]], group: true }),
      () => put_buttons(['b', ['c', 1]], f, { group: true }),
    ],
  ],
  row: [
    [
      'put_row',
      () => put_row(['a', null]),
      () => ({ content: [put_text('b'), 'c'], size: '1fr 2fr' }),
      () => put_row([put_text('b'), 'c'], { size: '1fr 2fr' }),
    ],
  ],
  column: [
    [
      'put_column',
      () => put_column(['a']),
      () => ({ content: put_text('b') }),
      () => put_column(put_text('b')),
    ],
  ],
  grid: [
    [
      'put_grid',
      () => put_grid([['a', 'b']], { cell_width: '10px' }),
      () => ({ content: [['c'], [put_text('d')]], direction: 'column', cell_width: null }),
      () => put_grid([['c'], [put_text('d')]], { direction: 'column' }),
    ],
  ],
  tabs: [
    [
      'put_tabs',
      () => put_tabs([{ title: 'a', content: 'b' }]),
      () => ({ tabs: [{ title: 'c', content: [put_text('d'), 'e'] }] }),
      () => put_tabs([{ title: 'c', content: [put_text('d'), 'e'] }]),
    ],
  ],
  collapse: [
    [
      'put_collapse',
      () => put_collapse('a', 'b', { open: true }),
      () => ({ title: 'c', content: ['d', put_text('e')], open: null }),
      () => put_collapse('c', ['d', put_text('e')]),
    ],
  ],
  scrollable: [
    [
      'put_scrollable',
      () => put_scrollable('a', { height: 100 }),
      () => ({ content: 'b', height: null, keep_bottom: true }),
      () => put_scrollable('b', { height: null, keep_bottom: true }),
    ],
  ],
  widget: [
    [
      'put_widget',
      () => put_widget('{{a}}', { a: 1 }),
      () => ({ data: { a: 2 }, sanitize: false }),
      () => put_widget('{{a}}', { a: 2 }, { sanitize: false }),
    ],
  ],
  qrcode: [
    [
      'put_qrcode',
      () => put_qrcode('a', { alt: 'A letter' }),
      () => ({ text: 'b', size: 96, alt: null }),
      () => put_qrcode('b', { size: 96 }),
    ],
  ],
  progressbar: [
    [
      'put_progressbar',
      () => put_progressbar('p', { label: 'a' }),
      () => ({ label: 'b' }),
      () => put_progressbar('p', { label: 'b' }),
    ],
  ],
  file: [
    [
      'put_file',
      () => put_file('a.txt', 'a', { label: 'A' }),
      () => ({ name: 'b.txt', content: 'b', label: null }),
      () => put_file('b.txt', 'b'),
    ],
  ],
  info: [messageCase('put_info', put_info)],
  success: [messageCase('put_success', put_success)],
  warning: [messageCase('put_warning', put_warning)],
  error: [messageCase('put_error', put_error)],
  loading: [
    [
      'put_loading',
      () => put_loading({ color: 'info' }),
      () => ({ shape: 'grow', color: null }),
      () => put_loading({ shape: 'grow' }),
    ],
  ],
  json: [['put_json', () => put_json({ a: 1 }), () => ({ value: [null] }), () => put_json([null])]],
  component: [
    [
      'put_component',
      () => put_component('Rating', { value: 1, onRate: f }, { children: 'a' }),
      () => ({ props: { value: 2, on: { rate: g } }, children: ['b', put_text('c')] }),
      () => put_component('Rating', { value: 2, on: { rate: g } }, { children: ['b', put_text('c')] }),
    ],
  ],
  chart: [
    [
      'put_chart',
      () => put_chart({ series: [] }, { height: 200, label: 'a' }),
      () => ({ spec: { title: {} }, height: '50vh', label: null }),
      () => put_chart({ title: {} }, { height: '50vh' }),
    ],
  ],
  datatable: [
    [
      'put_datatable',
      () => put_datatable([{ a: 1 }], { theme: 'alpine', height: 300, onselect: f }),
      () => ({
        records: [{ a: 2 }, { a: 3 }],
        theme: null,
        height: 'auto',
        cell_content_bar: false,
        onselect: null,
        actions: [['b', g]],
      }),
      () =>
        put_datatable([{ a: 2 }, { a: 3 }], { height: 'auto', cell_content_bar: false, actions: [['b', g]] }),
    ],
  ],
  pin: [
    [
      'put_input',
      () => put_input('p', { label: 'a', help_text: 'b', value: 'x' }),
      () => ({ label: 'c', placeholder: 'd', readonly: true, value: 'y' }),
      () => put_input('p', { label: 'c', placeholder: 'd', readonly: true, help_text: 'b', value: 'y' }),
    ],
  ],
  gap: 'an empty track of its row or column, whose content says where it is',
  popup: 'popup() gives a Popup, which is entered and closed',
  toast: 'toast() gives nothing',
}

const ALL = Object.values(CASES)
  .filter((cases) => typeof cases !== 'string')
  .flat()

/** The shown outputs, with their places in the document instead of ids. */
async function shown(body: () => unknown): Promise<{ specs: unknown; app: OpenApp }> {
  const app = await open_app(body)
  expect(app.errors).toEqual([])
  const order = new Map<number, number>()
  const visit = (id: number): void => {
    order.set(id, order.size)
    app.tree.nodes.get(id)?.children.forEach(visit)
  }
  visit(0)
  const top = app.tree.nodes.get(0)?.children ?? []
  const specs = JSON.parse(JSON.stringify(top.map((id) => specOf(app, id))), (key, value: unknown) =>
    key === 'output' || key === 'panel' ? order.get(value as number) : value,
  ) as unknown
  return { specs, app }
}

describe.each(ALL)('%s().update', (_, make, fields, made) => {
  it('before it is sent gives the same output as the function', async () => {
    const { specs, app } = await shown(() => make().update(fields()))
    const expected = await shown(made)
    expect(specs).toEqual(expected.specs)
    expect(app.session.callbacks.size).toBe(expected.app.session.callbacks.size)
  })

  it('works inside an unsent container', async () => {
    const { specs } = await shown(() => {
      const inner = make()
      put_column([inner])
      inner.update(fields())
    })
    expect(specs).toEqual((await shown(() => put_column([made()]))).specs)
  })

  it('works after it was sent, and keeps style, click and element', async () => {
    const { specs, app } = await shown(() => {
      const it = make().style('color: red').onclick(f).show()
      it.update(fields()).style('top: 0')
    })
    const expected = await shown(() => made().style('color: red;top: 0').onclick(f))
    expect(specs).toEqual(expected.specs)
    expect(app.session.callbacks.size).toBe(expected.app.session.callbacks.size)
  })

  it('without changes has no effect', async () => {
    const { specs } = await shown(() => make().show().update({}))
    expect(specs).toEqual((await shown(make)).specs)
  })
})

it('outputs that filled a container stay, unless new content is given', async () => {
  const t = await open_app(() => {
    const box = put_collapse('old', 'given')
    box.enter(() => put_text('entered'))
    box.update({ title: 'new' })
  })
  expect(t.text()).toBe('new\ngiven\nentered')
})

it('before it is sent, replaced content is not shown anywhere', async () => {
  const t = await open_app(() => {
    put_row([put_text('a'), put_button('b', f)]).update({ content: 'c' })
  })
  expect([t.text(), t.session.callbacks.size]).toEqual(['c', 0])
})

it('callbacks that are updated before sending become active with it, including clicks', async () => {
  const calls: string[] = []
  const t = await open_app(() => {
    put_button('go', f)
      .onclick(() => calls.push('click'))
      .update({ onclick: () => calls.push('new') })
  })
  await t.click('go')
  expect(calls).toEqual(['new'])
  expect(t.session.callbacks.has(t.outputs[0]?.id ?? -1, 'click')).toBe(true)
})
