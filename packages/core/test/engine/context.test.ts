import type * as Core from '../../src/index'
import { AsyncResource } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { get_scope, hold, info, input, local, put_button, put_text, use_scope } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { thrown, turn } from '../support/app'

describe('a task finds its session', () => {
  it.each<[string, (show: () => void) => unknown]>([
    ['after an await', async (show) => (await Promise.resolve(), show())],
    ['in a function that it calls', (show) => [1].forEach(show)],
    ['in a timer', (show) => new Promise<void>((done) => setTimeout(() => (show(), done()), 0))],
    ['in an immediate', (show) => new Promise<void>((done) => setImmediate(() => (show(), done())))],
    ['in a microtask', (show) => new Promise<void>((done) => queueMicrotask(() => (show(), done())))],
    ['in process.nextTick', (show) => new Promise<void>((done) => process.nextTick(() => (show(), done())))],
    ['after a timer promise', async (show) => (await sleep(0), show())],
    [
      'in a generator',
      (show) => [
        ...(function* () {
          yield show()
        })(),
      ],
    ],
    [
      'in an async generator',
      async (show) => {
        async function* each() {
          await Promise.resolve()
          yield show()
        }
        for await (const _ of each());
      },
    ],
    [
      'in a stream that it reads',
      async (show) => {
        for await (const _ of Readable.from(['chunk'])) show()
      },
    ],
    [
      'in a stream that it creates',
      (show) => new Response(new ReadableStream({ pull: (to) => (show(), to.close()) })).text(),
    ],
    ['in a thenable', (show) => ({ then: (done: () => void) => (show(), done()) })],
    [
      'in an event listener that is bound to it',
      (show) =>
        new Promise<void>((done) => {
          const emitter = new EventEmitter()
          emitter.on(
            'x',
            AsyncResource.bind(() => (show(), done())),
          )
          outside.push(() => emitter.emit('x'))
        }),
    ],
  ])('%s', async (_, body) => {
    const t = await open_app(() =>
      use_scope('s', async () => {
        await body(() => void put_text('here', get_scope()))
      }),
    )
    for (const call of outside.splice(0)) call()
    await t.until(() => t.closed)
    expect([t.text('s'), t.errors]).toEqual(['here s', []])
  })
  const outside: (() => void)[] = []

  it('but not in a listener that is called from outside', async () => {
    const emitter = new EventEmitter()
    let said = ''
    await open_app(() => {
      emitter.on('x', () => (said = thrown(() => put_text('lost'))))
    })
    emitter.emit('x')
    expect(said).toContain('SessionNotFoundException: put_text: there is no session here')
  })
})

it('two sessions never mix, no matter how they interleave', async () => {
  const main = async (params: { readonly name?: unknown }) => {
    const name = String(params.name)
    local['name'] = name
    await use_scope(name, async () => {
      for (let i = 0; i < 5; i++) {
        put_text(name, local['name'], get_scope())
        await turn()
      }
      put_button('who', () => put_text('I am', local['name'], info.user))
      put_text(await input(name))
    })
  }
  const [a, b] = await Promise.all(
    ['a', 'b'].map((name) => open_app(main, { params: { name }, info: { user: name } })),
  )
  if (!a || !b) throw new Error('two sessions')
  for (const [t, name] of [
    [a, 'a'],
    [b, 'b'],
  ] as const) {
    expect((await t.form()).label).toBe(name)
    await t.click('who')
  }
  await a.submit('to a')
  await b.submit('to b')
  for (const [t, name] of [
    [a, 'a'],
    [b, 'b'],
  ] as const) {
    expect(t.text().split('\n')).toEqual([
      ...Array<string>(5).fill(`${name} ${name} ${name}`),
      'who',
      `to ${name}`,
      `I am ${name} ${name}`,
    ])
  }
})

describe('two copies of the package in one process', () => {
  it('share sessions, outputs, fields and exceptions', async () => {
    let other!: typeof Core
    jest.isolateModules(() => {
      other = jest.requireActual('../../src/index')
    })
    expect(other.put_text).not.toBe(put_text)
    const t = await open_app(async () => {
      use_scope('s', () => {
        const inner = other.put_text('from the other', other.get_scope())
        const row = other.put_row([inner, put_text('from this')])
        other.put_column([row, put_button('x', () => {})]).style('a:b')
      })
      put_text(other.local['x'] === undefined, (local['x'] = 1), other.local['x'])
      const { a, b } = await other.input_group('G', [
        input('A', { name: 'a' }),
        other.select('B', ['x'], { name: 'b' }),
      ])
      put_text(a, b)
      await hold()
    })
    expect(t.text()).toBe('from the other s\nfrom this\nx\ntrue 1 1')
    await t.submit({ a: 'v' })
    expect(t.text()).toContain('v x')
    const closed = new other.SessionClosedException()
    const { SessionClosedException, SessionException, InputCancelledException } =
      await import('../../src/index')
    expect(closed instanceof SessionClosedException && closed instanceof SessionException).toBe(true)
    expect(new InputCancelledException('timeout', 'x') instanceof other.InputCancelledException).toBe(true)
    expect(new Error('x') instanceof other.InputCancelledException).toBe(false)
  })
})
