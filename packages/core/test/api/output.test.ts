import {
  clear,
  put_collapse,
  put_column,
  put_html,
  put_progressbar,
  put_row,
  put_scope,
  put_table,
  put_text,
  run_async,
  style,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, specOf, thrown } from '../support/app'

describe('an output is sent', () => {
  it('when the synchronous run ends, and not before', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      const a = put_text('a')
      put_text('b')
      const c = put_text('c')
      put_row([c, a])
      await gate.promise
      put_text('d')
    })
    expect(t.text()).toBe('b\nc\na')
    gate.open()
    await t.until(() => t.closed)
    expect(t.text()).toBe('b\nc\na\nd')
  })

  it('with show(), at once: a container can still take it, and it moves', async () => {
    const t = await open_app(() => {
      const a = put_text('a').show()
      put_text('b')
      put_row([a, 'c'])
    })
    expect(t.text()).toBe('b\na\nc')
    expect(t.outputs.map((one) => one.type)).toEqual(['text', 'row', 'text', 'text'])
  })

  it('before a command that must follow it', async () => {
    const t = await open_app(() => {
      put_text('a')
      clear()
      put_text('b')
    })
    expect(t.text()).toBe('b')
  })

  it('after a scope of the same run, into that scope', async () => {
    const t = await open_app(() => {
      put_scope('s')
      put_text('x', { scope: 's' })
      put_row([put_scope('t')])
      put_text('y', { scope: 't' })
    })
    expect([t.text('s'), t.text('t')]).toEqual(['x', 'y'])
  })

  it('to the place that was current when it was created', async () => {
    const t = await open_app(() => {
      const a = use_scope('s', () => put_text('a'))
      put_row([]).enter(() => a.show())
    })
    expect(t.text('s')).toBe('a')
  })

  it('is dropped if its scope does not exist; its handle does nothing', async () => {
    const t = await open_app(() => {
      const lost = put_collapse('lost', put_text('inner'), { scope: 'nowhere' }).show()
      lost.style('color:red').onclick(() => {})
      lost.update({ title: 'x' })
      lost.enter(() => put_text('in'))
      lost.remove()
      put_text('after')
    })
    expect([t.text(), t.errors, t.session.callbacks.size]).toEqual(['after', [], 0])
  })

  it('moves from an unsent container into another one', async () => {
    const t = await open_app(() => {
      const a = put_text('a')
      put_row([a, 'b'])
      put_column([a, 'c'])
    })
    expect(t.text()).toBe('b\na\nc')
  })

  it.each<[string, () => unknown]>([
    [
      'sent',
      () => {
        const inner = put_collapse('inner')
        const outer = put_collapse('outer', inner).show()
        return thrown(() => inner.update({ content: outer }))
      },
    ],
    [
      'not sent',
      () => {
        const inner = put_collapse('inner')
        const outer = put_collapse('outer', inner)
        return thrown(() => inner.update({ content: outer }))
      },
    ],
    [
      'itself',
      () => {
        const inner = put_collapse('inner')
        return thrown(() => inner.update({ content: [inner] }))
      },
    ],
  ])('does not move into itself: %s', async (_, body) => {
    const t = await open_app(body)
    expect(t.result).toMatch(/^RangeError: put_collapse: content(\[0\])? cannot move into itself\.$/)
  })

  it('does not move into a scope inside it', async () => {
    const t = await open_app(() => {
      const outer = put_row([put_scope('s')]).show()
      return thrown(() => put_column([outer], { scope: 's' }))
    })
    expect(t.result).toBe('RangeError: put_column: content[0] cannot move into itself.')
  })

  it('a removed output cannot be given to a container', async () => {
    const t = await open_app(() => {
      const a = put_text('a').show()
      clear()
      return thrown(() => put_row([a]))
    })
    expect(t.result).toBe('TypeError: put_row: content[0] is an output that is no longer on the page.')
  })

  it('belongs to one session', async () => {
    let theirs: unknown
    const first = await open_app(() => {
      theirs = put_text('a')
    })
    const t = await open_app(() => thrown(() => put_row([theirs])))
    expect(t.result).toBe('TypeError: put_row: content[0] is an output of another session.')
    expect(first.text()).toBe('a')
  })
})

describe('style', () => {
  it('adds declarations, before and after sending, and to nested outputs', async () => {
    const t = await open_app(() => {
      const a = put_text('a').style('color:red').style('x:y')
      const b = put_text('b')
      put_row([b])
      b.style('color:blue')
      a.show().style('z:1')
      b.style('z:2')
    })
    expect(t.outputs.map((one) => one.style)).toEqual(['color:red;x:y;z:1', undefined, 'color:blue;z:2'])
  })

  it('as a function, for one or for several, returns its argument', async () => {
    const t = await open_app(() => {
      const [a, b] = [put_text('a'), put_text('b')]
      const list = Object.freeze([a, b])
      return [style(a, 'x:1') === a, style(list, 'y:2') === list]
    })
    expect(t.result).toEqual([true, true])
    expect(t.outputs.map((one) => one.style)).toEqual(['x:1;y:2', 'y:2'])
  })
})

