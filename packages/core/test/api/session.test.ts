import { emit, flush, info, local, on_event, put_button, put_text, set_env } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { hostOf, RawPage } from '../support/raw-page'
import { inSession, thrown, turn } from '../support/app'

it('set_env sets the title, at once and in order', async () => {
  const t = await open_app(() => {
    set_env({ title: 'a' })
    put_text('x')
    set_env({ title: null } as never)
    set_env({})
  })
  expect(t.tree.env).toEqual({ title: 'a' })
})

describe('info', () => {
  it('contains the facts about the page, and cannot be changed', async () => {
    const said = await inSession(
      () => [
        info.user_ip,
        info.user_language,
        info.user,
        'origin' in info,
        Object.keys(info).includes('backend'),
        (info as unknown as { nothing: unknown }).nothing,
        thrown(() => ((info as { user: unknown }).user = 'Eve')),
        thrown(() => delete (info as { user?: unknown }).user),
      ],
      { info: { user: { id: 1 }, user_language: 'zh-CN' } },
    )
    expect(said).toEqual([
      '127.0.0.1',
      'zh-CN',
      { id: 1 },
      true,
      true,
      undefined,
      'TypeError: info: it cannot be changed (user).',
      'TypeError: info: it cannot be changed (user).',
    ])
  })
})

describe('local', () => {
  it('is an object of the session: keys that were never set are undefined, even “constructor”', async () => {
    const said = await inSession(() => {
      const before = [local['x'], local['constructor'], 'toString' in local, Object.keys(local)]
      local['x'] = 1
      Object.assign(local, { y: 2 })
      const during = [local['x'], 'x' in local, { ...local }, Object.entries(local)]
      delete local['x']
      return [...before, ...during, local['x'], delete local['never']]
    })
    expect(said).toEqual([
      undefined,
      undefined,
      false,
      [],
      1,
      true,
      { x: 1, y: 2 },
      [
        ['x', 1],
        ['y', 2],
      ],
      undefined,
      true,
    ])
  })

  it('is shared by the tasks and callbacks of a session', async () => {
    const t = await open_app(() => {
      local['n'] = 0
      put_button('+', () => put_text((local['n'] = Number(local['n']) + 1)))
    })
    await t.click('+')
    await t.click('+')
    expect(t.text()).toBe('+\n1\n2')
  })
})

describe('emit and on_event', () => {
  it('carry JSON in both directions, in order', async () => {
    const t = await open_app(() => {
      on_event('ask', (data) => {
        put_text('got', data)
        emit('answer', { to: data })
      })
      emit('hello')
    })
    await t.send('ask', [1, null])
    expect([t.text(), t.events, t.closed]).toEqual([
      'got [1,null]',
      [
        { name: 'hello', data: null },
        { name: 'answer', data: { to: [1, null] } },
      ],
      false,
    ])
  })

  it('only the newest callback of a name is called; events with other names are refused', async () => {
    const t = await open_app(() => {
      on_event('x', () => put_text('old'))
      on_event('x', () => put_text('new'))
    })
    await t.send('x')
    expect(t.text()).toBe('new')
    await expect(t.send('toString')).rejects.toThrow('send: refused with no_such_callback')
  })

  it('emit copies its data', async () => {
    const data = { n: 1 }
    const t = await open_app(() => {
      emit('x', data)
      data.n = 2
    })
    expect(t.events).toEqual([{ name: 'x', data: { n: 1 } }])
  })
})

describe('flush', () => {
  it('resolves when the page has applied everything shown so far, and not before', async () => {
    let flushed = false
    const page = new RawPage(
      hostOf(async () => {
        put_text('a')
        await flush()
        flushed = true
      }),
    )
    page.connect()
    await turn()
    expect([page.batches.length, flushed]).toEqual([1, false])
    page.say({ type: 'seen', n: 1 })
    await turn()
    expect(flushed).toBe(true)
  })

  it('resolves at once if everything has been applied', async () => {
    const t = await open_app(async () => {
      await flush()
      put_text('a')
      await flush()
      await flush()
      return 'done'
    })
    await t.until(() => t.closed)
    expect(t.result).toBe('done')
  })

  it('resolves even in a session that is never idle', async () => {
    const t = await open_app(async () => {
      let busy = true
      const work = (async () => {
        while (busy) {
          put_text('tick')
          await turn()
        }
      })()
      await turn()
      await flush()
      busy = false
      await work
      return 'done'
    })
    await t.until(() => t.closed)
    expect(t.result).toBe('done')
  })

  it('resolves when the page leaves', async () => {
    let flushed = false
    const page = new RawPage(
      hostOf(async () => {
        put_text('a')
        await flush()
        flushed = true
      }),
    )
    page.connect()
    await turn()
    page.say({ type: 'leave' })
    await turn()
    expect(flushed).toBe(true)
  })
})
