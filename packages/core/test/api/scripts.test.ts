import { eval_js, go_app, put_button, put_text, run_async, run_js, ScriptException } from '../../src/index'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'
import { FakeClock } from '../support/fake-clock'

const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) =>
      error instanceof ScriptException ? `${error.reason}: ${error.message}` : String(error),
  )

describe('eval_js', () => {
  it('[S1] [S2] returns the answer of the page, and sends code and arguments unchanged', async () => {
    const asked: unknown[] = []
    const t = await open_app(
      async () => {
        put_text(JSON.stringify([await eval_js('a + b', { a: 1, b: [2] }), await eval_js<null>('nothing')]))
      },
      {
        run_script: (code, args) => {
          asked.push([code, args])
          return code === 'nothing' ? undefined : 3
        },
      },
    )
    await t.until(() => t.closed)
    expect(t.text()).toBe('[3,null]')
    expect(asked).toEqual([
      ['a + b', { a: 1, b: [2] }],
      ['nothing', {}],
    ])
    expect(t.transients).toMatchObject([
      { type: 'script-run', kind: 'expression' },
      { type: 'script-run', kind: 'expression' },
    ])
  })

  it('[S3] rejects if the code throws, and if the page refuses scripts', async () => {
    const said: unknown[] = []
    const ask = async (): Promise<void> => void said.push(await outcome(eval_js('x')))
    await open_app(ask, {
      run_script: () => {
        throw new TypeError('x is not')
      },
    })
    await open_app(ask)
    expect(said).toEqual(['threw: eval_js: TypeError: x is not', 'refused: eval_js: open_app has no browser'])
  })

  it('rejects after its timeout; a later answer of the page is refused and changes nothing', async () => {
    const clock = new FakeClock()
    let said: unknown
    let answer!: (value: unknown) => void
    const t = await open_app(
      async () => {
        put_button('stay', () => {})
        said = await outcome(eval_js('x', {}, { timeout: 5 }))
      },
      { clock, run_script: () => new Promise((resolve) => (answer = resolve)) },
    )
    clock.advance(4.9)
    await t.settle()
    expect(said).toBeUndefined()
    clock.advance(0.1)
    await t.settle()
    expect(said).toBe('timeout: eval_js: no answer in 5 s')
    answer(1)
    await t.until(() => t.refusals.length > 0)
    expect([t.refusals.map(({ code }) => code), t.closed, clock.waiting]).toEqual([
      ['no_such_script'],
      false,
      0,
    ])
  })

  const unanswered = { run_script: () => new Promise(() => {}) }

  it('[S4] rejects if the page that ran it is reloaded; scripts that the page never received are sent again', async () => {
    const said: unknown[] = []
    const t = await open_app(async () => {
      put_button('ask', async () => void said.push(await outcome(eval_js('x'))))
    }, unanswered)
    await t.click('ask')
    t.drop()
    await t.session.tasks.run('external', () => {
      run_async(async () => void said.push(await outcome(eval_js('late'))))
    })
    await t.reload()
    await t.settle()
    expect(said).toEqual(['reloaded: eval_js: the page was reloaded before it answered'])
    expect(scripts(t)).toEqual(['x', 'late'])
    t.drop()
    await t.resume()
    expect(scripts(t)).toEqual(['x', 'late'])
  })

  it('rejects with SessionClosedException if the session or its task ends first', async () => {
    const said: unknown[] = []
    const t = await open_app(() => {
      const handle = run_async(async () => void said.push(await outcome(eval_js('a'))))
      run_async(async () => void said.push(await outcome(eval_js('b'))))
      put_button('close', () => handle.close())
    }, unanswered)
    await t.click('close')
    const session = t.session
    await t.close()
    expect(said).toEqual([
      'SessionClosedException: eval_js: this task has been closed.',
      'SessionClosedException: eval_js: this session has been closed.',
    ])
    expect(session.scripts.size).toBe(0)
  })

  it.each<[string, () => unknown, string]>([
    ['no text', () => eval_js(1 as never), 'TypeError: eval_js: expression must be a string, not 1.'],
    [
      'no object',
      () => eval_js('x', [] as never),
      'TypeError: eval_js: args must be a plain object, not an array of 0.',
    ],
    [
      'an invalid name',
      () => eval_js('x', { 'a-b': 1 }),
      'TypeError: eval_js: args must have names of variables, not "a-b".',
    ],
    ['no JSON', () => eval_js('x', { a: 1n as never }), 'eval_js: args must be JSON'],
    [
      'a timeout of 0',
      () => eval_js('x', {}, { timeout: 0 }),
      'RangeError: eval_js: timeout must be more than 0 seconds, not 0.',
    ],
    ['no text', () => run_js(undefined as never), 'TypeError: run_js: code must be a string, not undefined.'],
    ['no text', () => go_app(1 as never), 'TypeError: go_app: name must be a string, not 1.'],
    [
      'another kind',
      () => go_app('a', { new_window: 1 as never }),
      'TypeError: go_app: new_window must be true or false, not 1.',
    ],
  ])('refuses %s at the call', async (_, call, message) => {
    expect(await inSession(() => thrown(call))).toContain(message)
  })
})

describe('run_js', () => {
  it('keeps its place among outputs and does not wait', async () => {
    const t = await open_app(() => {
      put_text('a')
      run_js('here', { x: 1 })
      put_text('b')
    })
    expect([t.closed, t.text()]).toEqual([true, 'a\nb'])
    expect(t.transients).toMatchObject([
      { type: 'script-run', kind: 'statements', code: 'here', args: { x: 1 } },
    ])
  })

  it('logs on the server that the page refused it, or that it threw', async () => {
    const logged: unknown[] = []
    const nothing = () => {}
    const t = await open_app(
      () => {
        put_button('stay', () => {})
        run_js('x')
      },
      { logger: { debug: nothing, info: nothing, error: nothing, warn: (text) => logged.push(text) } },
    )
    await t.until(() => logged.length > 0)
    expect(logged).toEqual(['[webio] application "index": run_js: open_app has no browser'])
    expect(t.errors).toEqual([])
  })
})

it('go_app to the current application in the same window restarts it', async () => {
  await using app = await open_app(() => void put_button('Go', () => go_app('index', { new_window: false })))
  await app.click('Go')
  await app.until(() => app.closed)
  expect(app.tree.closed).toEqual({ reason: 'replaced' })
})

it('go_app tells the page which application, and in which window', async () => {
  const t = await open_app(() => {
    go_app('other')
    go_app('third', { new_window: false })
  })
  expect(t.transients).toEqual([
    { type: 'app-open', app: 'other', new_window: true },
    { type: 'app-open', app: 'third', new_window: false },
  ])
})

const scripts = (t: OpenApp): string[] =>
  t.transients.flatMap((command) => (command.type === 'script-run' ? [command.code] : []))
