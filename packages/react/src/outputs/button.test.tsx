import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

describe('button', () => {
  it('fires callback 0', async () => {
    const { put, server, user } = await renderApp()
    await put({ id: 10, type: 'button', label: 'Go' })
    await user.click(screen.getByRole('button', { name: 'Go' }))
    expect(server.events).toEqual([{ type: 'callback-fire', output: 10, key: 0 }])
    expect(screen.getByRole('button')).toHaveAttribute('data-webio-output', 'button')
  })

  it('does nothing while it is disabled', async () => {
    const { put, server, user, send } = await renderApp()
    await put({ id: 10, type: 'button', label: 'Go', disabled: true })
    await user.click(screen.getByRole('button', { name: 'Go' }))
    expect(server.events).toEqual([])
    await send({ type: 'output-update', output: 10, set: { disabled: null } })
    expect(screen.getByRole('button', { name: 'Go' })).toBeEnabled()
  })

  it('is disabled after the session has ended', async () => {
    const { put, send } = await renderApp()
    await put({ id: 10, type: 'button', label: 'Go' })
    await send({ type: 'session-close', reason: 'finished' })
    expect(screen.getByRole('button', { name: 'Go' })).toBeDisabled()
    expect(screen.getByRole('button', { name: 'Go' })).toHaveAttribute('aria-disabled', 'true')
  })

  it('shows that its callback is running, and can still be pressed', async () => {
    const { put, send, server, user, container } = await renderApp()
    await put({ id: 10, type: 'button', label: 'Go' })
    await send({ type: 'output-update', output: 10, set: { busy: [0] } })
    const button = screen.getByRole('button', { name: 'Go' })
    expect(button).toHaveAttribute('aria-busy', 'true')
    await user.click(button)
    expect(server.events).toHaveLength(1)
    await expectAccessible(container)
    await send({ type: 'output-update', output: 10, set: { busy: null } })
    expect(button).not.toHaveAttribute('aria-busy')
  })

  it('also fires `click` if the whole output is clickable', async () => {
    const { put, server, user } = await renderApp()
    await put({ id: 10, type: 'button', label: 'Go', clickable: true })
    screen.getByRole('button').focus()
    await user.keyboard('{Enter}')
    expect(server.events.map((event) => event.type === 'callback-fire' && event.key)).toEqual([0, 'click'])
  })
})

describe('buttons', () => {
  it('show which of their callbacks are running', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'buttons', buttons: [{ label: 'A' }, { label: 'B' }], busy: [1] })
    expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-busy'))).toEqual([
      null,
      'true',
    ])
  })

  it('[C10] are disabled once they can no longer run, and keep the focus', async () => {
    const { put, send, server, user, container } = await renderApp()
    await put({ id: 10, type: 'buttons', buttons: [{ label: 'A' }, { label: 'B' }] })
    const [a, b] = screen.getAllByRole('button')
    await user.click(a as HTMLElement)
    await send({ type: 'output-update', output: 10, set: { spent: [0] } })
    expect([a, b].map((button) => button?.getAttribute('aria-disabled'))).toEqual(['true', null])
    expect(a).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(server.events).toHaveLength(1)
    await expectAccessible(container)
  })

  it('fire the callback at their index', async () => {
    const { put, server, user, container } = await renderApp()
    await put({
      id: 10,
      type: 'buttons',
      group: true,
      buttons: [{ label: 'A' }, { label: 'A', color: 'danger' }, { label: 'C', disabled: true }],
    })
    const buttons = screen.getAllByRole('button')
    for (const button of buttons) await user.click(button)
    expect(server.events).toEqual([
      { type: 'callback-fire', output: 10, key: 0 },
      { type: 'callback-fire', output: 10, key: 1 },
    ])
    await expectAccessible(container)
  })
})
