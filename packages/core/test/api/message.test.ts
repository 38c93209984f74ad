import { input, put_error, put_info, put_markdown, put_success, put_text, put_warning } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, shownBy, specOf } from '../support/app'

const text = (value: string) => ({ type: 'text', text: value })

it.each<[string, () => unknown, object]>([
  ['put_info', () => put_info('a'), { type: 'info', children: [text('a')] }],
  ['put_success', () => put_success('a'), { type: 'success', children: [text('a')] }],
  ['put_warning', () => put_warning('a'), { type: 'warning', children: [text('a')] }],
  ['put_error', () => put_error('a'), { type: 'error', children: [text('a')] }],
  ['nothing', () => put_info(), { type: 'info' }],
  [
    'outputs and values, options last',
    () => put_info('a', put_markdown('b'), 3, { closable: true }),
    { type: 'info', closable: true, children: [text('a'), { type: 'markdown', markdown: 'b' }, text('3')] },
  ],
  [
    'options without other content are content',
    () => put_info({ closable: true }),
    { type: 'info', children: [text('{"closable":true}')] },
  ],
  [
    'an object with other keys is content',
    () => put_info('a', { closable: true, x: 1 }),
    { type: 'info', children: [text('a'), text('{"closable":true,"x":1}')] },
  ],
  [
    'an empty object is content',
    () => put_info('a', {}),
    { type: 'info', children: [text('a'), text('{}')] },
  ],
  [
    'an update of one option keeps the content',
    () => put_info('a').show().update({ closable: true }),
    { type: 'info', closable: true, children: [text('a')] },
  ],
  [
    'an update of the contents replaces them',
    () =>
      put_info('a', 'b')
        .show()
        .update({ contents: ['c', put_text('d')] }),
    { type: 'info', children: [text('c'), text('d')] },
  ],
])('%s', async (_, body, spec) => {
  expect(await shownBy(body)).toEqual(spec)
})

it('goes into the scope in its options', async () => {
  const t = await open_app(async () => {
    put_info('a', put_text('b'), { scope: 'ROOT', position: 0 })
    put_info('first', { position: 0 })
  })
  expect(t.text()).toBe('first\na\nb')
})

it('is filled by enter, after its content', async () => {
  const body = () => {
    put_warning('a').enter(() => put_text('b'))
  }
  expect(await shownBy(body)).toMatchObject({ type: 'warning', children: [text('a'), text('b')] })
})

it('is filled by using, until the block ends', async () => {
  const t = await open_app(() => {
    {
      using _ = put_error('a').enter()
      put_text('b')
    }
    put_text('c')
  })
  const [box] = t.tree.nodes.get(0)?.children ?? []
  expect(specOf(t, box ?? -1)).toMatchObject({ type: 'error', children: [text('a'), text('b')] })
  expect(t.text()).toBe('a\nb\nc')
})

describe('closing', () => {
  it.each([true, false])('closable: %s', async (closable) => {
    const gate = new Gate()
    const t = await open_app(async () => {
      put_info('a', { closable })
      put_text('b')
      await gate.promise
      await input()
    })
    t.page.send({ type: 'output-dismiss', output: t.outputs[0]?.id ?? 0 })
    await t.settle()
    expect([t.text(), t.refusals.map(({ code }) => code)]).toEqual(
      closable ? ['b', []] : ['a\nb', ['not_closable']],
    )
  })

  it('a person can close only messages, popups and toasts', async () => {
    const t = await open_app(async () => {
      put_text('a')
      await input()
    })
    t.page.send({ type: 'output-dismiss', output: t.outputs[0]?.id ?? 0 })
    await t.settle()
    expect([t.text(), t.refusals.map(({ code }) => code)]).toEqual(['a', ['not_closable']])
  })
})
