import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

const output = (type: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(`[data-webio-output="${type}"]`)
  if (!element) throw new Error(`no output of type ${type}`)
  return element
}

describe('grid', () => {
  it('[C8] has a place for each cell, empty if its output is missing or was removed', async () => {
    const { put, send, container } = await renderApp()
    await put({
      id: 10,
      type: 'grid',
      columns: 'repeat(2, 1fr)',
      rows: 'auto',
      cells: [{ output: 11, col: 2 }, {}, { output: 12 }],
      children: [
        { id: 11, type: 'text', text: 'wide' },
        { id: 12, type: 'text', text: 'single' },
      ],
    })
    const spans = (): string[] =>
      [...output('grid').children].map((cell) => (cell as HTMLElement).style.gridColumn)
    expect(output('grid').style.gridTemplateColumns).toBe('repeat(2, 1fr)')
    expect(spans()).toEqual(['span 2', 'span 1', ''])
    await send({ type: 'output-remove', output: 11 })
    expect([output('grid').children.length, output('grid').textContent]).toEqual([3, 'single'])
    await expectAccessible(container)
  })
})

describe('tabs', () => {
  const tabs = (...titles: string[]) => titles.map((title, index) => ({ title, panel: 20 + index }))

  it('have roles and names; one panel is visible, and all keep their elements', async () => {
    const { put, user, container } = await renderApp()
    await put({
      id: 10,
      type: 'tabs',
      tabs: tabs('One', 'Two'),
      children: [
        { id: 20, type: 'scope', children: [{ id: 11, type: 'text', text: 'first' }] },
        { id: 21, type: 'scope', children: [{ id: 12, type: 'text', text: 'second' }] },
      ],
    })
    const second = screen.getByText('second')
    expect(screen.getByRole('tabpanel', { name: 'One' })).toHaveTextContent('first')
    expect(second).not.toBeVisible()
    await expectAccessible(container)
    await user.click(screen.getByRole('tab', { name: 'Two' }))
    expect(screen.getByRole('tabpanel', { name: 'Two' })).toContainElement(second)
    expect(second).toBeVisible()
    await expectAccessible(container)
  })
})

describe('scrollable', () => {
  it('is accessible by keyboard and has a name; the content’s element has the scope’s attributes', async () => {
    const { put, container } = await renderApp()
    await put({
      id: 10,
      type: 'scrollable',
      scope: 's',
      min_height: '50px',
      max_height: '100px',
      children: [{ id: 11, type: 'text', text: 'inside' }],
    })
    const box = screen.getByRole('group', { name: 'Scrollable content' })
    expect([box.tabIndex, box.style.minHeight, box.style.maxHeight]).toEqual([0, '50px', '100px'])
    expect(box.querySelector('[data-webio-scope="s"]')).toHaveTextContent('inside')
    await expectAccessible(container)
  })
})

describe('widget', () => {
  it('[C8] shows each output in its place, and hides an output without a place', async () => {
    const { put, send, container } = await renderApp()
    await put({
      id: 10,
      type: 'widget',
      html: '<h3>Title</h3><p><span data-webio-slot="a"></span>!</p>',
      slots: [
        { key: 'a', output: 11 },
        { key: 'b', output: 12 },
      ],
      children: [
        { id: 11, type: 'text', text: 'placed', inline: true },
        { id: 12, type: 'text', text: 'lost' },
      ],
    })
    expect(await screen.findByText('placed')).toBeVisible()
    expect(output('widget')).toHaveTextContent('Titleplaced!')
    await send({ type: 'output-update', output: 11, set: { text: 'changed' } })
    expect(output('widget')).toHaveTextContent('Titlechanged!')
    await expectAccessible(container)
  })
})
