import type { Output } from '../../src/index'
import {
  output,
  put_button,
  put_buttons,
  put_code,
  put_collapse,
  put_column,
  put_grid,
  put_html,
  put_image,
  put_link,
  put_markdown,
  put_progressbar,
  put_row,
  put_scope,
  put_scrollable,
  put_table,
  put_tabs,
  put_text,
  put_widget,
  span,
} from '../../src/index'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { specOf } from '../support/app'

/** An output as it was made, what it is updated with, and the same output made with that from the start. */
type Case = readonly [
  name: string,
  make: () => Output,
  fields: () => Readonly<Record<string, unknown>>,
  made: () => Output,
]

const f = (): void => {}
const g = (): void => {}
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

const CASES: readonly Case[] = [
  [
    'put_text',
    () => put_text('a', 'b'),
    () => ({ text: 'c', inline: true }),
    () => put_text('c', { inline: true }),
  ],
  [
    'put_markdown',
    () => put_markdown('a', { sanitize: false }),
    () => ({ text: '*b*', sanitize: null }),
    () => put_markdown('*b*'),
  ],
  [
    'put_html',
    () => put_html('a'),
    () => ({ html: '<b>', sanitize: false }),
    () => put_html('<b>', { sanitize: false }),
  ],
  [
    'put_code',
    () => put_code('a', { rows: 3 }),
    () => ({ content: 'b', language: 'ts', rows: null }),
    () => put_code('b', { language: 'ts' }),
  ],
  [
    'put_link',
    () => put_link('a', { url: '/a' }),
    () => ({ name: 'b', url: null, app: 'x', new_window: true }),
    () => put_link('b', { app: 'x', new_window: true }),
  ],
  [
    'put_image',
    () => put_image(PIXEL, { width: '5px' }),
    () => ({ src: '/b.png', title: 'b', width: null }),
    () => put_image('/b.png', { title: 'b' }),
  ],
  [
    'put_table',
    () => put_table([['a', put_text('b')]], { header: ['x', 'y'] }),
    () => ({ rows: [[span('c', { col: 2 })]], header: null }),
    () => put_table([[span('c', { col: 2 })]]),
  ],
  [
    'put_button',
    () => put_button('a', f, { color: 'danger' }),
    () => ({ label: 'b', onclick: g, disabled: true, color: null }),
    () => put_button('b', g, { disabled: true }),
  ],
  [
    'put_buttons',
    () => put_buttons(['a'], f),
    () => ({ buttons: ['b', ['c', 1]], group: true }),
    () => put_buttons(['b', ['c', 1]], f, { group: true }),
  ],
  [
    'put_row',
    () => put_row(['a', null]),
    () => ({ content: [put_text('b'), 'c'], size: '1fr 2fr' }),
    () => put_row([put_text('b'), 'c'], { size: '1fr 2fr' }),
  ],
  [
    'put_column',
    () => put_column(['a']),
    () => ({ content: put_text('b') }),
    () => put_column(put_text('b')),
  ],
  [
    'put_grid',
    () => put_grid([['a', 'b']], { cell_width: '10px' }),
    () => ({ content: [['c'], [put_text('d')]], direction: 'column', cell_width: null }),
    () => put_grid([['c'], [put_text('d')]], { direction: 'column' }),
  ],
  [
    'put_tabs',
    () => put_tabs([{ title: 'a', content: 'b' }]),
    () => ({ tabs: [{ title: 'c', content: [put_text('d'), 'e'] }] }),
    () => put_tabs([{ title: 'c', content: [put_text('d'), 'e'] }]),
  ],
  [
    'put_collapse',
    () => put_collapse('a', 'b', { open: true }),
    () => ({ title: 'c', content: ['d', put_text('e')], open: null }),
    () => put_collapse('c', ['d', put_text('e')]),
  ],
  [
    'put_scrollable',
    () => put_scrollable('a', { height: 100 }),
    () => ({ content: 'b', height: null, keep_bottom: true }),
    () => put_scrollable('b', { height: null, keep_bottom: true }),
  ],
  [
    'put_scope',
    () => put_scope('s', { content: 'a' }),
    () => ({ content: ['b', put_text('c')] }),
    () => put_scope('s', { content: ['b', put_text('c')] }),
  ],
  [
    'put_progressbar',
    () => put_progressbar('p', { label: 'a' }),
    () => ({ label: 'b' }),
    () => put_progressbar('p', { label: 'b' }),
  ],
  [
    'put_widget',
    () => put_widget('{{a}}', { a: 1 }),
    () => ({ data: { a: 2 }, sanitize: false }),
    () => put_widget('{{a}}', { a: 2 }, { sanitize: false }),
  ],
  [
    'output',
    () => output('a').show(),
    () => ({ content: ['b', put_text('c')] }),
    () => output('b', put_text('c')).show(),
  ],
]

/** What shows; in place of ids, the outputs' places in the document. */
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

describe.each(CASES)('%s().update', (_, make, fields, made) => {
  it('before it is sent gives what the function would have given', async () => {
    const { specs, app } = await shown(() => make().update(fields()))
    const expected = await shown(made)
    expect(specs).toEqual(expected.specs)
    expect(app.session.callbacks.size).toBe(expected.app.session.callbacks.size)
  })

  it('inside a container that is not sent', async () => {
    const { specs } = await shown(() => {
      const inner = make()
      put_column([inner])
      inner.update(fields())
    })
    expect(specs).toEqual((await shown(() => put_column([made()]))).specs)
  })

  it('after it was sent, and keeps style, click and element', async () => {
    const { specs, app } = await shown(() => {
      const it = make().style('color: red').onclick(f).show()
      it.update(fields()).style('top: 0')
    })
    const expected = await shown(() => made().style('color: red;top: 0').onclick(f))
    expect(specs).toEqual(expected.specs)
    expect(app.session.callbacks.size).toBe(expected.app.session.callbacks.size)
  })

  it('of nothing changes nothing', async () => {
    const { specs } = await shown(() => make().show().update({}))
    expect(specs).toEqual((await shown(make)).specs)
  })
})

it('what a container was filled with stays, unless new content is given', async () => {
  const t = await open_app(() => {
    const box = put_collapse('old', 'given')
    box.enter(() => put_text('entered'))
    box.update({ title: 'new' })
  })
  expect(t.text()).toBe('new\ngiven\nentered')
})

it('before it is sent, what new content replaces is not shown anywhere', async () => {
  const t = await open_app(() => {
    put_row([put_text('a'), put_button('b', f)]).update({ content: 'c' })
  })
  expect([t.text(), t.session.callbacks.size]).toEqual(['c', 0])
})

it('callbacks that are updated before sending come alive with it, clicks too', async () => {
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
