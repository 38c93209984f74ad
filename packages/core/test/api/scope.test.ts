import {
  clear,
  get_scope,
  put_row,
  put_scope,
  put_text,
  remove,
  run_async,
  scroll_to,
  set_scope,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, inSession, thrown } from '../support/app'

/** The texts of a scope and its contents, as one line. */
const line = (text: string): string => text.replaceAll('\n', ' ')

describe('position', () => {
  it('follows PyWebIO’s sequence: B first, C before the last, D before the child at index 1', async () => {
    const t = await open_app(() => {
      use_scope('s', () => {
        put_text('A')
        put_text('B', { position: 0 })
        put_text('C', { position: -2 })
        use_scope('nested', () => put_text('<n>'))
        put_text('D', { position: 1 })
      })
    })
    expect(line(t.text('s'))).toBe('B D C A <n>')
  })

  it.each<[number, string]>([
    [0, 'X a b c'],
    [1, 'a X b c'],
    [2, 'a b X c'],
    [3, 'a b c'],
    [9, 'a b c'],
    [-1, 'a b c X'],
    [-2, 'a b X c'],
    [-3, 'a X b c'],
    [-4, 'a b c'],
    [-9, 'a b c'],
  ])('%i among three: %s', async (position, expected) => {
    const t = await open_app(() => {
      for (const text of ['a', 'b', 'c']) put_text(text)
      put_text('X', { position })
    })
    expect(line(t.text())).toBe(expected)
  })

  it.each<[number, string]>([
    [0, 'X'],
    [-1, 'X'],
    [1, ''],
    [-2, ''],
  ])('%i in an empty scope: "%s"', async (position, expected) => {
    const t = await open_app(() => {
      put_text('X', { position })
    })
    expect(t.text()).toBe(expected)
  })
})

describe('scope by name or index', () => {
  it('is relative to the stack: 0 is ROOT, -1 the current one, -2 the one around it; null and "" are the current one', async () => {
    const t = await open_app(() => {
      use_scope('a', () =>
        use_scope('b', () => {
          put_text('0', { scope: 0 })
          put_text('1', { scope: 1 })
          put_text('2', { scope: 2 })
          put_text('-1', { scope: -1 })
          put_text('-2', { scope: -2 })
          put_text('-3', { scope: -3 })
          put_text('null', { scope: null } as never)
          put_text('empty', { scope: '' })
          put_text('a', { scope: 'a' })
        }),
      )
    })
    const by = (scope: string) =>
      t.outputs.flatMap((one) => (one.scope === scope && one.type === 'text' ? [one.text] : []))
    expect([by('ROOT'), by('a'), by('b')]).toEqual([
      ['0', '-3'],
      ['1', '-2', 'a'],
      ['2', '-1', 'null', 'empty'],
    ])
  })

  it('a blank in a name becomes a hyphen', async () => {
    const t = await open_app(() => {
      set_scope('a-b')
      put_text('x', { scope: 'a b' })
      clear('a b')
      put_text('y', { scope: 'a b' })
    })
    expect(t.text('a-b')).toBe('y')
  })
})

describe('get_scope', () => {
  it('returns the names of the scopes in the stack, and null out of range', async () => {
    const t = await open_app(() =>
      use_scope('a', () =>
        use_scope('b', () => [undefined, -1, -2, -3, -4, 0, 1, 2, 3].map((i) => get_scope(i))),
      ),
    )
    expect(t.result).toEqual(['b', 'b', 'a', 'ROOT', null, 'ROOT', 'a', 'b', null])
  })
})

describe('set_scope', () => {
  const fill = () => {
    put_text('a')
    set_scope('s')
    put_text('in', { scope: 's' })
    put_text('b')
  }

  it.each<[string, () => void, string]>([
    ['at the end', () => set_scope('new'), 'a in b new'],
    ['at a place', () => set_scope('new', { position: 1 }), 'a new in b'],
    ['in a scope', () => set_scope('new', { container_scope: 's' }), 'a in new b'],
    [
      'in a scope by index',
      () => use_scope('s', () => set_scope('new', { container_scope: 0 })),
      'a in b new',
    ],
    ['nothing if it exists', () => set_scope('s', { position: 0 }), 'a in b'],
    ['empties an existing scope in place', () => set_scope('s', { if_exist: 'clear', position: 0 }), 'a b'],
    [
      'removes it and creates a new one',
      () => {
        set_scope('s', { if_exist: 'remove' })
        put_text('x', { scope: 's' })
      },
      'a b x',
    ],
    [
      'removes it and creates a new one, at a place',
      () => {
        set_scope('s', { if_exist: 'remove', position: 0 })
        put_text('x', { scope: 's' })
      },
      'x a b',
    ],
    [
      'nothing if the container does not exist',
      () => set_scope('s', { if_exist: 'remove', container_scope: 'no' }),
      'a in b',
    ],
    [
      'nothing if the container is inside the scope to remove',
      () => set_scope('s', { if_exist: 'remove', container_scope: 's' }),
      'a in b',
    ],
    ['nothing out of range', () => set_scope('new', { position: 9 }), 'a in b'],
  ])('%s', async (_, body, expected) => {
    const t = await open_app(() => {
      fill()
      body()
      put_text('new', { scope: 'new' })
    })
    expect([line(t.text()), t.errors]).toEqual([expected, []])
  })
})

