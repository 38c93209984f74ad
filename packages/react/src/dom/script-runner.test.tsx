import type { Command } from '@webio/core/protocol'
import { renderApp } from '../../test/render-app'

const script = (
  id: number,
  code: string,
  more: Partial<Extract<Command, { type: 'script-run' }>> = {},
): Command => ({
  type: 'script-run',
  script: id,
  kind: 'expression',
  code,
  args: {},
  ...more,
})

const page = globalThis as unknown as Record<string, unknown>

afterEach(() => {
  delete page['ran']
})

describe('scripts from the server', () => {
  it('[S1] [S2] run in order, in the global scope, with their arguments as local variables', async () => {
    const { server, send, run } = await renderApp()
    await send(
      script(1, 'window.ran = [a]', { args: { a: 1 }, kind: 'statements' }),
      script(2, 'ran.push(b); var local = 1', { args: { b: { c: [2] } }, kind: 'statements' }),
      script(3, '[ran, typeof local, typeof a] // a comment'),
      script(4, 'undefined'),
      script(5, '(() => 5)()'),
    )
    await run(() => {})
    expect(server.events).toEqual([
      { type: 'script-result', script: 1, ok: true, value: null },
      { type: 'script-result', script: 2, ok: true, value: null },
      { type: 'script-result', script: 3, ok: true, value: [[1, { c: [2] }], 'undefined', 'undefined'] },
      { type: 'script-result', script: 4, ok: true, value: null },
      { type: 'script-result', script: 5, ok: true, value: 5 },
    ])
  })

  it('[S1] run after the earlier outputs are in the document', async () => {
    const { server, send, run } = await renderApp()
    await send(
      { type: 'output-insert', parent: 0, outputs: [{ id: 10, type: 'text', text: 'before' }] },
      script(1, `document.querySelector('[data-webio-output=text]').textContent`),
    )
    await run(() => {})
    expect(server.events).toMatchObject([{ value: 'before' }])
  })

  it('[S1] await a promise without delaying the next script', async () => {
    const { server, send, run } = await renderApp()
    await send(script(1, 'new Promise((resolve) => { window.ran = resolve })'), script(2, '2'))
    await run(() => {})
    expect(server.events).toMatchObject([{ script: 2, value: 2 }])
    await run(() => (page['ran'] as (value: unknown) => void)('late'))
    expect(server.events).toMatchObject([{ script: 2 }, { script: 1, ok: true, value: 'late' }])
  })

  it.each([
    ['(', 'threw', /^SyntaxError: /],
    ['nothing.at.all', 'threw', /^ReferenceError: nothing is not defined$/],
    [`Promise.reject(new Error('mine'))`, 'threw', /^Error: mine$/],
    ['((a) => ((a.a = a), a))({})', 'no_json', /circular/i],
  ])('[S3] %s is %s', async (code, reason, message) => {
    const told = jest.fn((event: Event) => event.preventDefault())
    addEventListener('error', told)
    const { server, send, run } = await renderApp()
    await send(script(1, code))
    await run(() => {})
    expect(server.events).toEqual([
      {
        type: 'script-result',
        script: 1,
        ok: false,
        reason,
        message: expect.stringMatching(message) as string,
      },
    ])
    expect(told).not.toHaveBeenCalled()
    removeEventListener('error', told)
  })

  it('[S3] reports errors that statements throw to the page', async () => {
    const told = jest.fn((event: Event) => event.preventDefault())
    addEventListener('error', told)
    const { server, send, run } = await renderApp()
    await send(script(1, 'nothing.at.all', { kind: 'statements' }))
    await run(() => {})
    expect(server.events).toMatchObject([{ script: 1, ok: false, reason: 'threw' }])
    expect(told).toHaveBeenCalledTimes(1)
    removeEventListener('error', told)
  })

  it.each([
    ['allowScripts is false', { allowScripts: false }],
    ['the handler is on another origin', { endpoint: 'https://elsewhere.example/webio' }],
  ])('[S3] are refused and do not run if %s', async (_, props) => {
    const { server, send, run } = await renderApp(props)
    await send(script(1, 'window.ran = 1', { kind: 'statements' }))
    await run(() => {})
    expect(server.events).toEqual([
      {
        type: 'script-result',
        script: 1,
        ok: false,
        reason: 'refused',
        message: 'this page allows no scripts',
      },
    ])
    expect(page['ran']).toBeUndefined()
  })

  it('run from another origin if allowScripts is true', async () => {
    const { server, send, run } = await renderApp({
      endpoint: 'https://elsewhere.example/webio',
      allowScripts: true,
    })
    await send(script(1, '1'))
    await run(() => {})
    expect(server.events).toMatchObject([{ ok: true, value: 1 }])
  })
})

describe('go_app', () => {
  it.each([
    ['/webio', 'http://localhost/webio?app=other'],
    ['https://elsewhere.example/tools', 'https://elsewhere.example/tools?app=other'],
  ])('opens the stand-alone page of the handler at %s', async (endpoint, address) => {
    const open = jest.spyOn(window, 'open').mockReturnValue({ opener: window } as unknown as Window)
    const { send } = await renderApp({ endpoint })
    await send({ type: 'app-open', app: 'other', new_window: true })
    expect(open.mock.calls).toEqual([[address, '_blank']])
    expect((open.mock.results[0]?.value as Window).opener).toBeNull()
    open.mockRestore()
  })

  it('reports a window that the browser blocked to onError', async () => {
    const open = jest.spyOn(window, 'open').mockReturnValue(null)
    const onError = jest.fn()
    const { send } = await renderApp({ onError })
    await send({ type: 'app-open', app: 'other', new_window: true })
    expect(onError.mock.calls).toEqual([
      [
        {
          code: 'window_blocked',
          message: 'The browser blocked a window: http://localhost/webio?app=other',
        },
      ],
    ])
    open.mockRestore()
  })
})
