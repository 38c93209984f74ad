import { act, render, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useWebIO, WebIOForms, WebIOProvider, WebIOScope } from '../src/index'
import { renderConnected } from './render-app'

function Placed(): ReactNode {
  const [isOpen, setOpen] = useState(true)
  return (
    <WebIOProvider endpoint="/webio" locale="en">
      <button onClick={() => setOpen(!isOpen)}>Toggle</button>
      <aside>{isOpen && <WebIOScope name="sidebar" />}</aside>
      <main>
        <WebIOScope name="ROOT" />
        <WebIOForms />
      </main>
    </WebIOProvider>
  )
}

function Control(): ReactNode {
  const { status, send, close, restart } = useWebIO()
  return (
    <>
      <output>{status}</output>
      <button onClick={() => send('ping', { a: 1 })}>Send</button>
      <button onClick={close}>Close</button>
      <button onClick={restart}>Restart</button>
    </>
  )
}

const SIDEBAR = {
  id: 10,
  type: 'scope',
  scope: 'sidebar',
  children: [{ id: 11, type: 'text', text: 'in the sidebar' }],
} as const

describe('<WebIOScope>', () => {
  it('shows a scope only where the host page placed it', async () => {
    const { put } = await renderConnected(<Placed />)
    expect(screen.getByRole('complementary')).toBeEmptyDOMElement()
    await put(
      { id: 20, type: 'row', children: [SIDEBAR] },
      { id: 21, type: 'text', text: 'in the main part' },
    )
    expect(screen.getAllByText('in the sidebar')).toHaveLength(1)
    const sidebar = within(screen.getByRole('complementary'))
    expect(sidebar.getByText('in the sidebar').closest('[data-webio-scope="sidebar"]')).toBeInTheDocument()
    expect(within(screen.getByRole('main')).getByText('in the main part')).toBeInTheDocument()
    expect(sidebar.getByText('in the sidebar').closest('.webio')).toHaveAttribute('data-webio-status', 'open')
  })

  it('keeps the scope hidden while the host page does not show its place', async () => {
    const { put, user } = await renderConnected(<Placed />)
    await put(SIDEBAR)
    await user.click(screen.getByRole('button', { name: 'Toggle' }))
    expect(screen.queryByText('in the sidebar')).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Toggle' }))
    expect(within(screen.getByRole('complementary')).getByText('in the sidebar')).toBeInTheDocument()
  })

  it('follows a scope that is removed and created again', async () => {
    const { put, send } = await renderConnected(<Placed />)
    await put(SIDEBAR)
    await send({ type: 'output-remove', output: 10 })
    expect(screen.getByRole('complementary')).not.toHaveTextContent('in the sidebar')
    await put({
      id: 30,
      type: 'scope',
      scope: 'sidebar',
      children: [{ id: 31, type: 'text', text: 'again' }],
    })
    expect(within(screen.getByRole('complementary')).getByText('again')).toBeInTheDocument()
  })

  it('shows a scope once if it is placed twice', async () => {
    const { put } = await renderConnected(
      <WebIOProvider endpoint="/webio">
        <aside>
          <WebIOScope name="sidebar" />
        </aside>
        <main>
          <WebIOScope name="sidebar" />
        </main>
      </WebIOProvider>,
    )
    await put(SIDEBAR)
    expect(within(screen.getByRole('complementary')).getByText('in the sidebar')).toBeInTheDocument()
    expect(screen.getByRole('main')).not.toHaveTextContent('in the sidebar')
  })

  it('explains outside a provider what it needs', () => {
    const reported = jest.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<WebIOScope name="ROOT" />)).toThrow(
      '<WebIOScope> must be used within <WebIOProvider> or <WebIOApp>.',
    )
    expect(() => render(<WebIOForms />)).toThrow(
      '<WebIOForms> must be used within <WebIOProvider> or <WebIOApp>.',
    )
    reported.mockRestore()
  })
})

describe('<WebIOForms>', () => {
  it('shows the open form', async () => {
    const { openForm } = await renderConnected(<Placed />)
    await openForm({ fields: [{ name: 'a', type: 'text', label: 'A' }] })
    expect(within(screen.getByRole('main')).getByLabelText('A')).toBeInTheDocument()
  })
})

describe('<WebIOProvider>', () => {
  it('shows popups and toasts above the page', async () => {
    const { run } = await renderConnected(<Placed />)
    await run((server) =>
      server.put(
        [{ id: 40, type: 'toast', content: 'Saved', duration: 0, position: 'left', color: 'info' }],
        2,
      ),
    )
    expect(screen.getByText('Saved').closest('.webio')).toBeInTheDocument()
  })
})

describe('useWebIO', () => {
  it('sends, ends, and restarts', async () => {
    const onClose = jest.fn()
    const { server, user, run, put } = await renderConnected(
      <WebIOProvider endpoint="/webio" onClose={onClose}>
        <Control />
        <WebIOScope name="ROOT" />
      </WebIOProvider>,
    )
    const status = screen.getByRole('status')
    expect(status).toHaveTextContent('open')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(server.events).toEqual([{ type: 'app-event', name: 'ping', data: { a: 1 } }])

    await put({ id: 10, type: 'text', text: 'stays' })
    await user.click(screen.getByRole('button', { name: 'Close' }))
    expect(status).toHaveTextContent('closed')
    expect(screen.getByText('stays')).toBeInTheDocument()
    expect(onClose.mock.calls).toEqual([[{ reason: 'left' }]])
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(server.events).toHaveLength(1)

    await user.click(screen.getByRole('button', { name: 'Restart' }))
    await run(() => {})
    expect(status).toHaveTextContent('open')
    expect(screen.queryByText('stays')).not.toBeInTheDocument()
    expect(server.handshakes).toHaveLength(2)
    expect(server.handshakes[1]).not.toHaveProperty('resume')
    await act(async () => {})
  })
})
