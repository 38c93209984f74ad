import { put_button, put_row, put_scope, put_table, put_text, span, use_scope } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { shownBy, specOf } from '../support/app'

const T = 'table'

it.each<[string, () => unknown, object]>([
  [
    'rows of lists: the first is the heading',
    () =>
      put_table([
        ['a', 'b'],
        [1, 2],
      ]),
    { header: ['a', 'b'], rows: [['1', '2']] },
  ],
  [
    'rows of lists with a header',
    () => put_table([[1, 2]], { header: ['a', 'b'] }),
    { header: ['a', 'b'], rows: [['1', '2']] },
  ],
  [
    'rows of objects: the keys of the first, capitalized',
    () =>
      put_table([
        { firstName: 'x', AGE: 1 },
        { AGE: 2, more: 3 },
      ]),
    {
      header: ['Firstname', 'Age'],
      rows: [
        ['x', '1'],
        ['', '2'],
      ],
    },
  ],
  [
    'rows of objects with keys to show, in order',
    () => put_table([{ a: 1, b: 2, c: 3 }], { header: ['c', 'a'] }),
    { header: ['c', 'a'], rows: [['3', '1']] },
  ],
  [
    'rows of objects with headings',
    () => put_table([{ a: 1, b: 2 }], { header: [['B!', 'b'], 'a'] }),
    { header: ['B!', 'a'], rows: [['2', '1']] },
  ],
  [
    'a key that no row has',
    () => put_table([{ a: 1 }], { header: ['a', 'toString'] }),
    { header: ['a', 'toString'], rows: [['1', '']] },
  ],
  ['nothing', () => put_table([]), { header: [], rows: [] }],
  ['no rows, with headings', () => put_table([], { header: ['a', 'b'] }), { header: ['a', 'b'], rows: [] }],
  [
    'no rows, with headings and keys',
    () =>
      put_table([], {
        header: [
          ['A', 'a'],
          ['B', 'b'],
        ],
      }),
    { header: ['A', 'B'], rows: [] },
  ],
  [
    'rows of any length',
    () => put_table([['a'], [], [1, 2, 3]]),
    { header: ['a'], rows: [[], ['1', '2', '3']] },
  ],
  [
    'cells of all kinds',
    () => put_table([[null, undefined, true, { x: 1 }, [1], 0, '']]),
    { header: ['null', 'undefined', 'true', '{"x":1}', '[1]', '0', ''], rows: [] },
  ],
  [
    'spans; covered cells are omitted',
    () =>
      put_table([
        [span('Name', { row: 2 }), span('Address', { col: 2 })],
        ['City', 'Country'],
        ['W', 'B', 'C'],
      ]),
    {
      header: [
        { text: 'Name', row: 2 },
        { text: 'Address', col: 2 },
      ],
      rows: [
        ['City', 'Country'],
        ['W', 'B', 'C'],
      ],
    },
  ],
  ['a span of one cell', () => put_table([[span(5)]]), { header: [{ text: '5' }], rows: [] }],
  [
    'a span with null options',
    () => put_table([[span(5, { row: null, col: 2 } as never)]]),
    { header: [{ text: '5', col: 2 }], rows: [] },
  ],
])('put_table of %s', async (_, body, spec) => {
  expect(await shownBy(body)).toEqual({ type: T, ...spec })
})

it('holds outputs in cells, spans and headings, in order', async () => {
  const t = await open_app(() => {
    put_table(
      [
        [
          put_text('a'),
          span(
            put_button('go', () => {}),
            { col: 2 },
          ),
        ],
        ['b', put_row([put_text('c')])],
      ],
      { header: [put_text('H'), 'I'] },
    )
  })
  const id = t.outputs[0]?.id ?? 0
  const [h, a, go, row] = t.tree.nodes.get(id)?.children ?? []
  expect(t.outputs[0]).toMatchObject({
    header: [{ output: h }, 'I'],
    rows: [
      [{ output: a }, { output: go, col: 2 }],
      ['b', { output: row }],
    ],
  })
  expect(specOf(t, id)['children']).toEqual([
    { type: 'text', text: 'H' },
    { type: 'text', text: 'a' },
    { type: 'button', label: 'go' },
    { type: 'row', size: '1fr', children: [{ type: 'text', text: 'c' }] },
  ])
  expect(t.text()).toBe('H\tI\na\tgo\nb\tc')
})

it('a scope in a cell is filled later', async () => {
  const t = await open_app(() => {
    put_table([['a', put_scope('cell', { content: put_text('x') })]])
    use_scope('cell', () => put_text('y'))
  })
  expect(t.text()).toBe('a\tx\ny')
})

it('does not change its arguments', async () => {
  const rows = Object.freeze([Object.freeze({ a: 1, b: 2 })])
  const header = Object.freeze([Object.freeze(['A', 'a']), 'b'])
  const lists = Object.freeze([Object.freeze([1])])
  const t = await open_app(() => {
    put_table(rows, { header })
    put_table(lists, { header: Object.freeze(['h']) })
    put_table(Object.freeze([]), { header })
  })
  expect(t.errors).toEqual([])
  expect(t.text()).toBe('A\tb\n1\t2\nh\n1\nA\tb')
})

describe('update', () => {
  it('replaces rows together with their outputs', async () => {
    const t = await open_app(() => {
      const table = put_table([['a'], [put_text('old')]]).show()
      table.update({ rows: [['b'], [put_text('new')]] })
    })
    expect(t.text()).toBe('b\nnew')
    expect(t.tree.nodes.size).toBe(3 + 2)
  })

  it('keeps rows and their outputs if only the heading changes', async () => {
    const t = await open_app(() => {
      put_table([[put_text('x')]], { header: ['a'] })
        .show()
        .update({ header: ['b'] })
    })
    expect(t.text()).toBe('b\nx')
  })

  it('removes the header', async () => {
    const t = await open_app(() => {
      put_table([[1], [2]], { header: ['a'] })
        .show()
        .update({ header: null })
    })
    expect(t.text()).toBe('1\n2')
  })
})
