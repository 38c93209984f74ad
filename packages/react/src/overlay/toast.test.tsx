import { act, fireEvent, screen } from '@testing-library/react'
import type { ToastNode } from '@webio/core/protocol'
import { TOASTS_ID } from '@webio/core/protocol'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

const toast = (more: Partial<ToastNode> = {}): ToastNode => ({
  id: 10,
  type: 'toast',
  content: 'Saved',
  duration: 0,
  position: 'center',
  color: 'success',
  ...more,
})

const DISMISSED = { type: 'output-dismiss', output: 10 }
const shown = (): Element | null => document.querySelector('[data-webio-toast]')

describe('toast', () => {
  it('has the role status, its color and its position', async () => {
    const { run, container } = await renderApp()
    await run((server) => server.put([toast({ position: 'right', color: '#ff00aa' })], TOASTS_ID))
    const status = screen.getByRole('status')
    expect(status).toHaveTextContent('Saved')
    expect(status).toHaveAttribute('data-webio-toast')
    expect(status.style.getPropertyValue('--webio-toast')).toBe('#ff00aa')
    expect(status.parentElement).toHaveAttribute('data-position', 'right')
    await expectAccessible(container)
  })

  it('ignores an invalid color', async () => {
    const { run } = await renderApp()
    await run((server) => server.put([toast({ color: '#fff;background:url(x)' })], TOASTS_ID))
    expect(screen.getByRole('status').style.getPropertyValue('--webio-toast')).toBe('#1565c0')
  })

  it('stays until it is closed if it has no duration', async () => {
    const { run, server, user } = await renderApp()
    await run(() => server.put([toast()], TOASTS_ID))
    await user.click(screen.getByRole('button', { name: 'Close' }))
    expect(shown()).toBeNull()
    expect(server.events).toEqual([DISMISSED])
  })

  it('fires `click` and disappears when it is clicked', async () => {
    const { run, server, user } = await renderApp()
    await run(() => server.put([toast({ clickable: true, duration: 60 })], TOASTS_ID))
    await user.click(screen.getByRole('button', { name: 'Saved' }))
    expect(shown()).toBeNull()
    expect(server.events).toEqual([{ type: 'callback-fire', output: 10, key: 'click' }, DISMISSED])
  })

  it('shows a built-in text in the page’s language', async () => {
    const { run } = await renderApp({ messages: { internal_error: 'Oh dear' } })
    await run((server) => server.put([toast({ content: { id: 'internal_error' } })], TOASTS_ID))
    expect(screen.getByRole('status')).toHaveTextContent('Oh dear')
  })

  it('is replaced by the notice if its error ends the session', async () => {
    const { run, send } = await renderApp()
    await run((server) => server.put([toast({ content: { id: 'internal_error' } })], TOASTS_ID))
    expect(shown()).not.toBeNull()
    await send({ type: 'session-close', reason: 'failed' })
    expect(shown()).toBeNull()
    expect(screen.getByText('An internal error occurred in the application')).toBeInTheDocument()
  })

  describe('with a duration', () => {
    beforeEach(() => jest.useFakeTimers({ doNotFake: ['requestAnimationFrame', 'queueMicrotask'] }))
    afterEach(() => jest.useRealTimers())
    const pass = (ms: number): void => act(() => jest.advanceTimersByTime(ms))

    it('disappears after its duration', async () => {
      const { run, server } = await renderApp()
      await run(() => server.put([toast({ duration: 2 })], TOASTS_ID))
      expect(screen.queryByRole('button', { name: 'Close' })).not.toBeInTheDocument()
      pass(1999)
      expect(shown()).not.toBeNull()
      pass(1)
      expect(shown()).toBeNull()
      expect(server.events).toEqual([DISMISSED])
    })

    it('stays while the pointer is on it or it has the focus', async () => {
      const { run, server } = await renderApp()
      await run(() => server.put([toast({ duration: 2, clickable: true })], TOASTS_ID))
      fireEvent.pointerEnter(shown() as Element)
      pass(10_000)
      fireEvent.pointerLeave(shown() as Element)
      act(() => screen.getByRole('button', { name: 'Saved' }).focus())
      pass(10_000)
      expect(server.events).toEqual([])
      act(() => screen.getByRole('button', { name: 'Saved' }).blur())
      pass(2000)
      expect(server.events).toEqual([DISMISSED])
    })
  })
})
