import { screen, waitFor } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

/** The dark modules of a path, as rows of text. */
function modulesOf(svg: Element): string[] {
  const size = Number(svg.getAttribute('viewBox')?.split(' ')[2])
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => ' '))
  for (const [, x, y, length] of (svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(
    /M(\d+) (\d+)h(\d+)/g,
  ))
    rows[Number(y)]?.fill('#', Number(x), Number(x) + Number(length))
  return rows.map((row) => row.join(''))
}

describe('qrcode', () => {
  it('is drawn with its border and finder patterns, and has the author’s alt text', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'qrcode', text: 'https://example.com', size: 160, alt: 'Link to the site' })
    const code = screen.getByRole('img', { name: 'Link to the site' })
    expect(code.style.width).toBe('160px')
    await waitFor(() => expect(code).toHaveAttribute('aria-busy', 'false'))
    const modules = modulesOf(code.querySelector('svg') as Element)
    expect(modules.slice(0, 4).join('').trim()).toBe('')
    expect(modules.slice(4, 11).map((row) => row.slice(4, 11))).toEqual([
      '#######',
      '#     #',
      '# ### #',
      '# ### #',
      '# ### #',
      '#     #',
      '#######',
    ])
    await expectAccessible(container)
  })

  it('is announced as its text without `alt`, and has more modules with more error correction', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'qrcode', text: 'https://example.com', size: 96 })
    await put({ id: 11, type: 'qrcode', text: 'https://example.com', size: 96, error_correction: 'high' })
    const sizes = await waitFor(() => {
      const codes = screen.getAllByRole('img', { name: 'https://example.com' })
      const found = codes.map((code) => code.querySelector('svg')?.getAttribute('viewBox'))
      expect(found).toEqual(['0 0 33 33', '0 0 37 37'])
      return found
    })
    expect(sizes).toHaveLength(2)
  })
})
