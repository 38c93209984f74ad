import type { InputCancelledException } from '../../src/index'
import {
  clear,
  input,
  input_group,
  put_button,
  put_row,
  put_text,
  remove,
  run_async,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { FakeClock } from '../support/fake-clock'

/** How a form ended, as one line. */
async function ending(ask: () => Promise<unknown>): Promise<string> {
  try {
    return `value ${JSON.stringify(await ask())}`
  } catch (error) {
    const { name, reason, message } = error as InputCancelledException
    return `${name} ${reason}: ${message}`
  }
}

it('a timeout withdraws a form, and the task continues', async () => {
  const clock = new FakeClock()
  const t = await open_app(async () => put_text(await ending(() => input('Name', { timeout: 5 }))), { clock })
  clock.advance(4.9)
  await t.settle()
  expect(t.tree.forms.size).toBe(1)
  clock.advance(0.1)
  await t.until(() => t.closed)
  expect(t.text()).toBe(
    'InputCancelledException timeout: The form "Name" was withdrawn: its timeout has passed. Catch InputCancelledException to continue.',
  )
})

it('an answered form no longer has a timeout', async () => {
  const clock = new FakeClock()
  const t = await open_app(
    async () => {
      put_text(await ending(() => input('Name', { timeout: 5 })))
      await input('next')
    },
    { clock },
  )
  await t.submit('Bob')
  clock.advance(10)
  await t.settle()
  expect([t.text(), t.tree.forms.size, clock.waiting]).toEqual(['value "Bob"', 1, 0])
})

it('null means no timeout, no signal and no scope', async () => {
  const t = await open_app(async () =>
    put_text(
      await ending(() => input('x', { timeout: null as never, signal: null as never, scope: null as never })),
    ),
  )
  expect((await t.form()).container).toBeUndefined()
  await t.submit('a')
  expect(t.text()).toBe('value "a"')
})

it('a signal withdraws a form; its reason is the cause', async () => {
  const controller = new AbortController()
  let cause: unknown
  const t = await open_app(async () => {
    await input_group('G', [input('a', { name: 'a' })], { signal: controller.signal }).catch(
      (error: Error) => {
        cause = error.cause
        put_text((error as InputCancelledException).reason)
      },
    )
  })
  await t.form()
  controller.abort('because')
  await t.until(() => t.closed)
  expect([t.text(), cause]).toEqual(['signal', 'because'])
})

it('an already aborted signal withdraws a form at once', async () => {
  const t = await open_app(async () =>
    put_text(await ending(() => input('x', { signal: AbortSignal.abort() }))),
  )
  expect(t.text()).toContain('InputCancelledException signal')
})

describe('scope', () => {
  it('shows a form inside a scope, by name or by index', async () => {
    const t = await open_app(() =>
      use_scope('s', () => {
        run_async(() => input('a', { scope: 's' }))
        return input('b', { scope: -1 })
      }),
    )
    const s = t.tree.scopes.get('s')
    expect([...t.tree.forms.values()].map(({ spec }) => [spec.label, spec.container])).toEqual([
      ['a', s],
      ['b', s],
    ])
  })

  it.each<[string, () => void]>([
    ['removed', () => remove('s')],
    ['removed with its container', () => clear('outer')],
  ])('a form is withdrawn with a scope that is %s', async (_, away) => {
    const t = await open_app(async () => {
      use_scope('outer', () => put_row([]).enter(() => use_scope('s', () => {})))
      put_button('away', away)
      put_text(await ending(() => input('x', { scope: 's' })))
    })
    await t.form()
    await t.click('away')
    expect([t.tree.forms.size, t.text()]).toEqual([
      0,
      'away\nInputCancelledException scope: The form "x" was withdrawn: its scope is not on the page. Catch InputCancelledException to continue.',
    ])
  })

  it('clearing the scope itself keeps the form', async () => {
    const t = await open_app(async () => {
      use_scope('s', () => put_text('old'))
      put_button('clear', () => clear('s'))
      put_text(await ending(() => input('x', { scope: 's' })))
    })
    await t.click('clear')
    await t.submit('a')
    expect(t.text()).toBe('clear\nvalue "a"')
  })

  it('a missing scope withdraws a form at once', async () => {
    const t = await open_app(async () => put_text(await ending(() => input('x', { scope: 'nowhere' }))))
    expect(t.text()).toContain('InputCancelledException scope')
  })
})

it('an uncaught exception fails the task like any other', async () => {
  const t = await open_app(() => input('x', { signal: AbortSignal.abort() }))
  await t.until(() => t.closed)
  expect([t.tree.closed?.reason, t.errors.length]).toEqual(['failed', 1])
})

it('when the visitor leaves, waiting calls reject with SessionClosedException, which need not be caught', async () => {
  const seen: string[] = []
  const t = await open_app(async () => {
    void input('forgotten')
    seen.push(await ending(() => input('x')))
  })
  await t.form()
  await t.close()
  expect(seen).toEqual([
    'SessionClosedException undefined: This session has been closed while a form was waiting.',
  ])
  expect(t.errors).toEqual([])
})
