import {
  actions,
  hold,
  input,
  input_group,
  InputCancelledException,
  popup,
  put_button,
  put_text,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'

/** An application that asks in a popup and shows the answer. */
const asking = (ask: () => Promise<unknown>): ReturnType<typeof open_app> =>
  open_app(async () => {
    put_text('answer', await popup('Question', ask))
    await hold()
  })

describe('a popup that the person closes', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a form with Cancel', () => input_group('', [input('A', { name: 'a' })], { cancelable: true })],
    [
      'a form with a button that cancels',
      () =>
        input_group('', [
          input('A', { name: 'a' }),
          actions('', [{ label: 'Never mind', value: 1, type: 'cancel' }], { name: 'b' }),
        ]),
    ],
    [
      'a form in a scope inside it',
      () => use_scope('inner', () => input_group('', [input('A', { name: 'a' })], { cancelable: true })),
    ],
  ])('returns null to %s', async (_, ask) => {
    const t = await asking(ask)
    await t.form()
    await t.dismiss()
    await t.until(() => t.text() === 'answer null')
    expect([t.popup, t.errors]).toEqual([null, []])
  })

  it('stays if a form in it cannot be cancelled', async () => {
    const t = await asking(() => input('A'))
    await t.form()
    await expect(t.dismiss()).rejects.toThrow('not_closable')
    expect(t.popup?.title).toBe('Question')
    await t.submit('x')
    expect(t.text()).toBe('answer x')
    await t.dismiss()
    expect(t.popup).toBeNull()
  })
})

it('a callback whose form is withdrawn ends without an error in the page or in the log', async () => {
  const t = await open_app(async () => {
    put_button('Ask', () => input('A', { signal: AbortSignal.abort() }))
    put_button('Fail', () => {
      throw new InputCancelledException('signal', 'A')
    })
    await hold()
  })
  await t.click('Ask')
  await t.click('Fail')
  expect([t.toasts, t.errors]).toEqual([[], []])
})
