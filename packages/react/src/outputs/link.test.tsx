import { screen } from '@testing-library/react'
import { renderApp } from '../../test/render-app'

describe('link', () => {
  it.each(['https://example.com/', 'mailto:a@example.com', 'tel:123', '/relative', '#part'])(
    'leads to %s',
    async (url) => {
      const { put } = await renderApp()
      await put({ id: 10, type: 'link', label: 'go', url })
      expect(screen.getByRole('link', { name: 'go' })).toHaveAttribute('href', url)
    },
  )

  it.each(['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x'])(
    'does not lead to %j',
    async (url) => {
      const { put } = await renderApp()
      await put({ id: 10, type: 'link', label: 'go', url })
      expect(screen.getByText('go')).not.toHaveAttribute('href')
    },
  )

  it('opens another application on the stand-alone page by changing only the address’s `app`', async () => {
    history.replaceState(null, '', '/webio?app=a&x=1')
    const { put } = await renderApp({}, { isStandAlone: true })
    await put({ id: 10, type: 'link', label: 'go', app: 'b c', new_window: true })
    const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'go' })
    expect(link.href).toBe('http://localhost/webio?app=b+c&x=1')
    expect(link).toHaveAttribute('target', '_blank')
    expect(link).toHaveAttribute('rel', 'noopener')
  })

  it('leads from a host page to the handler’s stand-alone page, like go_app', async () => {
    history.replaceState(null, '', '/shop?item=1')
    const { put } = await renderApp({ endpoint: 'https://elsewhere.example/tools' })
    await put({ id: 10, type: 'link', label: 'go', app: 'b' })
    expect(screen.getByRole<HTMLAnchorElement>('link', { name: 'go' }).href).toBe(
      'https://elsewhere.example/tools?app=b',
    )
  })
})
