import { fireEvent, screen } from '@testing-library/react'
import type { FieldSpec, PinNode } from '@webio/core/protocol'
import { expectAccessible } from '../../test/expect-accessible'
import type { RenderedApp } from '../../test/render-app'
import { renderApp } from '../../test/render-app'

async function pinOf(field: FieldSpec, node: Partial<PinNode> = {}): Promise<RenderedApp> {
  const app = await renderApp()
  await app.put({ id: 20, type: 'pin', field, ...node })
  return app
}

const text = (more: Partial<FieldSpec> = {}): FieldSpec =>
  ({ name: 'p', type: 'text', label: 'P', ...more }) as FieldSpec

const pinChange = (value: unknown): object => ({ type: 'pin-change', output: 20, value })

it('shows a pin as a field with a label', async () => {
  const { container } = await pinOf(text({ help_text: 'Help' }), { value: 'v' })
  const control = screen.getByLabelText('P')
  expect(control).toHaveValue('v')
  expect(control).toHaveAccessibleDescription('Help')
  expect(control.closest('[data-webio-output="input"]')).toHaveAttribute('data-webio-pin', 'p')
  await expectAccessible(container)
})

it.each([
  ['put_input', 'number', 'input'],
  ['put_input', 'datetime-local', 'input'],
  ['put_textarea', 'textarea', 'textarea'],
  ['put_slider', 'slider', 'slider'],
  ['put_file_upload', 'file', 'file_upload'],
  ['put_select', 'select', 'select'],
  ['put_checkbox', 'checkbox', 'checkbox'],
  ['put_radio', 'radio', 'radio'],
  ['put_actions', 'actions', 'actions'],
])('shows a field of %s, of type %s, as the output %s', async (_function, type, name) => {
  const fields = { options: [], buttons: [], min: 0, max: 9, step: 1, min_value: 0, max_value: 9, rows: 3 }
  const { container } = await pinOf({ name: 'p', type, ...fields } as unknown as FieldSpec)
  expect(container.querySelector('[data-webio-pin=p]')).toHaveAttribute('data-webio-output', name)
})

it('[P2] reports every change', async () => {
  const { user, server } = await pinOf(text(), { value: 'v' })
  await user.type(screen.getByLabelText('P'), 'xy')
  expect(server.events).toEqual([pinChange('vx'), pinChange('vxy')])
})

it('[P4] keeps a text that is too long, does not send it, and reports it', async () => {
  const { user, server } = await pinOf(text({ type: 'textarea', attributes: { maxlength: 3 } }), {
    value: 'abcde',
  })
  const control = screen.getByLabelText('P')
  fireEvent.change(control, { target: { value: 'abcdef' } })
  expect(screen.getByRole('alert')).toHaveTextContent('Please use at most 3 characters (you have 6).')
  expect([server.events, (control as HTMLTextAreaElement).value]).toEqual([[], 'abcdef'])
  await user.type(control, '{Backspace}{Backspace}')
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  expect(server.events).toEqual([pinChange('abcde'), pinChange('abcd')])
})

it('[P3] shows the typed text until the session has accepted it, and then the session’s value', async () => {
  const { user, send } = await pinOf(text(), { value: '' })
  const control = screen.getByLabelText('P')
  await user.type(control, 'abc')
  await send({ type: 'output-update', output: 20, set: { value: 'a', settled: 1 } })
  expect(control).toHaveValue('abc')
  await send({ type: 'output-update', output: 20, set: { value: 'set', settled: 1 } })
  expect(control).toHaveValue('abc')
  await send({ type: 'output-update', output: 20, set: { value: 'abc', settled: 3 } })
  expect(control).toHaveValue('abc')
  await send({ type: 'output-update', output: 20, set: { value: 'set again' } })
  expect(control).toHaveValue('set again')
})

it('[P3] returns to the session’s value when the session refuses a change', async () => {
  const { user, run } = await pinOf(text(), { value: 'v' })
  await user.type(screen.getByLabelText('P'), 'x')
  await run((server) => server.refuseEvent('bad_value'))
  expect(screen.getByLabelText('P')).toHaveValue('v')
})

it('[P1] reports an expired pin, and shows no control for it', async () => {
  const { container, send } = await pinOf(text())
  await send({ type: 'output-update', output: 20, set: { expired: true } })
  expect(screen.queryByLabelText('P')).toBeNull()
  expect(container).toHaveTextContent('This pin widget has expired')
  await expectAccessible(container)
})

it('checks the rules of the field when it loses focus, and asks the session about its own rules', async () => {
  const { user, server } = await pinOf(text({ check: true, attributes: { minlength: 3 } }), { value: '' })
  await user.type(screen.getByLabelText('P'), 'ab')
  await user.tab()
  expect(screen.getByRole('alert')).toHaveTextContent('Please use at least 3 characters (you have 2).')
  await user.type(screen.getByLabelText('P'), 'c')
  expect(screen.queryByRole('alert')).toBeNull()
  await user.tab()
  expect(server.events.at(-1)).toEqual({ type: 'pin-check', output: 20 })
})

it('is checked once it has been emptied, but not if it was always empty', async () => {
  const { user, server } = await pinOf(text({ check: true }), { value: '' })
  await user.click(screen.getByLabelText('P'))
  await user.tab()
  expect(server.events).toEqual([])
  await user.type(screen.getByLabelText('P'), 'a{Backspace}')
  await user.tab()
  expect(server.events.at(-1)).toEqual({ type: 'pin-check', output: 20 })
})

it('is marked as the session decides', async () => {
  const { container, send } = await pinOf(text())
  await send({
    type: 'output-update',
    output: 20,
    set: { valid_status: false, invalid_feedback: 'Taken', valid_feedback: 'Free' },
  })
  expect(screen.getByRole('alert')).toHaveTextContent('Taken')
  expect(screen.getByLabelText('P')).toBeInvalid()
  await send({ type: 'output-update', output: 20, set: { valid_status: true } })
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByLabelText('P')).toHaveAccessibleDescription('Free')
  await expectAccessible(container)
})

it('sets the pin to the id of a button each time it is pressed', async () => {
  const { user, server, container } = await pinOf({
    name: 'p',
    type: 'actions',
    label: 'P',
    buttons: [
      { id: 0, label: 'Go', value: 'go', type: 'submit' },
      { id: 1, label: 'Off', value: 'off', type: 'submit', disabled: true },
    ],
  })
  await user.click(screen.getByRole('button', { name: 'Go' }))
  await user.click(screen.getByRole('button', { name: 'Go' }))
  await user.click(screen.getByRole('button', { name: 'Off' }))
  expect(server.events).toEqual([pinChange(0), pinChange(0)])
  expect(screen.getByRole('group', { name: 'P' })).toBeVisible()
  await expectAccessible(container)
})

it('sends input from while the connection was down', async () => {
  const { user, run, server } = await pinOf(text(), { value: '' })
  await run(() => server.drop())
  await user.type(screen.getByLabelText('P'), 'a')
  expect(server.events).toEqual([])
  await run(() => server.letReconnect())
  expect(server.events).toEqual([pinChange('a')])
  expect(screen.getByLabelText('P')).toHaveValue('a')
})
