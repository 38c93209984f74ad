import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

describe('text', () => {
  it('is shown unchanged: not as HTML, and with its white space', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'text', text: '<hr/>    two\nlines' })
    const text = screen.getByText(/two/)
    expect(text.textContent).toBe('<hr/>    two\nlines')
    expect(text).toHaveAttribute('data-webio-output', 'text')
    expect(text.tagName).toBe('P')
  })

  it('is part of a line if it is inline', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'text', text: 'a', inline: true })
    expect(screen.getByText('a').tagName).toBe('SPAN')
  })

  it('gets the author’s CSS through the CSSOM', async () => {
    const { put, send } = await renderApp()
    await put({ id: 10, type: 'text', text: 'a', style: 'color: red; --x: 1' })
    expect(screen.getByText('a').style.color).toBe('red')
    expect(screen.getByText('a').style.getPropertyValue('--x')).toBe('1')
    await send({ type: 'output-update', output: 10, set: { style: null } })
    expect(screen.getByText('a').style.cssText).toBe('')
  })

  it('keeps its element when it changes and when its neighbors do', async () => {
    const { put, send } = await renderApp()
    await put({ id: 10, type: 'text', text: 'a' }, { id: 11, type: 'text', text: 'b' })
    const element = screen.getByText('b')
    await send(
      { type: 'output-insert', parent: 0, index: 0, outputs: [{ id: 12, type: 'text', text: 'c' }] },
      { type: 'output-remove', output: 10 },
      { type: 'output-update', output: 11, set: { text: 'b2' } },
    )
    expect(screen.getByText('b2')).toBe(element)
    expect(screen.queryByText('a')).not.toBeInTheDocument()
    expect(screen.getByText('c').compareDocumentPosition(element)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })

  it('fires `click` by mouse and keyboard if it is clickable', async () => {
    const { put, server, user, container } = await renderApp()
    await put({ id: 10, type: 'text', text: 'Press me', clickable: true })
    const button = screen.getByRole('button', { name: 'Press me' })
    await user.click(button)
    button.focus()
    await user.keyboard('{Enter} ')
    const click = { type: 'callback-fire', output: 10, key: 'click' }
    expect(server.events).toEqual([click, click, click])
    await expectAccessible(container)
  })
})