describe('use_scope', () => {
  it('creates the scope at the end of the current one, and returns the result of the body', async () => {
    const t = await open_app(async () => {
      put_text('a')
      const five = use_scope('s', (name) => {
        put_text(name)
        return 5
      })
      put_text(five, await use_scope('t', async () => get_scope()), get_scope())
    })
    expect(line(t.text())).toBe('a s 5 t ROOT')
  })

  it('enters an existing scope in place, and clears it on request', async () => {
    const t = await open_app(() => {
      use_scope('s', () => put_text('a'))
      put_text('b')
      use_scope('s', () => put_text('c'))
      put_row([]).enter(() => use_scope('s', { clear: false }, () => put_text('d')))
      expect(() => use_scope('s', { clear: true }, () => put_text('e'))).not.toThrow()
      use_scope('new', { clear: true }, () => put_text('f'))
    })
    expect(line(t.text())).toBe('e b f')
  })

  it('uses container_scope and position for a scope that it creates', async () => {
    const t = await open_app(() => {
      put_text('a')
      use_scope('s', { position: 0 }, () => put_text('b'))
      use_scope('t', { container_scope: 's', position: 0 }, () => put_text('c'))
    })
    expect(line(t.text())).toBe('c b a')
  })

  it.each([null, undefined])('without a name (%s) generates a name', async (name) => {
    const t = await open_app(() => {
      const first = use_scope(name, (scope) => (put_text('a'), scope))
      use_scope(name, () => put_text('b'))
      remove(first)
      return first
    })
    expect(t.text()).toBe('b')
    expect(t.result).toMatch(/^[a-z0-9]{10}$/)
  })

  it('creates nothing with create_scope: false; null counts as absent', async () => {
    const t = await open_app(() => {
      use_scope('no', { create_scope: false }, () => put_text('a'))
      use_scope('yes', { create_scope: null } as never, () => put_text('b'))
    })
    expect([t.text(), t.tree.scopes.has('no')]).toEqual(['b', false])
  })

  it('enters until dispose, or the end of the block of `using`; a second call has no effect', async () => {
    const t = await open_app(() => {
      const a = use_scope('a')
      put_text('in', get_scope())
      a.dispose()
      a.dispose()
      {
        using _ = use_scope('b', { clear: true })
        using inner = use_scope()
        put_text('in', inner.scope === get_scope(), get_scope(-2))
      }
      return get_scope()
    })
    expect([t.text(), t.result]).toEqual(['in a\nin true b', 'ROOT'])
  })

  it('leaves nested scopes one after another, the inner one first', async () => {
    const t = await open_app(() => {
      const [a, b] = [use_scope('a'), use_scope('b')]
      b.dispose()
      const between = get_scope()
      a.dispose()
      return [between, get_scope()]
    })
    expect(t.result).toEqual(['a', 'ROOT'])
  })

  it('can leave scopes out of order', async () => {
    const t = await open_app(() => {
      const [a, b, c] = [use_scope('a'), use_scope('b'), use_scope('c')]
      const stacks: unknown[] = []
      for (const one of [a, b, c]) {
        one.dispose()
        stacks.push([0, 1, 2, 3].map((i) => get_scope(i)))
      }
      return stacks as never
    })
    expect(t.result).toEqual([
      ['ROOT', 'b', 'c', null],
      ['ROOT', 'c', null, null],
      ['ROOT', null, null, null],
    ])
  })

  it('leaves the same scope twice if it was entered twice', async () => {
    const t = await open_app(() => {
      const [first, second] = [use_scope('a'), use_scope('a')]
      first.dispose()
      const between = get_scope(1)
      second.dispose()
      return [between, get_scope(1)]
    })
    expect(t.result).toEqual(['a', null])
  })

  it('leaves the scope when the body throws', async () => {
    const t = await open_app(async () => {
      thrown(() => use_scope('a', () => thrower()))
      await use_scope('b', async () => thrower()).catch(() => {})
      return get_scope()
    })
    function thrower(): never {
      throw new Error('x')
    }
    expect(t.result).toBe('ROOT')
  })

  it('affects only its own body under Promise.all', async () => {
    const t = await open_app(async () => {
      const work = async (name: string, turns: number) =>
        use_scope(name, async () => {
          for (let i = 0; i < turns; i++) await Promise.resolve()
          put_text(name, get_scope())
        })
      await Promise.all([work('a', 3), work('b', 1), work('c', 2)])
    })
    expect(line(t.text())).toBe('a a b b c c')
  })

  it('wrap returns a function that enters the scope at every call', async () => {
    const t = await open_app(async () => {
      const add = use_scope.wrap('s', function (this: { n: number }, a: number, b: number) {
        put_text(a + b + this.n)
        return get_scope()
      })
      const fresh = use_scope.wrap('t', { clear: true }, async (text: string) => put_text(text))
      const names = [add.call({ n: 1 }, 1, 2), add.call({ n: 2 }, 3, 4)]
      await fresh('old')
      await fresh('new')
      return [...names, get_scope()]
    })
    expect([line(t.text()), t.result]).toEqual(['4 9 new', ['s', 's', 'ROOT']])
  })
})

