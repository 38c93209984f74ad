import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

describe('image', () => {
  it('has its source, size and text', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'image', src: '/a.png', title: 'A "cat"', width: '50%' })
    const image = screen.getByRole('img', { name: 'A "cat"' })
    expect(image).toHaveAttribute('src', '/a.png')
    expect(image.style.width).toBe('50%')
    await expectAccessible(container)
  })

  it('does not load from sources that the page does not allow for images', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'image', src: 'javascript:alert(1)', title: 'x' })
    expect(screen.getByAltText('x')).not.toHaveAttribute('src')
  })
})
