import { screen } from '@testing-library/react'
import type { ComponentType, ReactNode } from 'react'
import { lazy } from 'react'
import { createWebIOSession } from '../src/index'
import type { ButtonSlotProps, FieldProps, WebIOAppProps } from '../src/index'
import { POPUPS_ID, TOASTS_ID } from '@webio/core/protocol'
import { renderApp } from './render-app'

let reported: jest.SpiedFunction<typeof console.error>
beforeEach(() => (reported = jest.spyOn(console, 'error').mockImplementation(() => {})))
afterEach(() => reported.mockRestore())

/** Props as a host page in JavaScript may give them. */
const wrong = (props: object): Partial<WebIOAppProps> => props

const cyclic: Record<string, unknown> = {}
cyclic['self'] = cyclic

it.each([
  ['no endpoint', { endpoint: undefined }, 'has no endpoint yet'],
  ['two sources', { task: () => {} }, 'Give it endpoint, task or session, and only one of them'],
  [
    'half a URL',
    { endpoint: 'https://' },
    'endpoint must be a path or an http URL, not https://. Is a setting missing?',
  ],
  ['an empty endpoint', { endpoint: '' }, "endpoint must be a path or an http URL, not ''"],
  ['null', { endpoint: null }, 'endpoint must be a path or an http URL, not null'],
  ['another scheme', { endpoint: 'ftp://example.com/' }, 'not ftp://example.com/'],
  ['a name of a task', { endpoint: undefined, task: 'main' }, 'task must be a function'],
  ['text as params', { params: 'year=1' }, 'params must be an object of JSON values'],
  ['an array as params', { params: [1] }, 'params must be an object of JSON values'],
  ['a BigInt in params', { params: { n: 1n } }, 'params must be an object of JSON values'],
  ['params inside themselves', { params: cyclic }, 'params must be an object of JSON values'],
])('shows a notice instead of failing: %s', async (_, props, message) => {
  const onError = jest.fn()
  const { server } = await renderApp(wrong({ ...props, onError }))
  expect(screen.getByRole('alert')).toHaveTextContent(message)
  expect(onError).toHaveBeenCalledWith({ code: 'no_endpoint', message: expect.stringContaining(message) })
  expect(reported.mock.calls).toEqual([[expect.stringMatching(/^WebIO: (?!WebIO)/), expect.anything()]])
  expect(server.handshakes).toHaveLength(0)
})

it.each([
  [{}, 'has no endpoint yet'],
  [{ endpoint: '/webio', task: () => {} }, 'only one of them'],
  [{ endpoint: 'https://' }, 'endpoint must be a path or an http URL'],
  [{ endpoint: '/webio', params: [1] }, 'params must be an object of JSON values'],
])('createWebIOSession refuses %p', (options, message) => {
  expect(() => createWebIOSession(options as never)).toThrow(`createWebIOSession(): `)
  expect(() => createWebIOSession(options as never)).toThrow(message)
})

it('takes null for a prop that is not given', async () => {
  const names = [
    'app',
    'theme',
    'messages',
    'locale',
    'outputs',
    'fields',
    'components',
    'slots',
    'classNames',
  ]
  const { put, server } = await renderApp(wrong(Object.fromEntries(names.map((name) => [name, null]))))
  await put({ id: 10, type: 'text', text: 'hi' })
  expect(screen.getByText('hi').closest('.webio')).toHaveAttribute('data-webio-theme', 'inherit')
  expect(server.handshakes).toEqual([expect.objectContaining({ app: 'index', params: {} })])
  expect(reported).not.toHaveBeenCalled()
})

