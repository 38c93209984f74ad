import {
  clear,
  put_button,
  put_collapse,
  put_column,
  put_html,
  put_row,
  put_scope,
  put_table,
  put_text,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { shownBy, thrown } from '../support/app'

const text = (value: string): object => ({ type: 'text', text: value })
const GAP = { type: 'gap' }

it.each<[string, () => unknown, object]>([
  [
    'put_row with a gap',
    () => put_row([put_text('a'), null, put_text('b')]),
    { type: 'row', size: '1fr 10px 1fr', children: [text('a'), GAP, text('b')] },
  ],
  [
    'put_row: undefined is a gap, like null',
    () => put_row(['a', undefined]),
    { type: 'row', size: '1fr 10px', children: [text('a'), GAP] },
  ],
  [
    'put_row with sizes',
    () => put_row([put_text('a'), null], { size: '2fr 1px' }),
    { type: 'row', size: '2fr 1px', children: [text('a'), GAP] },
  ],
  [
    'put_row of one output',
    () => put_row(put_text('a')),
    { type: 'row', size: '1fr', children: [text('a')] },
  ],
  [
    'put_row of texts',
    () => put_row(['a', 5, { x: 1 }]),
    { type: 'row', size: '1fr 1fr 1fr', children: [text('a'), text('5'), text('{"x":1}')] },
  ],
  ['put_row, empty', () => put_row(), { type: 'row' }],
  [
    'put_row, empty with sizes',
    () => put_row([], { size: 'repeat(auto-fill, 25%)' }),
    { type: 'row', size: 'repeat(auto-fill, 25%)' },
  ],
  [
    'put_column',
    () => put_column([put_text('a'), null, 'b']),
    { type: 'column', size: '1fr 10px 1fr', children: [text('a'), GAP, text('b')] },
  ],
  [
    'put_column in put_row',
    () => put_row([put_column([put_text('a')]), 'b']),
    {
      type: 'row',
      size: '1fr 1fr',
      children: [{ type: 'column', size: '1fr', children: [text('a')] }, text('b')],
    },
  ],
  [
    'put_collapse',
    () => put_collapse('T', [put_text('a'), 'b', null]),
    { type: 'collapse', title: 'T', children: [text('a'), text('b')] },
  ],
  [
    'put_collapse, open',
    () => put_collapse('T', 'a', { open: true }),
    { type: 'collapse', title: 'T', open: true, children: [text('a')] },
  ],
  ['put_collapse, empty', () => put_collapse('T'), { type: 'collapse', title: 'T' }],
  [
    'put_collapse of the number 0',
    () => put_collapse('T', 0),
    { type: 'collapse', title: 'T', children: [text('0')] },
  ],
  ['put_scope', () => put_scope('s'), { type: 'scope', scope: 's' }],
  [
    'put_scope with content',
    () => put_scope('s', { content: [put_text('a'), 'b'] }),
    { type: 'scope', scope: 's', children: [text('a'), text('b')] },
  ],
])('%s', async (_, body, spec) => {
  expect(await shownBy(body)).toEqual(spec)
})

it('put_scope with a name in use is not a scope', async () => {
  const t = await open_app(() => {
    put_scope('s', { content: 'first' })
    put_scope('s', { content: 'second' })
    put_text('x', { scope: 's' })
  })
  expect(t.text('s')).toBe('first\nx')
})

it('contents of a container ignore their own scope and position', async () => {
  const t = await open_app(() => {
    put_text('a')
    put_row([put_text('b', { position: 0 }), put_text('c', { scope: 'nowhere' })])
  })
  expect(t.text()).toBe('a\nb\nc')
})

describe('a container that throws', () => {
  const bad = 5 as never
  const failing: [string, () => unknown][] = [
    ['put_row: an option of the wrong type', () => put_row([put_text('A')], { size: bad })],
    ['put_row: an unknown option', () => put_row([put_text('A')], { gap: 1 } as never)],
    ['put_row: content that cannot be shown', () => put_row([put_text('A'), () => {}])],
    ['put_column: content that cannot be shown, before', () => put_column([Symbol('x'), put_text('A')])],
    [
      'put_column: an output twice',
      () => {
        const a = put_text('A')
        put_column([a, a])
      },
    ],
    ['put_collapse: an invalid title', () => put_collapse(bad, [put_text('A')])],
    ['put_collapse: an invalid scope', () => put_collapse('T', put_text('A'), { scope: {} as never })],
    ['put_collapse: an index that is not on the stack', () => put_collapse('T', put_text('A'), { scope: 7 })],
    ['put_scope: an invalid name', () => put_scope('a b', { content: put_text('A') })],
    ['put_scope: an unknown option', () => put_scope('a', { content: [put_text('A')], x: 1 } as never)],
    ['put_table: an invalid header', () => put_table([[put_text('A')]], { header: 'x' as never })],
    ['put_table: rows of two kinds', () => put_table([[put_text('A')], { a: put_text('B') }])],
    ['nested', () => put_row([put_column([put_text('A'), put_button('B', () => {})]), Symbol('x')])],
    [
      'update: an unknown parameter',
      () =>
        put_row()
          .show()
          .update({ contents: [put_text('A')] }),
    ],
    [
      'update: content that cannot be shown',
      () =>
        put_row()
          .show()
          .update({ content: [put_text('A'), () => {}] }),
    ],
  ]

  it.each(failing)('%s: shows none of its contents', async (_, body) => {
    const t = await open_app(() => {
      expect(body).toThrow(/^put_/)
      put_html('after')
    })
    expect(t.errors).toEqual([])
    expect(t.outputs.filter((one) => one.type !== 'row').map((one) => one.type)).toEqual(['html'])
    expect(t.session.callbacks.size).toBe(0)
  })

  it('does not change earlier outputs', async () => {
    const t = await open_app(() => {
      const a = put_text('A').show()
      thrown(() => put_row([a, Symbol('x')]))
    })
    expect(t.text()).toBe('A')
  })
})

describe('enter', () => {
  it('adds after the container’s contents, and returns the result of the body', async () => {
    const t = await open_app(async () => {
      const five = put_collapse('T', 'given').enter(() => {
        put_text('inside')
        return 5
      })
      put_text('outside', five, await put_row().enter(async () => 6))
    })
    expect(t.text()).toBe('T\ngiven\ninside\noutside 5 6')
    expect(t.outputs.map((one) => one.type)).toEqual(['collapse', 'text', 'text', 'row', 'text'])
  })

  it('passes the name of its scope to the body, so that it can be filled later', async () => {
    const t = await open_app(() => {
      const name = put_column().enter((scope) => scope)
      put_text('x', { scope: name })
      clear(name)
      put_text('y', { scope: name })
      return /^[a-z0-9]{10}$/.test(name)
    })
    expect([t.result, t.outputs.map((one) => one.type), t.text()]).toEqual([true, ['column', 'text'], 'y'])
  })

  it('enters the same scope again', async () => {
    const t = await open_app(() => {
      const box = put_collapse('T')
      box.enter(() => put_text('a'))
      put_text('between')
      box.enter(() => put_text('b'))
    })
    expect(t.text()).toBe('T\na\nb\nbetween')
  })

  it('ends when the body throws, and propagates the error', async () => {
    const t = await open_app(() => {
      const said = thrown(() =>
        put_row().enter(() => {
          throw new Error('no')
        }),
      )
      put_text(said)
    })
    expect(t.outputs.map((one) => [one.type, one.scope])).toEqual([
      ['row', 'ROOT'],
      ['text', 'ROOT'],
    ])
    expect(t.text()).toBe('Error: no')
  })

  it('affects only its own body under Promise.all', async () => {
    const t = await open_app(async () => {
      const fill = (title: string, turns: number) =>
        put_collapse(title).enter(async () => {
          for (let i = 0; i < 3; i++) {
            for (let n = 0; n < turns; n++) await Promise.resolve()
            put_text(title + i)
          }
        })
      await Promise.all([fill('a', 1), fill('b', 3), fill('c', 2)])
      put_text('end')
    })
    expect(t.text()).toBe('a\na0\na1\na2\nb\nb0\nb1\nb2\nc\nc0\nc1\nc2\nend')
  })

  it('lasts until dispose, or until the block of `using` ends', async () => {
    const t = await open_app(() => {
      const entered = put_collapse('T').enter()
      put_text('in')
      entered.dispose()
      entered.dispose()
      put_text('out')
      {
        using inner = put_scope('s').enter()
        put_text('in', inner.scope)
      }
      put_text('out')
    })
    expect(t.text()).toBe('T\nin\nout\nin s\nout')
  })

  it('also sends the enclosing container', async () => {
    const t = await open_app(() => {
      const inner = put_collapse('inner')
      put_row([inner])
      inner.enter(() => put_text('x'))
    })
    expect(t.text()).toBe('inner\nx')
    expect(t.outputs.map((one) => one.type)).toEqual(['row', 'collapse', 'text'])
  })

  it('enters put_scope by its name', async () => {
    const t = await open_app(() => put_scope('s').enter((name) => use_scope(name, () => name)))
    expect(t.result).toBe('s')
  })

  it('throws if the output is not a container', async () => {
    const t = await open_app(() => thrown(() => put_text('a').enter(() => {})))
    expect(t.result).toBe("TypeError: put_text().enter: this output function can't be used as a container.")
  })
})
