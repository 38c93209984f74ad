import {
  input,
  popup,
  put_button,
  put_text,
  run_async,
  SessionClosedException,
  SessionException,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

const SENTENCE = 'An internal error occurred in the application'
const secret = (): Error => new Error('secret of the author')

it('an error in the task is logged; the visitor gets one neutral sentence and the page a notice', async () => {
  const logged: unknown[] = []
  const quiet = () => {}
  const t = await open_app(
    () => {
      put_text('before')
      throw secret()
    },
    { logger: { debug: quiet, info: quiet, warn: quiet, error: (...all) => logged.push(all) } },
  )
  expect(t.toasts).toEqual([{ content: SENTENCE, color: 'error' }])
  expect([t.text(), t.popup, t.tree.closed]).toEqual(['before', null, { reason: 'failed' }])
  expect(t.transients).toEqual([{ type: 'notice', code: 'task_failed', message: '' }])
  expect(JSON.stringify([...t.tree.nodes])).not.toContain('secret')
  expect(logged).toEqual([['[webio] a main task of application "index" failed:', secret()]])
})

it('with debug, a popup shows the stack', async () => {
  const t = await open_app(
    async () => {
      put_text('before')
      await Promise.resolve()
      throw secret()
    },
    { debug: true },
  )
  expect(t.popup?.title).toBe(SENTENCE)
  expect(t.popup?.text).toMatch(/^Error: secret of the author\n +at .*errors\.test\.ts/)
  expect([t.toasts, t.transients[0]]).toEqual([
    [],
    { type: 'notice', code: 'task_failed', message: expect.stringContaining('secret') },
  ])
})

it('the stack has no frames of Node.js and of the transport; those of packages that the author calls stay', async () => {
  const stack = [
    'Error: no such table',
    '    at query (/srv/shop/node_modules/sql/index.js:5:1)',
    '    at node:events:518:28',
    '    at main (/srv/shop/app.ts:7:3)',
    '    at AsyncLocalStorage.run (node:async_hooks:346:14)',
    '    at Namespace._doConnect (/srv/shop/node_modules/socket.io/dist/namespace.js:279:14)',
  ]
  const t = await open_app(() => Promise.reject(Object.assign(secret(), { stack: stack.join('\n') })), {
    debug: true,
  })
  expect(t.popup?.text).toBe([stack[0], stack[1], stack[3]].join('\n'))
})

it.each([
  ['a text', 'a text'],
  [5, '5'],
  [undefined, 'undefined'],
  [null, 'null'],
])('a thrown value need not be an error: %p', async (value, shown) => {
  const t = await open_app(() => Promise.reject(value as unknown as Error), { debug: true })
  expect([t.popup?.text, t.errors]).toEqual([shown, [value]])
})

it('an error in a callback is shown, and the session continues', async () => {
  const t = await open_app(() => {
    put_button('bad', () => {
      throw secret()
    })
    put_button('good', () => put_text('fine'))
  })
  await t.click('bad')
  await t.click('good')
  expect([t.toasts.length, t.text(), t.closed]).toEqual([1, 'bad\ngood\nfine', false])
})

it('an error in a separate task is shown, and the others continue', async () => {
  const t = await open_app(async () => {
    run_async(() => Promise.reject(secret()))
    put_text(await input('x'))
  })
  await t.submit('fine')
  expect([t.toasts.length, t.text(), t.tree.closed?.reason]).toEqual([1, 'fine', 'finished'])
})

it('after an error in the task, its callbacks still work', async () => {
  const t = await open_app(() => {
    put_button('a', () => put_text('ran'))
    throw secret()
  })
  await t.click('a')
  expect([t.text(), t.closed]).toEqual(['a\nran', false])
})

it('a SessionException ends a task silently', async () => {
  const t = await open_app(() => {
    throw new SessionClosedException()
  })
  expect([t.errors, t.toasts, t.tree.closed?.reason]).toEqual([[], [], 'finished'])
})

it('an error after the session has ended is logged and not shown', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    await gate.promise
    throw secret()
  })
  await t.close()
  gate.open()
  await t.settle()
  expect(t.errors).toEqual([secret()])
})

describe('the exceptions', () => {
  it('are instances of their classes and base classes', () => {
    const closed = new SessionClosedException('m', { cause: 1 })
    expect([closed.name, closed.message, closed.cause]).toEqual(['SessionClosedException', 'm', 1])
    expect(closed instanceof SessionException).toBe(true)
    expect(closed instanceof Error).toBe(true)
    expect(new SessionException('x') instanceof SessionClosedException).toBe(false)
    for (const other of [null, undefined, 5, {}, new Error('x')])
      expect(other instanceof SessionException).toBe(false)
  })

  it('can be base classes of the author’s exceptions', () => {
    class Mine extends SessionException {}
    expect(new Mine('x') instanceof SessionException).toBe(true)
    expect(new Mine('x') instanceof Mine).toBe(true)
    expect(new SessionException('x') instanceof Mine).toBe(false)
  })
})

it('a popup that reports a failure does not hide that the session continues', async () => {
  const t = await open_app(
    () => {
      popup('mine')
      put_button('bad', () => {
        throw secret()
      })
    },
    { debug: true },
  )
  await t.click('bad')
  await t.dismiss()
  expect(t.popup?.title).toBe('mine')
})
