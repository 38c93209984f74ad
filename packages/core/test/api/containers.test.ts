import type { Output } from '../../src/index'
import {
  put_column,
  put_grid,
  put_scope,
  put_scrollable,
  put_tabs,
  put_text,
  span,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, shownBy, thrown } from '../support/app'

const text = (value: string): object => ({ type: 'text', text: value })

/**
 * The children of the output that `body` shows, and its cells with the texts of the children instead of their ids.
 */
async function gridOf(body: () => unknown): Promise<{ spec: Record<string, unknown>; cells: unknown[] }> {
  const t = await open_app(body)
  expect(t.errors).toEqual([])
  const id = t.tree.nodes.get(0)?.children[0] ?? -1
  const spec = t.tree.nodes.get(id)?.spec
  if (spec?.type !== 'grid') throw new Error('There is no grid.')
  const { columns, rows, flow } = spec
  const cells = spec.cells.map(({ output, ...spans }) => {
    const child = output === undefined ? undefined : t.tree.nodes.get(output)?.spec
    return [child?.type === 'text' ? child.text : '', ...Object.entries(spans).flat()].join(' ')
  })
  return { spec: { columns, rows, ...(flow && { flow }) }, cells }
}

describe('put_grid', () => {
  it.each<[string, () => unknown, object, string[]]>([
    [
      'rows of equal length',
      () =>
        put_grid([
          [put_text('a'), 'b'],
          ['c', 5],
        ]),
      { columns: 'repeat(2, auto)', rows: 'repeat(2, auto)' },
      ['a', 'b', 'c', '5'],
    ],
    [
      'short rows are filled, and null is an empty cell',
      () => put_grid([['a', 'b', 'c'], ['d'], [null, 'e']]),
      { columns: 'repeat(3, auto)', rows: 'repeat(3, auto)' },
      ['a', 'b', 'c', 'd', '', '', '', 'e', ''],
    ],
    [
      'a span counts its columns in every row that it covers',
      () => put_grid([[span('a', { row: 2, col: 2 }), 'b'], ['c'], ['d', 'e']]),
      { columns: 'repeat(3, auto)', rows: 'repeat(3, auto)' },
      ['a row 2 col 2', 'b', 'c', 'd', 'e', ''],
    ],
    [
      'an empty span',
      () => put_grid([[span(null, { col: 2 })], ['a', 'b']]),
      { columns: 'repeat(2, auto)', rows: 'repeat(2, auto)' },
      [' col 2', 'a', 'b'],
    ],
    [
      'down the columns: the counts are swapped, but spans remain rows and columns of the grid',
      () => put_grid([['a', 'b'], [span('c', { row: 2 })], ['d']], { direction: 'column' }),
      { columns: 'repeat(3, auto)', rows: 'repeat(2, auto)', flow: 'column' },
      ['a', 'b', 'c row 2', 'd', ''],
    ],
    [
      'down the columns, with a horizontal span',
      () => put_grid([[span('a', { col: 2 }), 'b'], ['c']], { direction: 'column' }),
      { columns: 'repeat(2, auto)', rows: 'repeat(2, auto)', flow: 'column' },
      ['a col 2', 'b', 'c'],
    ],
    [
      'one size for all',
      () => put_grid([['a', 'b']], { cell_width: '100px', cell_height: '2em' }),
      { columns: 'repeat(2, 100px)', rows: 'repeat(1, 2em)' },
      ['a', 'b'],
    ],
    [
      'track lists take precedence over a size',
      () => put_grid([['a', 'b']], { cell_width: '9px', cell_widths: '1fr 2fr', cell_heights: 'auto' }),
      { columns: '1fr 2fr', rows: 'auto' },
      ['a', 'b'],
    ],
    ['nothing', () => put_grid([]), { columns: 'none', rows: 'none' }, []],
  ])('%s', async (_, body, spec, cells) => {
    expect(await gridOf(body)).toEqual({ spec, cells })
  })

  it('does not change its arguments', async () => {
    const content = [['a'], ['b', null, span('c')]]
    await inSession(() => put_grid(content))
    expect(content).toEqual([['a'], ['b', null, expect.objectContaining({ content: 'c' })]])
  })

  it('the place of a removed output stays empty, even in an update', async () => {
    const t = await open_app(() => {
      const a = put_text('a')
      const grid = put_grid([[a, 'b'], [put_text('c')]]).show()
      a.remove()
      grid.update({ cell_width: '50px' })
    })
    const grid = t.outputs[0]
    expect([t.text(), t.errors]).toEqual(['b\nc', []])
    expect(grid?.type === 'grid' && [grid.columns, grid.cells.length]).toEqual(['repeat(2, 50px)', 4])
  })
})