describe('clear, remove and scroll_to', () => {
  it('clear empties the current scope, or one by name or index, including nested scopes', async () => {
    const t = await open_app(() => {
      put_text('a')
      use_scope('s', () => {
        put_text('b')
        use_scope('t', () => put_text('c'))
        clear()
        put_text('d')
        use_scope('u', () => clear(-2))
        put_text('e')
      })
    })
    expect([line(t.text()), t.tree.scopes.has('t'), t.tree.scopes.has('u')]).toEqual(['a e', false, false])
  })

  it('remove deletes a scope: later outputs for it are dropped', async () => {
    const t = await open_app(() => {
      use_scope('s', () => {
        put_text('a')
        remove()
        put_text('b')
      })
      put_text('c')
      remove('s')
      clear('s')
    })
    expect([t.text(), t.errors]).toEqual(['c', []])
  })

  it('remove keeps ROOT', async () => {
    const said = await inSession(() => [
      thrown(() => remove()),
      thrown(() => remove('ROOT')),
      thrown(() => set_scope('ROOT', { if_exist: 'remove' })),
    ])
    const rule = "the scope ROOT cannot be removed. Use clear('ROOT') to empty it."
    expect(said).toEqual([
      `RangeError: remove: ${rule}`,
      `RangeError: remove: ${rule}`,
      `RangeError: set_scope: ${rule}`,
    ])
  })

  it('scroll_to reaches the page after earlier outputs', async () => {
    const t = await open_app(() => {
      put_scope('s')
      scroll_to('s')
      scroll_to('s', { position: 'middle' })
      scroll_to(undefined, { position: 'bottom' })
      scroll_to('s', { position: null } as never)
      scroll_to('missing')
    })
    const s = t.tree.scopes.get('s')
    expect(t.transients).toEqual([
      { type: 'scroll-to', output: s, position: 'top' },
      { type: 'scroll-to', output: s, position: 'middle' },
      { type: 'scroll-to', output: 0, position: 'bottom' },
      { type: 'scroll-to', output: s, position: 'top' },
    ])
  })

  it('logs outputs for a missing scope, once per scope', async () => {
    const notes: string[] = []
    const quiet = () => {}
    await open_app(
      () => {
        put_text('a', { scope: 'x' })
        put_text('b', { scope: 'x' })
        clear('y')
        put_text('c', { scope: 'y' })
      },
      {
        logger: {
          debug: (m) => notes.push(`debug ${m}`),
          info: quiet,
          warn: (m) => notes.push(`warn ${m}`),
          error: quiet,
        },
      },
    )
    // Lost outputs are visible even without debug messages.
    expect(notes.map((note) => /^(\w+) .*no scope "(.)"/.exec(note)?.slice(1))).toEqual([
      ['warn', 'x'],
      ['debug', 'y'],
      ['warn', 'y'],
    ])
  })

  it('logs no more than 1000 missing scopes', async () => {
    const quiet = () => {}
    const warnings: string[] = []
    await open_app(
      () => {
        for (let i = 0; i < 1001; i++) put_text('a', { scope: `s${i}` })
      },
      { logger: { debug: quiet, info: quiet, warn: (m) => warnings.push(m), error: quiet } },
    )
    expect(warnings).toHaveLength(1000)
  })
})

it('a separate task has its own stack, from ROOT', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    await use_scope('a', async () => {
      run_async(async () => {
        put_text('early', get_scope())
        await gate.promise
        put_text('late', get_scope())
      })
      await gate.promise
      put_text('main', get_scope())
    })
  })
  gate.open()
  await t.until(() => t.closed)
  expect(t.text('a')).toBe('main a')
  expect(line(t.text())).toBe('main a early ROOT late ROOT')
})
