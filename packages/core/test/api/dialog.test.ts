import { EventEmitter } from 'node:events'
import {
  bind,
  close_popup,
  confirm,
  defer_call,
  get_scope,
  hold,
  input,
  NUMBER,
  popup_input,
  put_button,
  put_text,
  run_async,
  SessionClosedException,
  sleep,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'
import { FakeClock } from '../support/fake-clock'

describe('confirm', () => {
  const asking = (): ReturnType<typeof open_app> =>
    open_app(async () => {
      put_text(
        'answer',
        await confirm('Delete it?', ['It is gone then.', put_text('Really.')], { ok: 'Delete' }),
      )
    })

  it('shows title, content and two buttons; OK returns true and closes the popup', async () => {
    const t = await asking()
    expect(t.popup).toEqual({ title: 'Delete it?', text: 'It is gone then.\nReally.' })
    await t.click('Delete')
    expect([t.popup, t.text(), t.closed]).toEqual([null, 'answer true', true])
  })

  it.each<[string, (t: Awaited<ReturnType<typeof asking>>) => Promise<void>]>([
    ['Cancel', (t) => t.click('Cancel')],
    ['the close button', (t) => t.dismiss()],
  ])('%s returns false', async (_, act) => {
    const t = await asking()
    await act(t)
    expect([t.popup, t.text(), t.errors]).toEqual([null, 'answer false', []])
  })

  it('returns false if the task removes the popup', async () => {
    const t = await open_app(async () => {
      const answer = confirm('Sure?')
      close_popup()
      put_text(await answer)
    })
    await t.until(() => t.text() === 'false')
  })

  it('survives a reload, and dialogs stack in the order of the calls', async () => {
    const t = await open_app(async () => {
      const first = confirm('First?')
      const second = confirm('Second?')
      put_text(await second, await first)
    })
    await t.reload()
    expect(t.popup?.title).toBe('Second?')
    await t.click('OK')
    expect(t.popup?.title).toBe('First?')
    await t.click('Cancel')
    expect(t.text()).toBe('true false')
  })

  it('rejects when the session ends, or when it is withdrawn', async () => {
    const stop = new AbortController()
    const ends: string[] = []
    const t = await open_app(async () => {
      await confirm('Withdrawn?', '', { signal: stop.signal }).catch((e: Error) => ends.push(e.name))
      await confirm('Left?').catch((e: Error) => ends.push(e.name))
    })
    stop.abort()
    await t.until(() => t.popup?.title === 'Left?')
    await t.close()
    expect(ends).toEqual(['InputCancelledException', 'SessionClosedException'])
  })

  it.each<[string, () => unknown]>([
    ['TypeError: confirm: title must be a string, not 1.', () => confirm(1 as never)],
    [
      'TypeError: confirm: color must be one of "primary", "secondary", "success", "danger", "warning", "info", "light", "dark", not "red".',
      () => confirm('?', '', { color: 'red' as never }),
    ],
    [
      'TypeError: confirm: content must be outputs and texts, not the function body.',
      () => confirm('?', function body() {}),
    ],
  ])('%s', async (message, call) => {
    expect(await inSession(() => thrown(call))).toBe(message)
  })

  it('shows nothing if it is refused, not even the given outputs', async () => {
    const t = await open_app(() => {
      thrown(() => confirm(1 as never, put_text('inside')))
    })
    expect([t.text(), t.popup]).toEqual(['', null])
  })
})

describe('popup_input', () => {
  const items = () => [
    input('Name', { name: 'name', required: true }),
    input('Age', { name: 'age', type: NUMBER }),
  ]

  it('returns the values; a refused answer stays, with its messages', async () => {
    const t = await open_app(async () => {
      const given = await popup_input('Who?', items(), {
        validate: ({ name }) => (name === 'root' ? ['name', 'Not that one.'] : null),
      })
      put_text(given)
    })
    expect(t.popup?.title).toBe('Who?')
    expect(await t.submit({ name: '' })).toEqual({ name: 'Please fill out this field.' })
    expect(await t.submit({ name: 'root' })).toEqual({ name: 'Not that one.' })
    await t.submit({ name: 'Ada', age: 36 })
    expect([t.popup, t.text()]).toEqual([null, '{"name":"Ada","age":36}'])
  })

  it.each<[string, 'cancel' | 'dismiss']>([
    ['Cancel', 'cancel'],
    ['the close button', 'dismiss'],
  ])('%s returns null', async (_, act) => {
    const t = await open_app(async () => put_text(String(await popup_input('Who?', items()))))
    await t[act]()
    expect([t.popup, t.text(), t.errors]).toEqual([null, 'null', []])
  })

  it('requires an answer if it is not cancelable', async () => {
    const t = await open_app(async () => put_text(await popup_input('Who?', items(), { cancelable: false })))
    expect(t.outputs[0]).toMatchObject({ type: 'popup', closable: false })
    await expect(t.dismiss()).rejects.toThrow('not_closable')
    await expect(t.cancel()).rejects.toThrow('not_cancelable')
  })

  it('removes the popup if the items are refused', async () => {
    const t = await open_app(async () => {
      await popup_input('Who?', []).catch((error: Error) => put_text(error.message))
    })
    expect([t.popup, t.text()]).toEqual([null, 'input_group: give it at least one field.'])
  })
})

describe('sleep', () => {
  it('waits, and leaves no timer behind', async () => {
    const clock = new FakeClock()
    const t = await open_app(
      async () => {
        put_text(clock.waiting)
        await sleep(1.5)
        put_text('awake', clock.waiting)
        await hold()
      },
      { clock },
    )
    clock.advance(1.4)
    await t.settle()
    expect(t.text()).toBe('0')
    clock.advance(0.1)
    await t.settle()
    expect(t.text()).toBe('0\nawake 0')
    await t.close()
  })

  it('rejects at the end of the session, even in a task that has ended, and clears its timer', async () => {
    const clock = new FakeClock()
    const ends: string[] = []
    const told = (error: Error): void => void ends.push(error.name)
    const t = await open_app(
      async () => {
        put_button('x', () => {})
        sleep(60).catch(told)
      },
      { clock },
    )
    await t.close()
    await t.settle()
    expect(ends).toEqual(['SessionClosedException'])
    expect(clock.waiting).toBe(0)
  })

  it('rejects when its task is closed', async () => {
    const t = await open_app(async () => {
      const task = run_async(() => sleep(60))
      task.close()
      put_text(await task.result.catch((error: Error) => error.name))
    })
    await t.until(() => t.text() === 'SessionClosedException')
  })

  it.each<[string, unknown]>([
    ['TypeError: sleep: seconds must be a finite number, not "1".', '1'],
    ['RangeError: sleep: seconds must be 0 or more, not -1.', -1],
  ])('%s', async (message, seconds) => {
    expect(await inSession(() => thrown(() => sleep(seconds as number)))).toBe(message)
  })
})

describe('bind', () => {
  it('runs in its session and scope, no matter where it is called, with the given arguments', async () => {
    const shop = new EventEmitter()
    const open = (name: string): ReturnType<typeof open_app> =>
      open_app(async () => {
        use_scope('orders', () => {
          shop.on(
            'order',
            bind((text: string) => put_text(name, text, get_scope())),
          )
        })
        await hold()
      })
    const [ada, bob] = [await open('Ada'), await open('Bob')]
    shop.emit('order', 'tea')
    await ada.settle()
    expect([ada.text('orders'), bob.text('orders')]).toEqual(['Ada tea orders', 'Bob tea orders'])
    await ada.close()
    await bob.close()
  })

  it('returns the result of the function, and keeps `this`', async () => {
    const values = await inSession(() => {
      const plus = bind(function (this: { a: number }, b: number) {
        return this.a + b
      })
      return [plus.call({ a: 1 }, 2), bind(async () => 'later')()] as const
    })
    expect([values[0], await values[1]]).toEqual([3, 'later'])
  })

  it('reports errors to its session, not to the caller', async () => {
    const [one, two] = [new Error('one'), new Error('two')]
    let outside: unknown
    const t = await open_app(async () => {
      const fail = bind(() => {
        throw one
      })
      const reject = bind(() => Promise.reject(two))
      queueMicrotask(() => (outside = [fail(), reject()]))
      await hold()
    })
    await t.settle()
    const [given, promise] = outside as [unknown, Promise<never>]
    expect([given, t.errors, t.toasts.length]).toEqual([undefined, [one, two], 2])
    await expect(promise).rejects.toBe(two)
    await t.close()
  })

  it('throws SessionClosedException after the end', async () => {
    let late: () => unknown = () => {}
    const t = await open_app(() => {
      late = bind(function tell() {
        put_text('x')
      })
      defer_call(() => {})
    })
    await t.close()
    expect(late).toThrow(SessionClosedException)
    expect(thrown(late)).toContain('bind: the session of tell has been closed.')
  })

  it('is a separate task: it works after the task that created it has been closed', async () => {
    let say: (text: string) => unknown = () => {}
    const t = await open_app(async () => {
      const task = run_async(async () => {
        say = bind((text: string) => put_text(text))
        await hold()
      })
      task.close()
      await hold()
    })
    say('still here')
    await t.settle()
    expect(t.text()).toBe('still here')
    await t.close()
  })
})
