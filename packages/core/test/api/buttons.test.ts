import { clear, put_button, put_buttons, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { shownBy } from '../support/app'

const nothing = (): void => {}

describe('put_button', () => {
  it.each<[string, () => unknown, object]>([
    ['plain', () => put_button('a', nothing), {}],
    [
      'with all options',
      () =>
        put_button('a', nothing, {
          color: 'danger',
          small: true,
          link_style: true,
          outline: true,
          disabled: true,
        }),
      { color: 'danger', small: true, link_style: true, outline: true, disabled: true },
    ],
    [
      'with options that are null',
      () => put_button('a', nothing, { color: null, disabled: undefined } as never),
      {},
    ],
    [
      'updated',
      () =>
        put_button('x', nothing, { color: 'danger', small: true })
          .show()
          .update({ label: 'a', color: null, disabled: true }),
      { small: true, disabled: true },
    ],
  ])('%s', async (_, body, fields) => {
    expect(await shownBy(body)).toEqual({ type: 'button', label: 'a', ...fields })
  })

  it('calls onclick without arguments at each click', async () => {
    const calls: unknown[][] = []
    const t = await open_app(() => {
      put_button('a', (...args: unknown[]) => calls.push(args))
    })
    await t.click('a')
    await t.click('a')
    expect(calls).toEqual([[], []])
  })

  it('calls the onclick of an update', async () => {
    const t = await open_app(() => {
      put_button('a', () => put_text('old'))
        .show()
        .update({ onclick: () => put_text('new') })
    })
    await t.click('a')
    expect(t.text()).toBe('a\nnew')
  })

  it('refuses a forged click while it is disabled, and accepts clicks when it is enabled again', async () => {
    const t = await open_app(() => {
      const button = put_button('a', () => put_text('clicked'), { disabled: true })
      put_button('enable', () => button.update({ disabled: false }))
    })
    const id = t.outputs[0]?.id ?? 0
    t.page.send({ type: 'callback-fire', output: id, key: 0 })
    await t.settle()
    expect(t.text()).toBe('a\nenable')
    await t.click('enable')
    await t.click('a')
    expect(t.text()).toBe('a\nenable\nclicked')
  })
})

describe('put_buttons', () => {
  it.each<[string, () => unknown, object[], object]>([
    [
      'single values',
      () => put_buttons(['a', 1, true], nothing),
      [{ label: 'a' }, { label: '1' }, { label: 'true' }],
      {},
    ],
    [
      'pairs',
      () =>
        put_buttons(
          [
            ['A', 1],
            ['B', { x: 1 }],
          ],
          nothing,
        ),
      [{ label: 'A' }, { label: 'B' }],
      {},
    ],
    [
      'objects',
      () =>
        put_buttons(
          [
            { label: 'A', value: 1, color: 'dark', disabled: true },
            { label: 'B', value: 2, disabled: false },
          ],
          nothing,
        ),
      [
        { label: 'A', color: 'dark', disabled: true },
        { label: 'B', disabled: false },
      ],
      {},
    ],
    ['none', () => put_buttons([], nothing), [], {}],
    [
      'looks',
      () => put_buttons(['a'], nothing, { small: true, link_style: true, outline: true, group: true }),
      [{ label: 'a' }],
      { small: true, link_style: true, outline: true, group: true },
    ],
    [
      'the mode of callbacks remains on the server',
      () => put_buttons(['a'], nothing, { serial_mode: true, mutex_mode: true, once: true }),
      [{ label: 'a' }],
      {},
    ],
  ])('%s', async (_, body, buttons, look) => {
    expect(await shownBy(body)).toEqual({ type: 'buttons', buttons, ...look })
  })

  it('calls a function with the value of the button: the same object, which is never sent', async () => {
    const value = { fn: nothing, date: new Date(0) }
    const values: unknown[] = []
    const t = await open_app(() => {
      put_buttons([['A', value], ['B', value], { label: 'C', value: null }], (v) => values.push(v))
    })
    for (const label of ['A', 'B', 'C']) await t.click(label)
    expect(values[0]).toBe(value)
    expect(values).toEqual([value, value, null])
  })

  it('calls one function per button, without arguments', async () => {
    const calls: unknown[] = []
    const t = await open_app(() => {
      put_buttons(
        ['a', 'b'],
        [(...args: unknown[]) => calls.push(['a', args]), (...args: unknown[]) => calls.push(['b', args])],
      )
    })
    await t.click('b')
    await t.click('a')
    expect(calls).toEqual([
      ['b', []],
      ['a', []],
    ])
  })

  it('refuses forged clicks: a disabled button, a missing one, a key of another kind', async () => {
    const values: unknown[] = []
    const t = await open_app(() => {
      put_buttons([{ label: 'a', value: 1, disabled: true }, ['b', 2]], (value) => values.push(value))
    })
    const output = t.outputs[0]?.id ?? 0
    const codes: string[] = []
    for (const key of [0, 2, 'click', '1', 'constructor']) {
      await expect(
        (async () => {
          t.page.send({ type: 'callback-fire', output, key, value: 'forged' })
          await t.settle()
          codes.push(t.refusals.at(-1)?.code ?? 'none')
        })(),
      ).resolves.toBeUndefined()
    }
    expect(codes).toEqual([
      'callback_disabled',
      'no_such_callback',
      'no_such_callback',
      'no_such_callback',
      'no_such_callback',
    ])
    t.page.send({ type: 'callback-fire', output, key: 1, value: 'forged' })
    await t.settle()
    expect(values).toEqual([2])
  })

  it('an update removes the callbacks of removed buttons', async () => {
    const values: unknown[] = []
    const t = await open_app(() => {
      put_buttons(['a', 'b'], (value) => values.push(value))
        .show()
        .update({ buttons: ['c'] })
    })
    const output = t.outputs[0]?.id ?? 0
    t.page.send({ type: 'callback-fire', output, key: 1 })
    await t.click('c')
    expect(values).toEqual(['c'])
  })

  it('runs a callback with once: true a single time, no matter what is updated in between', async () => {
    const values: unknown[] = []
    const t = await open_app(() => {
      const buttons = put_buttons(
        ['a', 'b'],
        (value) => {
          values.push(value)
          buttons.update({ small: true })
        },
        { once: true },
      )
    })
    await t.click('a')
    await expect(t.click('a')).rejects.toThrow('click: refused with no_such_callback')
    await t.click('b')
    expect(values).toEqual(['a', 'b'])
  })

  it('does not change its arguments', async () => {
    const buttons = Object.freeze([Object.freeze({ label: 'a', value: 1 }), Object.freeze(['b', 2] as const)])
    const t = await open_app(() => {
      put_buttons(buttons, Object.freeze([nothing, nothing]), Object.freeze({ once: true }))
    })
    expect(t.errors).toEqual([])
  })
})

describe('callbacks', () => {
  it('start in scope ROOT, no matter where their button is', async () => {
    const t = await open_app(() => {
      put_button('a', () => put_text('x'), { scope: 'ROOT' })
    })
    await t.click('a')
    expect(t.outputs.map((one) => [one.type, one.scope])).toEqual([
      ['button', 'ROOT'],
      ['text', 'ROOT'],
    ])
  })

  it('are removed with their output', async () => {
    const t = await open_app(() => {
      put_buttons(['a', 'b'], nothing)
      put_text('x').onclick(nothing)
      put_button('clear', () => clear())
    })
    expect(t.session.callbacks.size).toBe(3)
    await t.click('clear')
    expect(t.session.callbacks.size).toBe(0)
  })

  it('do not accumulate over 10,000 redrawn buttons', async () => {
    const t = await open_app(() => {
      for (let i = 0; i < 10_000; i++) {
        clear()
        put_button('a', () => put_text(i))
      }
    })
    expect(t.session.callbacks.size).toBe(1)
    expect(t.outputs).toHaveLength(1)
    await t.click('a')
    expect(t.text()).toBe('a\n9999')
  })
})