describe('put_tabs', () => {
  it('holds outputs and texts of any kind, at any depth', async () => {
    const shown = await shownBy(() =>
      put_tabs([
        { title: 'One', content: 'a' },
        {
          title: 'Two',
          content: [put_text('b'), 5, null, put_tabs([{ title: 'In', content: put_text('c') }])],
        },
        { title: 'Empty', content: [] },
      ]),
    )
    expect(shown).toMatchObject({
      type: 'tabs',
      tabs: [{ title: 'One' }, { title: 'Two' }, { title: 'Empty' }],
      children: [
        { type: 'scope', children: [text('a')] },
        { type: 'scope', children: [text('b'), text('5'), { type: 'tabs' }] },
        { type: 'scope' },
      ],
    })
  })

  it('is read tab by tab', async () => {
    const t = await open_app(
      () =>
        put_tabs([
          { title: 'One', content: put_scope('s') },
          { title: 'Two', content: 'b' },
        ]).show() && use_scope('s', () => put_text('a')),
    )
    expect(t.text()).toBe('One\na\nTwo\nb')
  })

  it('accepts different tabs, and moves outputs that the new tabs repeat', async () => {
    const t = await open_app(() => {
      const kept = put_scope('kept', { content: 'a' })
      const tabs = put_tabs([{ title: 'One', content: [kept, 'old'] }]).show()
      use_scope('kept', () => put_text('later'))
      tabs.update({
        tabs: [
          { title: 'New', content: 'b' },
          { title: 'One', content: kept },
        ],
      })
    })
    expect(t.text()).toBe('New\nb\nOne\na\nlater')
    expect(t.tree.nodes.size).toBe(3 + 1 + 2 + 1 + 3)
  })
})

describe('put_scrollable', () => {
  it.each<[string, Parameters<typeof put_scrollable>[1], object]>([
    ['400 pixels', undefined, { min_height: '400px', max_height: '400px' }],
    ['pixels', { height: 200 }, { min_height: '200px', max_height: '200px' }],
    ['minimum and maximum', { height: [100, 300] }, { min_height: '100px', max_height: '300px' }],
    ['a CSS length', { height: '50vh' }, { min_height: '50vh', max_height: '50vh' }],
    ['no limit', { height: null }, {}],
    ['all options', { height: null, keep_bottom: true, border: false }, { keep_bottom: true, border: false }],
  ])('%s', async (_, options, spec) => {
    expect(await shownBy(() => put_scrollable('a', options))).toEqual({
      type: 'scrollable',
      ...spec,
      children: [text('a')],
    })
  })

  it('accepts null as the height in an update, and keeps its content', async () => {
    const shown = await shownBy(() => {
      const box = put_scrollable('a', { height: 100, keep_bottom: true })
      box.enter(() => put_text('b'))
      box.update({ height: null, keep_bottom: null })
    })
    expect(shown).toMatchObject({ type: 'scrollable', children: [text('a'), text('b')] })
    expect(shown).not.toHaveProperty('max_height')
    expect(shown).not.toHaveProperty('keep_bottom')
  })

  it('can be entered like other containers', async () => {
    const t = await open_app(() => {
      using _ = put_scrollable('given').enter()
      put_text('inside')
    })
    expect(t.outputs.map(({ type }) => type)).toEqual(['scrollable', 'text', 'text'])
    expect(t.text()).toBe('given\ninside')
  })
})

