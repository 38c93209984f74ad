import type { TaskHandle } from '../../src/index'
import {
  clear,
  closed_signal,
  defer_call,
  flush,
  get_scope,
  hold,
  input,
  local,
  put_button,
  put_text,
  run_async,
  SessionClosedException,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, thrown, turn } from '../support/app'

describe('run_async', () => {
  it('runs in parallel with the task that started it, with its own scope stack', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      use_scope('s', () =>
        run_async(async () => {
          put_text('one', get_scope())
          await gate.promise
          put_text('three')
        }),
      )
      put_text('two')
    })
    expect(t.closed).toBe(false)
    gate.open()
    await t.until(() => t.closed)
    expect(t.text()).toBe('one ROOT\ntwo\nthree')
  })

  it('result resolves with the return value or rejects with the error, and need not be awaited', async () => {
    const error = new Error('mine')
    const t = await open_app(async () => {
      const good = run_async(async () => 5)
      const plain = run_async(() => 6)
      const bad = run_async(async () => {
        throw error
      })
      put_text(await good.result, await plain.result, await bad.result.catch(String))
      put_text(good.closed(), bad.closed())
    })
    expect([t.text(), t.errors]).toEqual(['5 6 Error: mine\ntrue true', [error]])
  })

  it('20 outputs of a background task arrive in order, in a scope of the main task', async () => {
    const t = await open_app(async () => {
      use_scope('s', () => {})
      run_async(async () => {
        for (let i = 0; i < 20; i++) {
          put_text(i, { scope: 's' })
          if (i % 3 === 0) await turn()
        }
      })
    })
    await t.until(() => t.closed)
    expect(t.text('s').split('\n').map(Number)).toEqual(Array.from({ length: 20 }, (_, i) => i))
  })

  it('close: its next interactive call throws SessionClosedException, which ends it silently', async () => {
    const gate = new Gate()
    const said: string[] = []
    let handle: TaskHandle<void> | undefined
    const t = await open_app(async () => {
      handle = run_async(async () => {
        await gate.promise
        said.push(
          thrown(() => put_text('too late')),
          thrown(() => get_scope()),
          thrown(() => run_async(() => {})),
        )
        put_text('ends it')
      })
      put_button('keep', () => {})
    })
    expect(handle?.closed()).toBe(false)
    handle?.close()
    expect(handle?.closed()).toBe(true)
    gate.open()
    await t.settle()
    expect(said).toEqual([
      'SessionClosedException: put_text: this task has been closed.',
      'SessionClosedException: get_scope: this task has been closed.',
      'SessionClosedException: run_async: this task has been closed.',
    ])
    await expect(handle?.result).rejects.toThrow(SessionClosedException)
    expect([t.text(), t.errors, t.toasts]).toEqual(['keep', [], []])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['input', () => input('x')],
    ['hold', () => hold()],
  ])('close: a call that waits for %s throws SessionClosedException', async (_, wait) => {
    let ended: unknown
    const t = await open_app(() => {
      const handle = run_async(async () => {
        await wait().catch((error: unknown) => {
          ended = error
        })
      })
      put_button('close', () => handle.close())
    })
    await t.click('close')
    expect(ended).toBeInstanceOf(SessionClosedException)
    expect(t.tree.forms.size).toBe(0)
  })

  it('close: the session does not wait for a closed task to finish its work', async () => {
    const t = await open_app(() => {
      const handle = run_async(() => new Promise(() => {}))
      handle.close()
      handle.close()
    })
    expect([t.closed, t.tree.closed?.reason]).toEqual([true, 'finished'])
  })

  it('ends with its session', async () => {
    let ended: unknown
    const t = await open_app(() => {
      run_async(() => input('x').catch((error: unknown) => (ended = error)))
    })
    await t.form()
    await t.close()
    expect(ended).toBeInstanceOf(SessionClosedException)
  })
})

