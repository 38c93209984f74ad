import { act, fireEvent, screen } from '@testing-library/react'
import type { CloseReason, HandshakeErrorCode } from '@webio/core/protocol'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'
import { ScriptedServer } from '../../test/scripted-server'

const statusOf = (container: Element): string | null =>
  container.querySelector('.webio')?.getAttribute('data-webio-status') ?? null

describe('status', () => {
  it('is `connecting` with the fallback, then `open` without it', async () => {
    const server = new ScriptedServer()
    server.isReachable = false
    const { container, run } = await renderApp({ fallback: <i>wait</i> }, { server })
    expect(statusOf(container)).toBe('connecting')
    expect(screen.getByText('wait')).toBeInTheDocument()
    server.isReachable = true
    await run(() => server.letReconnect())
    expect(statusOf(container)).toBe('open')
    expect(screen.queryByText('wait')).not.toBeInTheDocument()
  })

  it('has a spinner as its fallback', async () => {
    const server = new ScriptedServer()
    server.isReachable = false
    const { container } = await renderApp({}, { server })
    expect(screen.getByRole('status')).toHaveTextContent('Connecting…')
    await expectAccessible(container)
  })

  it('reports that the server cannot be reached, and tries again on request', async () => {
    const onError = jest.fn()
    const reported = jest.spyOn(console, 'error').mockImplementation(() => {})
    const server = new ScriptedServer()
    server.isReachable = false
    const { container, user, run } = await renderApp({ onError }, { server })
    expect(screen.queryByText(/Failed to connect/)).not.toBeInTheDocument()
    await run(() => server.letReconnect())
    expect(screen.getByText('Failed to connect to the server.')).toBeInTheDocument()
    expect(onError.mock.calls).toEqual([
      [{ code: 'connect_fail', message: 'Failed to connect to the server.' }],
    ])
    // The developer finds out where the page looked for the server.
    expect(reported.mock.calls).toEqual([
      [
        'WebIO: no server answers at endpoint',
        expect.objectContaining({ origin: location.origin, path: '/webio' }),
      ],
    ])
    reported.mockRestore()
    await expectAccessible(container)
    server.isReachable = true
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await run(() => {})
    expect(statusOf(container)).toBe('open')
    expect(screen.queryByText(/Failed to connect/)).not.toBeInTheDocument()
  })

  it('[E8] reports that the application is busy when it refuses a click, and keeps the button', async () => {
    const { container, put, run, user } = await renderApp()
    await put({ id: 10, type: 'button', label: 'Go' })
    await user.click(screen.getByRole('button', { name: 'Go' }))
    await run((server) => server.refuseEvent('too_busy'))
    expect(
      screen.getByText('The application is still busy with earlier requests. Please try again in a moment.'),
    ).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Go' })).toBeEnabled()
    await expectAccessible(container)
  })

  it('shows the server’s explanation if the response contains one', async () => {
    const onError = jest.fn()
    const reported = jest.spyOn(console, 'error').mockImplementation(() => {})
    const server = new ScriptedServer()
    server.isReachable = false
    const { run, container } = await renderApp({ onError }, { server })
    server.reason = '[webio] the route /webio did not compile: see the terminal.'
    await run(() => server.letReconnect())
    expect(screen.getByText(server.reason)).toBeInTheDocument()
    expect(onError.mock.calls).toEqual([
      [{ code: 'connect_fail', message: `Failed to connect to the server. ${server.reason}` }],
    ])
    reported.mockRestore()
    await expectAccessible(container)
    server.reason = undefined
    await run(() => server.letReconnect())
    expect(screen.getByText('Failed to connect to the server.')).toBeInTheDocument()
    expect(screen.queryByText(/did not compile/)).not.toBeInTheDocument()
    expect(onError).toHaveBeenCalledTimes(1)
  })

  it('reports a lost connection only after a second', async () => {
    jest.useFakeTimers({ doNotFake: ['requestAnimationFrame', 'queueMicrotask'] })
    const { container, run, put } = await renderApp()
    await put({ id: 10, type: 'text', text: 'stays' })
    await run((server) => server.drop())
    expect(statusOf(container)).toBe('reconnecting')
    expect(screen.getByText('stays')).toBeInTheDocument()
    act(() => jest.advanceTimersByTime(999))
    expect(screen.queryByText(/Reconnecting/)).not.toBeInTheDocument()
    act(() => jest.advanceTimersByTime(1))
    expect(screen.getByRole('status')).toHaveTextContent('Connection lost. Reconnecting…')
    await run((server) => server.letReconnect())
    expect(statusOf(container)).toBe('open')
    expect(screen.queryByText(/Reconnecting/)).not.toBeInTheDocument()
    jest.useRealTimers()
  })

  it('[R7] reports that the server is restarting, and keeps the text typed so far', async () => {
    jest.useFakeTimers({ doNotFake: ['requestAnimationFrame', 'queueMicrotask'] })
    const server = new ScriptedServer()
    server.isDurable = true
    const { run, openForm, container } = await renderApp({}, { server })
    await openForm({ fields: [{ name: 'a', type: 'text', label: 'Name' }] })
    const field = await screen.findByLabelText('Name')
    fireEvent.change(field, { target: { value: 'half a' } })
    server.isReachable = false
    await run(() => server.move())
    // Screen readers announce additions to a region only if it already existed.
    const region = container.querySelector('.webio-reconnecting')
    expect(region).toBeEmptyDOMElement()
    act(() => jest.advanceTimersByTime(1000))
    expect(container.querySelector('.webio-reconnecting')).toBe(region)
    expect(region).toHaveTextContent(/^The server is restarting…$/)
    expect(region).toHaveAttribute('role', 'status')
    fireEvent.change(field, { target: { value: 'half a name' } })
    server.isReachable = true
    await run(() => server.letReconnect())
    expect(container.querySelector('.webio-reconnecting')).not.toBeInTheDocument()
    expect(screen.getByLabelText('Name')).toBe(field)
    expect(field).toHaveValue('half a name')
    jest.useRealTimers()
  })

  it.each<[HandshakeErrorCode, string, string | null]>([
    ['version_mismatch', 'This page is out of date. Please reload it.', 'Reload'],
    ['unauthorized', 'You are not allowed to use this application.', 'Try again'],
    ['server_full', 'The server is full. Please try again later.', 'Try again'],
    ['session_lost', 'The server was restarted, and this session could not be continued.', 'Start again'],
    ['app_not_found', 'There is no such application here.', null],
  ])('explains why it was refused: %s', async (code, sentence, action) => {
    const onError = jest.fn()
    const server = new ScriptedServer()
    server.refusal = code
    const { container } = await renderApp({ onError }, { server })
    expect(statusOf(container)).toBe('closed')
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(screen.queryAllByRole('button').map((button) => button.textContent)).toEqual(
      action ? [action] : [],
    )
    expect(onError.mock.calls).toEqual([[{ code, message: sentence }]])
  })

  it('starts again on request after the session is gone', async () => {
    const { run, put, user, server, container } = await renderApp()
    await put({ id: 10, type: 'text', text: 'old' })
    server.refusal = 'session_gone'
    await run(() => server.drop())
    await run(() => server.letReconnect())
    expect(screen.getByText('This session has ended.')).toBeInTheDocument()
    expect(screen.getByText('old')).toBeInTheDocument()
    server.refusal = null
    await user.click(screen.getByRole('button', { name: 'Start again' }))
    await run(() => {})
    expect(server.handshakes.at(-1)).not.toHaveProperty('resume')
    await put({ id: 10, type: 'text', text: 'new' })
    expect(statusOf(container)).toBe('open')
    expect(screen.getByText('new')).toBeInTheDocument()
    expect(screen.queryByText('old')).not.toBeInTheDocument()
  })

  it.each<[CloseReason, string | null]>([
    ['finished', null],
    ['failed', 'An internal error occurred in the application'],
    ['expired', 'This session has expired.'],
    ['shutdown', 'The server was shut down, and this session has ended.'],
  ])('keeps the content after the end `%s`, and shows %p', async (reason, sentence) => {
    const onClose = jest.fn()
    const { put, send, container } = await renderApp({ onClose })
    await put({ id: 10, type: 'text', text: 'content' })
    await send({ type: 'session-close', reason, result: { answer: 42 } })
    expect(statusOf(container)).toBe('closed')
    expect(screen.getByText('content')).toBeInTheDocument()
    expect(screen.queryByRole('status')?.firstChild?.textContent ?? null).toBe(sentence)
    expect(onClose.mock.calls).toEqual([[{ reason, result: { answer: 42 } }]])
  })
})

describe('texts', () => {
  it('are in the requested language, and the host page can replace some of them', async () => {
    const { openForm } = await renderApp({ locale: 'de-CH', messages: { reset: 'Von vorn' } })
    await openForm({ fields: [{ name: 'a', type: 'text', label: 'A', required: true }] })
    expect(await screen.findByRole('button', { name: 'Absenden' })).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Von vorn' })).toBeInTheDocument()
  })

  it('are written from right to left in Persian', async () => {
    const { openForm, container } = await renderApp({ locale: 'fa' })
    await openForm({ fields: [{ name: 'a', type: 'text', label: 'A' }] })
    await screen.findByRole('button', { name: 'ارسال' })
    expect(container.firstElementChild).toHaveAttribute('dir', 'rtl')
  })
})
