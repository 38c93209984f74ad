import {
  clear,
  close_popup,
  input,
  popup,
  put_button,
  put_table,
  put_text,
  toast,
  get_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, specOf, thrown } from '../support/app'

describe('popup', () => {
  it('shows the forms that are opened in it, because the panel below it cannot be reached', async () => {
    const t = await open_app(async () => {
      const name = await popup('T', () => input('Name'))
      put_text(name ?? '')
      close_popup()
      await input('Outside')
    })
    const placeOf = () => {
      const { container } = [...t.tree.forms.values()].at(-1)?.spec ?? {}
      return container === undefined ? undefined : t.tree.nodes.get(container)?.spec.type
    }
    expect(placeOf()).toBe('popup')
    await t.submit('Ada')
    expect([placeOf(), t.text()]).toEqual([undefined, 'Ada'])
  })

  it('shows at once, with content of any kind', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      popup('T', ['a', put_table([[put_button('go', () => {})]])])
      await gate.promise
    })
    const spec = t.outputs[0]
    expect(spec).toMatchObject({
      type: 'popup',
      title: 'T',
      size: 'normal',
      implicit_close: true,
      closable: true,
    })
    expect(t.popup).toEqual({ title: 'T', text: 'a\ngo' })
    gate.open()
  })

  it.each<[string, () => unknown, object, string]>([
    [
      'content and options',
      () => popup('T', 'x', { size: 'large', closable: false }),
      { size: 'large', closable: false },
      'x',
    ],
    [
      'options alone',
      () => popup('T', { size: 'small', implicit_close: false }),
      { size: 'small', implicit_close: false },
      '',
    ],
    [
      'an object that is not options is content',
      () => popup('T', { size: 'small', x: 1 }),
      { size: 'normal' },
      '{"size":"small","x":1}',
    ],
    ['an empty object is content', () => popup('T', {}), { size: 'normal' }, '{}'],
    [
      'null options are the default',
      () => popup('T', 'x', { size: null, closable: null } as never),
      { size: 'normal', closable: true },
      'x',
    ],
    ['no content', () => popup('T'), { size: 'normal' }, ''],
  ])('accepts %s', async (_, body, fields, text) => {
    const t = await open_app(async () => {
      body()
      await input()
    })
    expect(t.outputs[0]).toMatchObject(fields)
    expect(t.popup).toEqual({ title: 'T', text })
  })

  it('is filled by a body, and returns its result; it stays open and can be filled by name', async () => {
    const t = await open_app(async () => {
      const name = await popup('T', async () => {
        put_text('a')
        await Promise.resolve()
        put_text('b')
        return get_scope() ?? ''
      })
      put_text('c', { scope: name })
      put_text('page')
      await input()
      clear(name)
      await input()
    })
    expect([t.popup, t.text()]).toEqual([{ title: 'T', text: 'a\nb\nc' }, 'page'])
    await t.submit('')
    expect(t.popup).toEqual({ title: 'T', text: '' })
  })

  it('accepts options with a body', async () => {
    const t = await open_app(async () => {
      popup('T', () => put_text('a'), { size: 'large' })
      await input()
    })
    expect(t.outputs[0]).toMatchObject({ type: 'popup', size: 'large' })
  })

  it('enter fills it, by body or by `using`', async () => {
    const t = await open_app(async () => {
      const shown = popup('T', 'given')
      shown.enter(() => put_text('a'))
      {
        using _ = shown.enter()
        put_text('b')
      }
      await input()
    })
    expect(t.popup?.text).toBe('given\na\nb')
  })

  it('stacks: close_popup closes the top one, and the one below returns', async () => {
    const t = await open_app(async () => {
      popup('one')
      const two = popup('two')
      popup('three')
      await input()
      close_popup()
      await input()
      two.close()
      two.close()
      await input()
      close_popup()
      close_popup()
      await input()
    })
    const titles: unknown[] = [t.popup?.title]
    for (let i = 0; i < 3; i++) {
      await t.submit('')
      titles.push(t.popup?.title)
    }
    expect(titles).toEqual(['three', 'two', 'one', undefined])
  })

  it('closed resolves, no matter who closes it', async () => {
    const t = await open_app(async () => {
      const byTask = popup('task')
      close_popup()
      await byTask.closed
      put_text('by the task')
      await popup('person').closed
      put_text('by the person')
      const inside = popup('inside')
      put_button('close', () => inside.close())
      await inside.closed
      put_text('by a button')
    })
    expect(t.text()).toBe('by the task')
    await t.dismiss()
    await t.click('close')
    expect(t.text()).toBe('by the task\nby the person\nclose\nby a button')
  })

  it('closed resolves when the session ends', async () => {
    let closed = false
    const t = await open_app(async () => {
      await popup('T').closed
      closed = true
    })
    await t.close()
    expect(closed).toBe(true)
  })

  it('outputs for a closed one are dropped', async () => {
    const t = await open_app(() => {
      const name = popup('T', () => get_scope())
      close_popup()
      put_text('x', { scope: name ?? '' })
      put_text('y')
    })
    expect([t.text(), t.popup]).toEqual(['y', null])
  })

  it('a person cannot close one that is not closable', async () => {
    const t = await open_app(async () => {
      popup('T', { closable: false })
      await input()
    })
    await expect(t.dismiss()).rejects.toThrow('dismiss: refused with not_closable')
    expect(t.popup?.title).toBe('T')
  })

  it('shows nothing if it throws', async () => {
    const t = await open_app(async () => {
      const said = [
        thrown(() => popup(5 as never, put_text('a'))),
        thrown(() => popup('T', put_text('a'), { size: 'huge' as never })),
        thrown(() => popup('T', [put_text('a'), Symbol('x')])),
        thrown(() => popup('T', 'x', { title: 1 } as never)),
      ]
      put_text('end')
      return said
    })
    expect([t.text(), t.popup]).toEqual(['end', null])
    expect(t.result).toMatchInlineSnapshot(`
      [
        "TypeError: popup: title must be a string, not 5.",
        "TypeError: popup: size must be one of "small", "normal", "large", not "huge".",
        "TypeError: popup: content[1] is Symbol(x), which cannot be shown. Call it, or show its text.",
        "TypeError: popup: there is no option "title". It takes size, implicit_close, closable.",
      ]
    `)
  })
})

