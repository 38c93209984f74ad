import { act, screen, waitFor, within } from '@testing-library/react'
import type { NodeSpec, PopupNode } from '@webio/core/protocol'
import { POPUPS_ID } from '@webio/core/protocol'
import { expectAccessible } from '../../test/expect-accessible'
import type { RenderedApp } from '../../test/render-app'
import { renderApp } from '../../test/render-app'

const popup = (id: number, title: string, more: Partial<PopupNode> = {}): PopupNode => ({
  id,
  type: 'popup',
  title,
  size: 'normal',
  implicit_close: true,
  closable: true,
  ...more,
})

async function open(app: RenderedApp, ...popups: PopupNode[]): Promise<void> {
  await app.run((server) => server.put(popups, POPUPS_ID))
  await screen.findByRole('dialog', { name: String(popups.at(-1)?.title) })
}

const DISMISSED = { type: 'output-dismiss', output: 10 }

describe('popup', () => {
  it('is a named dialog inside the component', async () => {
    const app = await renderApp()
    await open(app, popup(10, 'Title', { children: [{ id: 11, type: 'text', text: 'content' }] }))
    const dialog = screen.getByRole('dialog', { name: 'Title' })
    expect(within(dialog).getByText('content')).toBeInTheDocument()
    expect(dialog.closest('.webio')).toBe(app.container.firstElementChild)
    expect(dialog).toHaveAttribute('data-webio-output', 'popup')
    await expectAccessible(dialog)
  })

  it('closes at once with its Close button, and notifies the session', async () => {
    const app = await renderApp()
    await open(app, popup(10, 'Title'))
    await app.user.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(app.server.events).toEqual([DISMISSED])
  })

  it('is closed by Escape and by a click outside if it allows that', async () => {
    const app = await renderApp()
    await open(app, popup(10, 'One'))
    await app.user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    await open(app, popup(11, 'Two'))
    await app.user.click(document.querySelector('.webio-backdrop') as HTMLElement)
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(app.server.events).toHaveLength(2)
  })

  it.each([{ implicit_close: false }, { closable: false }])('stays open with %p', async (more) => {
    const app = await renderApp()
    await open(app, popup(10, 'One', more))
    await app.user.keyboard('{Escape}')
    await app.user.click(document.querySelector('.webio-backdrop') as HTMLElement)
    expect(screen.getByRole('dialog')).toBeInTheDocument()
    expect(app.server.events).toEqual([])
  })

  it('has no Close button if it cannot be closed', async () => {
    const app = await renderApp()
    await open(app, popup(10, 'One', { closable: false }))
    expect(screen.queryByRole('button', { name: 'Close' })).not.toBeInTheDocument()
  })

  it('covers the previous popup, which waits and returns afterwards', async () => {
    const app = await renderApp()
    await open(app, popup(10, 'Lower', { children: [{ id: 12, type: 'button', label: 'Below' }] }))
    const below = screen.getByRole('button', { name: 'Below' })
    await waitFor(() => expect(below).toHaveFocus())
    await open(app, popup(11, 'Upper', { children: [{ id: 13, type: 'button', label: 'Above' }] }))
    expect(below).toBeInTheDocument()
    expect(below.closest('[inert]')).not.toBeNull()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Above' })).toHaveFocus())
    await app.user.keyboard('{Escape}')
    expect(app.server.events).toEqual([{ type: 'output-dismiss', output: 11 }])
    expect(below.closest('[inert]')).toBeNull()
    await waitFor(() => expect(below).toHaveFocus())
  })

  it('comes back if the session does not close it because a form has opened in it meanwhile', async () => {
    const app = await renderApp()
    await open(app, popup(10, 'Title'))
    await app.user.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    await app.run((server) => server.refuseEvent('not_closable'))
    expect(await screen.findByRole('dialog', { name: 'Title' })).toBeInTheDocument()
    await app.user.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(app.server.events).toEqual([DISMISSED, DISMISSED])
  })

  it('takes the focus, and returns it', async () => {
    const app = await renderApp()
    await app.put({ id: 20, type: 'button', label: 'Open' })
    const opener = screen.getByRole('button', { name: 'Open' })
    act(() => opener.focus())
    await open(app, popup(10, 'Title'))
    await waitFor(() =>
      expect(screen.getByRole('dialog')).toContainElement(document.activeElement as HTMLElement),
    )
    await app.send({ type: 'output-remove', output: 10 })
    await waitFor(() => expect(opener).toHaveFocus())
  })

  it('moves the focus to an element around its opener if the opener no longer exists', async () => {
    const app = await renderApp()
    const inner: NodeSpec = { id: 21, type: 'button', label: 'Open' }
    await app.put(
      { id: 19, type: 'text', text: 'before' },
      { id: 20, type: 'scope', scope: 's', children: [inner] },
    )
    act(() => screen.getByRole('button', { name: 'Open' }).focus())
    await open(app, popup(10, 'Title'))
    await app.send({ type: 'output-remove', output: 21 })
    await app.send({ type: 'output-remove', output: 10 })
    await waitFor(() => expect(document.querySelector('[data-webio-scope="s"]')).toHaveFocus())
  })

  it('leaves the focus where the person has put it meanwhile', async () => {
    const app = await renderApp()
    await app.put({ id: 20, type: 'button', label: 'Open' }, { id: 21, type: 'button', label: 'Other' })
    act(() => screen.getByRole('button', { name: 'Open' }).focus())
    await open(app, popup(10, 'Title'))
    // Radix returns the focus in a timer.
    jest.useFakeTimers({ doNotFake: ['requestAnimationFrame', 'queueMicrotask'] })
    try {
      await app.send({ type: 'output-remove', output: 10 })
      const other = screen.getByRole('button', { name: 'Other' })
      act(() => other.focus())
      act(() => jest.runAllTimers())
      expect(other).toHaveFocus()
    } finally {
      jest.useRealTimers()
    }
  })

  it('leaves the document unchanged', async () => {
    document.documentElement.style.overflow = 'clip'
    const styles = (): (string | null)[] =>
      [document.documentElement, document.body].map((element) => element.getAttribute('style') || null)
    const before = styles()
    const app = await renderApp()
    await open(app, popup(10, 'One'))
    expect(document.documentElement.style.overflow).toBe('hidden')
    expect(styles()).not.toEqual(before)
    await app.send({ type: 'output-remove', output: 10 })
    app.unmount()
    expect(styles()).toEqual(before)
    document.documentElement.removeAttribute('style')
  })
})