describe('onclick', () => {
  it('calls all callbacks in order, each after the previous one has ended', async () => {
    const calls: string[] = []
    const t = await open_app(() => {
      put_text('a')
        .onclick(async () => {
          await Promise.resolve()
          calls.push('1')
        })
        .show()
        .onclick(() => calls.push('2'))
    })
    expect(t.outputs[0]?.clickable).toBe(true)
    await t.click_output(t.outputs[0]?.id ?? 0)
    expect(calls).toEqual(['1', '2'])
  })

  it('works on any output, even inside another, and gets no argument', async () => {
    const calls: unknown[][] = []
    const t = await open_app(() => {
      const inner = put_html('<b>x</b>')
      put_table([[inner]])
      inner.onclick((...args: unknown[]) => calls.push(args))
    })
    await t.click_output(t.outputs.find((one) => one.type === 'html')?.id ?? 0)
    expect(calls).toEqual([[]])
  })

  it('keeps nothing for a removed output', async () => {
    const t = await open_app(() => {
      const a = put_text('a').show()
      clear()
      a.onclick(() => {}).style('x:y')
      a.update({ text: 'b' }).remove()
      put_progressbar('p')
    })
    expect([t.session.callbacks.size, t.errors, t.closed]).toEqual([0, [], true])
  })
})

describe('update and remove', () => {
  it('update changes in place, sent or not, and keeps style, click and scope', async () => {
    const t = await open_app(() => {
      const box = put_collapse('a', 'x').style('c:d')
      box.enter(() => put_text('y'))
      box.update({ title: 'b', open: true })
    })
    const { scope: _, ...spec } = specOf(t, t.outputs[0]?.id ?? 0)
    expect(spec).toEqual({
      type: 'collapse',
      title: 'b',
      open: true,
      style: 'c:d',
      children: [
        { type: 'text', text: 'x' },
        { type: 'text', text: 'y' },
      ],
    })
  })

  it('update of the content replaces it, and keeps repeated outputs', async () => {
    const t = await open_app(() => {
      const keep = put_text('keep')
      const row = put_row(['old', keep]).show()
      row.update({ content: [keep, null, 'new'] })
    })
    expect(t.text()).toBe('keep\nnew')
    expect(t.outputs[0]).toMatchObject({ type: 'row', size: '1fr 10px 1fr' })
    expect(t.tree.nodes.size).toBe(3 + 4)
  })

  it('update does not change what it does not name: undefined counts as absent', async () => {
    const t = await open_app(() => {
      put_collapse('a', 'x').show().update({ title: undefined, content: undefined })
    })
    expect(t.text()).toBe('a\nx')
  })

  it('update with the current values changes nothing', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      const text = put_text('a')
      await gate.promise
      text.update({ text: 'a', inline: false })
    })
    const version = () => t.tree.nodes.get(t.outputs[0]?.id ?? 0)?.version
    const before = version()
    gate.open()
    await t.until(() => t.closed)
    expect(version()).toBe(before)
  })

  it('remove deletes it from the page, or prevents it from being sent', async () => {
    const t = await open_app(() => {
      const [a, b, c, d] = [put_text('a'), put_text('b'), put_text('c'), put_text('d')]
      a.remove()
      b.show().remove()
      put_row([c, 'e'])
      c.remove()
      d.remove()
      d.remove()
    })
    expect(t.text()).toBe('e')
  })

  it('removing a container does not affect outputs that have moved out of it', async () => {
    const t = await open_app(() => {
      const a = put_text('a')
      const row = put_row([a]).show()
      put_column([a])
      row.remove()
      a.update({ text: 'b' })
    })
    expect(t.text()).toBe('b')
  })
})

it('a handle stops working with its task, and with its session', async () => {
  const gate = new Gate()
  const said: string[] = []
  let kept: ReturnType<typeof put_text> | undefined
  const t = await open_app(() => {
    const text = put_text('a').onclick(() => {})
    kept = text
    const task = run_async(async () => {
      await gate.promise
      said.push(thrown(() => text.update({ text: 'b' })))
    })
    task.close()
  })
  gate.open()
  await t.settle()
  expect([said, t.text()]).toEqual([
    ['SessionClosedException: put_text().update: this task has been closed.'],
    'a',
  ])
  kept?.update({ text: 'from anywhere' })
  await t.settle()
  expect(t.text()).toBe('from anywhere')
  await t.close()
  for (const method of ['style', 'show', 'remove', 'update', 'onclick'] as const) {
    const call = () =>
      (kept as unknown as Record<string, (x: unknown) => void>)[method]?.(
        method === 'style' ? 'x' : method === 'onclick' ? () => {} : {},
      )
    expect(thrown(call)).toBe(`SessionClosedException: put_text().${method}: this session has been closed.`)
  }
})

it('an output that is removed inside an unsent container is not shown', async () => {
  const t = await open_app(() => {
    const a = put_text('a')
    put_column([a, put_text('b')])
    a.remove()
  })
  expect(t.text()).toBe('b')
})

it('a callback that onclick adds while another one runs is called at the next click', async () => {
  let calls = 0
  const t = await open_app(() => {
    const text = put_text('x')
    text.onclick(function again() {
      if (++calls < 100) text.onclick(again)
    })
  })
  await t.click_output(t.outputs[0]?.id ?? -1)
  expect(calls).toBe(1)
  await t.click_output(t.outputs[0]?.id ?? -1)
  expect(calls).toBe(3)
})