describe('toast', () => {
  it('shows a text, with defaults', async () => {
    const t = await open_app(async () => {
      toast('a')
      toast({ a: 1 }, { duration: 0, position: 'right', color: '#1565c0' })
      toast('c', { duration: null, color: null, position: null } as never)
      await input()
    })
    const specs = t.tree.nodes.get(2)?.children.map((id) => specOf(t, id))
    expect(specs).toEqual([
      { type: 'toast', content: 'a', duration: 2, position: 'center', color: 'info' },
      { type: 'toast', content: '{"a":1}', duration: 0, position: 'right', color: '#1565c0' },
      { type: 'toast', content: 'c', duration: 2, position: 'center', color: 'info' },
    ])
    expect(t.toasts).toEqual([
      { content: 'a', color: 'info' },
      { content: '{"a":1}', color: '#1565c0' },
      { content: 'c', color: 'info' },
    ])
  })

  it('a click calls onclick once; the person removes it', async () => {
    const calls: unknown[][] = []
    const t = await open_app(() => {
      toast('a', { onclick: (...args: unknown[]) => calls.push(args) })
    })
    const id = t.tree.nodes.get(2)?.children[0] ?? 0
    await t.click_output(id)
    await expect(t.click_output(id)).rejects.toThrow('no_such_callback')
    await t.dismiss(id)
    expect([calls, t.toasts, t.session.callbacks.size]).toEqual([[[]], [], 0])
  })

  it('replaces the oldest toasts if nobody removes them', async () => {
    const t = await open_app(async () => {
      for (let i = 0; i < 200; i++) toast(i, { onclick: () => {} })
      await input()
    })
    expect([t.toasts.length, t.toasts.at(-1)?.content, t.session.callbacks.size]).toEqual([50, '199', 50])
  })

  it('comes after earlier outputs', async () => {
    const t = await open_app(() => {
      put_text('a')
      toast('b')
    })
    expect([t.text(), t.toasts.length]).toEqual(['a', 1])
  })
})
