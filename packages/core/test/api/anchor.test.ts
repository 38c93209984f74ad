import {
  clear_after,
  clear_before,
  clear_range,
  put_row,
  put_scope,
  put_text,
  remove,
  scroll_to,
  set_anchor,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

const line = (text: string): string => text.replaceAll('\n', ' ')

it.each<[string, () => void, string]>([
  ['before an anchor', () => put_text('x', { before: 'b' }), 'a x b c d'],
  ['after an anchor', () => put_text('x', { after: 'b' }), 'a b x c d'],
  ['after the last one', () => put_text('x', { after: 'd' }), 'a b c d x'],
  ['instead of an anchor', () => put_text('x', { anchor: 'b' }), 'a x c d'],
  [
    'instead of an anchor, despite other options',
    () => put_text('x', { anchor: 'b', before: 'd' }),
    'a x c d',
  ],
  [
    'at its own place, if no anchor has the name',
    () => put_text('x', { anchor: 'new', before: 'b' }),
    'a x b c d',
  ],
  ['nowhere, before a missing anchor', () => put_text('x', { before: 'no' }), 'a b c d'],
  ['nowhere, after a missing anchor', () => put_text('x', { after: 'no' }), 'a b c d'],
  [
    'one after another in one run',
    () => {
      put_text('x', { before: 'b' })
      put_text('y', { before: 'b' })
      put_text('z', { after: 'b' })
      put_text('end')
    },
    'a x y b z c d end',
  ],
  [
    'instead of an anchor, repeatedly',
    () => {
      put_text('x', { anchor: 'b' })
      put_text('y', { anchor: 'b' })
      put_text('z', { after: 'b' })
    },
    'a y z c d',
  ],
  [
    'in the scope of the anchor, no matter in which scope the task is',
    () => use_scope('s', () => put_text('x', { before: 'b' })),
    'a x b c d',
  ],
  [
    'in a container, the anchor belongs to the output, whose place does not matter',
    () => {
      put_row([put_text('x', { anchor: 'new', before: 'b' }), put_text('y')])
      put_text('z', { after: 'new' })
    },
    'a b c d x z y',
  ],
  ['clear_before', () => clear_before('c'), 'c d'],
  ['clear_after', () => clear_after('b'), 'a b'],
  ['clear_range', () => clear_range('b', 'd'), 'a b d'],
  ['clear_range with the anchors in reverse order', () => clear_range('d', 'b'), 'a b c d'],
  ['clear_range of missing anchors', () => clear_range('b', 'no'), 'a b c d'],
  ['remove', () => remove('b'), 'a c d'],
])('%s', async (_, body, expected) => {
  const t = await open_app(() => {
    put_text('a')
    put_text('b', { anchor: 'b' })
    put_text('c', { anchor: 'c' })
    put_text('d', { anchor: 'd' })
    body()
  })
  expect([line(t.text()), t.errors]).toEqual([expected, []])
})

it('set_anchor marks the end of the current scope; an earlier anchor loses the name and keeps its content', async () => {
  const t = await open_app(() => {
    put_text('a', { anchor: 'm' })
    use_scope('s', () => {
      put_text('b')
      set_anchor('m')
      put_text('c')
    })
    put_text('x', { before: 'm' })
    put_text('y', { anchor: 'm' })
    put_text('z', { after: 'm' })
  })
  expect([line(t.text()), line(t.text('s'))]).toEqual(['a b x y z c', 'b x y z c'])
})

it('an anchor is removed with its output', async () => {
  const t = await open_app(() => {
    const a = put_text('a', { anchor: 'a' }).show()
    a.remove()
    put_text('x', { before: 'a' })
    put_text('b', { anchor: 'a' })
    return t.session.view.anchors.size
  })
  expect([t.text(), t.session.view.anchors.size]).toEqual(['b', 1])
})

it('scroll_to finds an anchor, but prefers a scope with the same name', async () => {
  const t = await open_app(() => {
    put_text('a', { anchor: 'a' })
    put_text('b', { anchor: 'b' })
    put_scope('b')
    scroll_to('a', { position: 'bottom' })
    scroll_to('b')
  })
  const [a] = t.outputs
  expect(t.transients).toEqual([
    { type: 'scroll-to', output: a?.id, position: 'bottom' },
    { type: 'scroll-to', output: t.tree.scopes.get('b'), position: 'top' },
  ])
})

it('bad arguments name function, argument and rule', async () => {
  const said = await inSession(() =>
    [
      () => set_anchor('a b'),
      () => put_text('a', { anchor: 'a b' }),
      () => put_text('a', { before: 'x', after: 'y' }),
      () => clear_range('a', 5 as never),
      () => clear_before(''),
    ].map(thrown),
  )
  expect(said).toMatchInlineSnapshot(`
    [
      "RangeError: set_anchor: name can only contain letters, digits, "-" and "_", not "a b".",
      "RangeError: put_text: anchor can only contain letters, digits, "-" and "_", not "a b".",
      "RangeError: put_text: give either before or after, not both.",
      "TypeError: clear_range: end must be a string, not 5.",
      "RangeError: clear_before: anchor can only contain letters, digits, "-" and "_", not "".",
    ]
  `)
})
