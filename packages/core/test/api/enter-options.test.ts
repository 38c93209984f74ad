import {
  clear,
  put_collapse,
  put_column,
  put_error,
  put_info,
  put_json,
  put_row,
  put_scrollable,
  put_success,
  put_text,
  put_warning,
} from '../../src/index'
import { inSession, shownBy, thrown } from '../support/app'

const text = { type: 'text', text: 'in' }

it.each<[string, () => { enter(body: () => unknown): unknown }, object]>([
  ['put_collapse', () => put_collapse('t', { open: true }), { type: 'collapse', title: 't', open: true }],
  ['put_scrollable', () => put_scrollable({ height: 60 }), { type: 'scrollable', max_height: '60px' }],
  ['put_row', () => put_row({ size: '1fr 2fr' }), { type: 'row', size: '1fr 2fr' }],
  ['put_column', () => put_column({ size: '1fr 2fr' }), { type: 'column', size: '1fr 2fr' }],
  ['put_info', () => put_info({ closable: true }), { type: 'info', closable: true }],
  ['put_success', () => put_success({ closable: true }), { type: 'success', closable: true }],
  ['put_warning', () => put_warning({ closable: true }), { type: 'warning', closable: true }],
  ['put_error', () => put_error({ closable: true }), { type: 'error', closable: true }],
])('an entered %s accepts options as its only argument', async (_, make, expected) => {
  const shown = await shownBy(() => make().enter(() => put_text('in')))
  expect(shown).toMatchObject({ ...expected, children: [text] })
  expect(shown['children']).toHaveLength(1)
})

it('even if it is entered later, and shows content that is not an options object', async () => {
  const later = await shownBy(async () => {
    const box = put_collapse('t', { open: true })
    await Promise.resolve()
    box.enter(() => put_text('in'))
  })
  expect(later).toMatchObject({ open: true, children: [text] })
  const data = await shownBy(() => put_collapse('t', { open: true, other: 1 }).enter(() => put_text('in')))
  expect(data['children']).toHaveLength(2)
  const whole = await shownBy(() => put_collapse('t', put_json({ open: true })).enter(() => put_text('in')))
  expect(whole['children']).toHaveLength(2)
})

it('names the call in the error about a position', async () => {
  const message = await inSession(() => {
    const told = thrown(() => put_collapse('t', { scope: 'ROOT' }).enter(() => {}))
    clear('ROOT')
    return told
  })
  expect(message).toBe(
    'TypeError: put_collapse: options come after the content. To give scope, write undefined or [] for the content before them.',
  )
})