it('bad arguments name function, argument and rule', async () => {
  const bad = (value: unknown): never => value as never
  const said = await inSession(() =>
    [
      () => put_grid(bad('a')),
      () => put_grid(bad(['a'])),
      () => put_grid([['a']], { direction: bad('up') }),
      () => put_grid([[span('a', { row: 2 })]]),
      () => put_grid([[span('a', { col: 2 })]], { direction: 'column' }),
      () => put_grid([[Symbol('x')]]),
      () => put_grid([['a']], bad({ gap: 1 })),
      () => put_tabs(bad('a')),
      () => put_tabs([]),
      () => put_tabs([bad('a')]),
      () => put_tabs([bad({ title: 'a' })]),
      () => put_tabs([bad({ title: 'a', content: 'b', open: true })]),
      () => put_tabs([{ title: 'a', content: () => {} }]),
      () => put_scrollable('a', { height: bad(true) }),
      () => put_scrollable('a', { height: bad([1, 2, 3]) }),
      () => put_scrollable('a', { height: -1 }),
      () => put_scrollable('a', { height: [300, 100] }),
      () => put_scrollable('a', { height: '' }),
    ].map(thrown),
  )
  expect(said).toMatchInlineSnapshot(`
    [
      "TypeError: put_grid: content must be an array, not "a".",
      "TypeError: put_grid: content[0] must be an array of cells, not "a".",
      "TypeError: put_grid: direction must be one of "row", "column", not "up".",
      "RangeError: put_grid: content[0][0] spans 2 by 1 cells (rows by columns), which leaves the grid.",
      "RangeError: put_grid: content[0][0] spans 1 by 2 cells (rows by columns), which leaves the grid.",
      "TypeError: put_grid: content[0][0] is Symbol(x), which cannot be shown. Call it, or show its text.",
      "TypeError: put_grid: there is no option "gap". It takes scope, position, anchor, before, after, class_name, cell_width, cell_height, cell_widths, cell_heights, direction.",
      "TypeError: put_tabs: tabs must be an array, not "a".",
      "RangeError: put_tabs: tabs must hold at least one tab.",
      "TypeError: put_tabs: tabs[0] must be an object of title and content, not "a".",
      "TypeError: put_tabs: tabs[0] must be an object of title and content, not a plain object.",
      "TypeError: put_tabs: tabs[0]: there is no option "open". It takes title, content.",
      "TypeError: put_tabs: tabs[0].content is the function content, which cannot be shown. Call it, or show its text.",
      "TypeError: put_scrollable: height must be pixels, [min, max] pixels, a CSS length or null, not true.",
      "TypeError: put_scrollable: height must be pixels, [min, max] pixels, a CSS length or null, not an array of 3.",
      "RangeError: put_scrollable: height must be 0 or more, and the minimum at most the maximum, not -1 and -1.",
      "RangeError: put_scrollable: height must be 0 or more, and the minimum at most the maximum, not 300 and 100.",
      "TypeError: put_scrollable: height must be pixels, [min, max] pixels, a CSS length or null, not "".",
    ]
  `)
})

it('outputs can be nested up to 100 levels; deeper ones are refused, and nothing is shown', async () => {
  const nested = (levels: number): Output => {
    let output: Output = put_text('innermost')
    for (let level = 1; level < levels; level++) output = put_column([output])
    return output
  }
  const t = await open_app(() => {
    nested(100)
    try {
      nested(101)
    } catch (error) {
      put_text(String(error))
    }
  })
  expect(t.text().match(/innermost/g)).toHaveLength(1)
  expect(t.text()).toContain(
    'put_column: content[0] already holds 100 levels of outputs inside each other, which is the limit.',
  )
})
