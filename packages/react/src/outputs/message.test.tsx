import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

const text = (id: number, value: string) => ({ id, type: 'text', text: value }) as const

describe('message', () => {
  it.each([
    ['info', 'status'],
    ['success', 'status'],
    ['warning', 'status'],
    ['error', 'alert'],
  ] as const)('%s has the role %s, and its content', async (type, role) => {
    const { put, container } = await renderApp()
    await put({ id: 10, type, children: [text(11, 'a'), text(12, 'b')] })
    expect(screen.getByRole(role)).toHaveTextContent('ab')
    expect(screen.getByRole(role)).toHaveAttribute('data-webio-output', type)
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
    await expectAccessible(container)
  })

  it('closes at once when the person closes it, if it is closable, and notifies the session', async () => {
    const { put, server, user } = await renderApp()
    await put({ id: 10, type: 'info', closable: true, clickable: true, children: [text(11, 'a')] })
    await user.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.queryByText('a')).not.toBeInTheDocument()
    expect(server.events).toEqual([{ type: 'output-dismiss', output: 10 }])
  })

  it('accepts outputs that are added later', async () => {
    const { put, send } = await renderApp()
    await put({ id: 10, type: 'warning', scope: 'w', children: [text(11, 'a')] })
    await send({ type: 'output-insert', parent: 10, outputs: [text(12, 'b')] })
    expect(screen.getByRole('status')).toHaveTextContent('ab')
    expect(screen.getByText('a').closest('[data-webio-scope="w"]')).not.toBeNull()
  })
})

describe('loading', () => {
  it('announces itself, and shows its content', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'loading', shape: 'grow', color: 'danger', children: [text(11, 'Step 1')] })
    const status = screen.getByText('Step 1').closest('[role="status"]')
    expect(status).toHaveTextContent('Loading…Step 1')
    expect(status?.querySelector('[data-shape="grow"][data-color="danger"]')).toBeInTheDocument()
    await expectAccessible(container)
  })
})