it('leaves out what is not a component, and says which prop and what to give', async () => {
  const Mine = (): ReactNode => 'mine'
  const { put, openForm } = await renderApp(
    wrong({
      outputs: { text: 'Text', link: Mine },
      fields: { text: <Mine /> },
      slots: { button: 5, label: null },
    }),
  )
  await put({ id: 10, type: 'text', text: 'hi' })
  await openForm({ fields: [{ name: 'name', type: 'text', label: 'Name' }] })
  expect(screen.getByText('hi')).toBeInTheDocument()
  expect(screen.getByLabelText('Name')).toHaveAttribute('type', 'text')
  expect(screen.getByRole('button', { name: 'Submit' })).toHaveClass('webio-button')
  const messages = reported.mock.calls.map(([message]): unknown => message)
  for (const part of ['outputs.text', 'fields.text', 'slots.button', 'slots.label'])
    expect(messages).toContainEqual(expect.stringContaining(`WebIO: ${part} must be a component`))
  expect(reported).toHaveBeenCalledTimes(4)
})

describe('a component of the host page in a form', () => {
  const FIELDS = [{ name: 'name', type: 'text', label: 'Name', help_text: 'In full' }] as const
  const Broken = (): never => {
    throw new Error('broken')
  }

  it('is replaced by the built-in part if it throws, and onError learns which', async () => {
    const onError = jest.fn()
    const { openForm, user, server } = await renderApp({
      onError,
      fields: { text: Broken },
      slots: { form: Broken, label: Broken, help: Broken, error: Broken, button: Broken },
    })
    await openForm({ fields: FIELDS })
    await user.type(screen.getByLabelText('Name'), 'Ada{Enter}')
    expect(server.events).toContainEqual(expect.objectContaining({ type: 'form-submit' }))
    expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({
        code: 'part_failed',
        message: 'a component in fields or slots has failed. The built-in ones replace it.',
        cause: expect.objectContaining({ message: 'broken' }),
      }),
    )
  })

  it.each(['form', 'label', 'help', 'button'] as const)('is replaced if it is the slot %s', async (slot) => {
    const { openForm, user, server } = await renderApp({ slots: { [slot]: Broken } })
    await openForm({ fields: FIELDS })
    await user.type(screen.getByLabelText('Name'), 'Ada{Enter}')
    expect(server.events).toContainEqual(expect.objectContaining({ type: 'form-submit' }))
  })

  it('does not take popups and toasts with it', async () => {
    const { run } = await renderApp({ slots: { button: Broken } })
    await run((server) => {
      server.put(
        [{ id: 20, type: 'popup', title: 'Ask', size: 'normal', closable: true, implicit_close: true }],
        POPUPS_ID,
      )
      server.put(
        [{ id: 30, type: 'toast', content: 'Saved', duration: 0, position: 'left', color: 'info' }],
        TOASTS_ID,
      )
    })
    expect(await screen.findByRole('dialog', { name: 'Ask' })).toBeInTheDocument()
    expect(screen.getByText('Saved')).toBeInTheDocument()
  })

  it('delays only itself if it is lazy', async () => {
    const Text = ({ id, value, onChange }: FieldProps<'text'>): ReactNode => (
      <input
        id={id}
        data-mine
        value={String(value ?? '')}
        onChange={({ target }) => onChange(target.value)}
      />
    )
    const Button = ({ color: _, look: __, ...props }: ButtonSlotProps): ReactNode => (
      <button {...props} data-mine />
    )
    let arrive = (): void => {}
    const arrival = new Promise<void>((resolve) => (arrive = resolve))
    const later = <Props,>(part: (props: Props) => ReactNode): ComponentType<Props> =>
      lazy(() => arrival.then(() => ({ default: part }))) as unknown as ComponentType<Props>
    const { put, openForm, run } = await renderApp({
      fields: { text: later(Text) },
      slots: { button: later(Button) },
    })
    await put({ id: 10, type: 'text', text: 'already here' })
    await openForm({ fields: FIELDS })
    expect(screen.getByText('already here')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Submit' })).toBeNull()
    await run(arrive)
    expect(await screen.findByRole('button', { name: 'Submit' })).toHaveAttribute('data-mine')
    expect(screen.getByLabelText('Name')).toHaveAttribute('data-mine')
  })
})