describe('defer_call', () => {
  it('returns functions, and runs them in order when the session ends, with local still available', async () => {
    const log: unknown[] = []
    const t = await open_app(() => {
      local['x'] = 5
      const one = async () => {
        await turn()
        log.push('one')
      }
      log.push(defer_call(one) === one)
      use_scope('s', () => defer_call(() => log.push(local['x'])))
      return log.length
    })
    await t.until(() => log.length === 3)
    expect([t.result, log]).toEqual([1, [true, 'one', 5]])
  })

  it.each<[string, (t: Awaited<ReturnType<typeof open_app>>) => Promise<void>]>([
    ['the visitor leaves', (t) => t.close()],
    ['the server ends it', (t) => t.session.close('shutdown')],
  ])('runs when %s', async (_, end) => {
    const log: string[] = []
    const t = await open_app(async () => {
      defer_call(() => log.push('deferred'))
      await hold()
    })
    await end(t)
    await turn()
    expect(log).toEqual(['deferred'])
  })

  it('an error or a use of the page in one is logged and does not stop the next one', async () => {
    const log: string[] = []
    const error = new Error('mine')
    const t = await open_app(async () => {
      defer_call(() => {
        throw error
      })
      defer_call(() => put_text('x'))
      defer_call(() => log.push('last'))
    })
    await t.until(() => log.length > 0)
    expect(t.errors).toEqual([error, new SessionClosedException('put_text: this session has been closed.')])
  })
})

describe('the end of a session', () => {
  it.each<[string, () => unknown, boolean]>([
    ['nothing', () => {}, true],
    ['outputs', () => put_text('a'), true],
    ['a button', () => put_button('a', () => {}), false],
    ['an output with onclick', () => put_text('a').onclick(() => {}), false],
    [
      'an output with onclick that is not shown',
      () => put_text('a', { scope: 'nowhere' }).onclick(() => {}),
      true,
    ],
    ['a button that was removed', () => (put_button('a', () => {}).show(), clear()), false],
    ['a separate task that waits', () => void run_async(() => hold()), false],
  ])('follows PyWebIO’s rule: after %s it has ended: %s', async (_, body, over) => {
    const t = await open_app(() => {
      body()
    })
    expect(t.closed).toBe(over)
  })

  it('happens when the last task has ended', async () => {
    const gate = new Gate()
    const t = await open_app(async () => {
      run_async(async () => {
        await gate.promise
        run_async(async () => {
          await turn()
          put_text('last')
        })
      })
      return { done: true }
    })
    expect(t.closed).toBe(false)
    gate.open()
    await t.until(() => t.closed)
    expect([t.text(), t.result, t.tree.closed?.reason]).toEqual(['last', { done: true }, 'finished'])
  })

  it.each<[unknown, unknown]>([
    [5, 5],
    [{ a: undefined, b: new Date(0) }, { b: '1970-01-01T00:00:00.000Z' }],
    [undefined, undefined],
    [10n, undefined],
    [() => {}, undefined],
    [null, null],
  ])('carries the return value of the task if it is JSON: %p', async (value, result) => {
    expect((await open_app(() => value)).result).toEqual(result)
  })

  it('makes hold resolve, and later calls throw', async () => {
    const said: string[] = []
    const t = await open_app(async () => {
      await hold()
      said.push(
        thrown(() => put_text('x')),
        thrown(() => run_async(() => {})),
      )
      await flush().catch((error: unknown) => said.push(String(error)))
      await input('x')
    })
    await t.close()
    await turn()
    expect(said).toEqual([
      'SessionClosedException: put_text: this session has been closed.',
      'SessionClosedException: run_async: this session has been closed.',
      'SessionClosedException: flush: this session has been closed.',
    ])
    expect(t.errors).toEqual([])
  })

  it('aborts closed_signal, even if it is read only later', async () => {
    const signals: AbortSignal[] = []
    const t = await open_app(async () => {
      signals.push(closed_signal())
      await hold()
      signals.push(closed_signal())
    })
    expect(signals[0]?.aborted).toBe(false)
    await t.close()
    await turn()
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true])
    expect(signals[0]?.reason).toBeInstanceOf(SessionClosedException)
    expect(signals[0]).toBe(signals[1])
  })
})
