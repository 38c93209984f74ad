import { input, input_group, put_button, run_async } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

const MISTAKE = 'the task has ended without awaiting the answer.'

describe('an unawaited answer', () => {
  it.each<[string, () => unknown, string]>([
    ['of input', () => void input('Name'), 'input'],
    ['of a group', () => void input_group('G', [input('A', { name: 'a' })]), 'input_group'],
    ['in a separate task', () => void run_async(() => void input('Name')), 'input'],
  ])('%s is reported in debug mode, in the page and in the log', async (_, body, caller) => {
    const warned: unknown[] = []
    const nothing = () => {}
    const t = await open_app(
      () => {
        put_button('stay', () => {})
        body()
      },
      {
        debug: true,
        logger: { debug: nothing, info: nothing, error: nothing, warn: (...parts) => warned.push(parts) },
      },
    )
    expect(t.toasts).toEqual([
      { content: `${caller}: ${MISTAKE} Write "await ${caller}(…)".`, color: 'warn' },
    ])
    expect(warned).toEqual([['[webio] application "index":', expect.any(Error)]])
    expect(t.errors).toEqual([])
  })

  it.each<[string, () => unknown]>([
    ['awaited', async () => void (await input('Name'))],
    ['awaited with others', () => Promise.all([input('A'), input('B')])],
    [
      'awaited later',
      async () => {
        const asked = input('Name')
        await Promise.resolve()
        await asked
      },
    ],
    ['passed to then', () => void input('Name').then(() => {})],
    ['returned', async () => input('Name')],
  ])('an answer that is %s is not reported', async (_, body) => {
    const t = await open_app(
      async () => {
        put_button('stay', () => {})
        await body()
      },
      { debug: true },
    )
    while (t.tree.forms.size > 0) await t.submit('x')
    expect([t.toasts, t.errors]).toEqual([[], []])
  })

  it('is not reported if it arrives before the task ends', async () => {
    const gate = new Gate()
    const t = await open_app(
      async () => {
        put_button('stay', () => {})
        void input('Name')
        await gate.promise
      },
      { debug: true },
    )
    await t.submit('x')
    gate.open()
    await t.settle()
    expect([t.session.tasks.size, t.toasts]).toEqual([0, []])
  })

  it('is not reported without debug mode', async () => {
    const t = await open_app(() => {
      put_button('stay', () => {})
      void input('Name')
    })
    expect(t.toasts).toEqual([])
  })
})
