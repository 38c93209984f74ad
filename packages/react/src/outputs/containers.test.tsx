import { screen, within } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

const output = (type: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(`[data-webio-output="${type}"]`)
  if (!element) throw new Error(`no output of type ${type}`)
  return element
}

describe('row and column', () => {
  it('have a track for each child, and a narrow one for a gap', async () => {
    const { put } = await renderApp()
    await put({
      id: 10,
      type: 'row',
      children: [
        { id: 11, type: 'text', text: 'a' },
        { id: 12, type: 'gap' },
        { id: 13, type: 'column', size: '1fr 2fr', children: [{ id: 14, type: 'text', text: 'b' }] },
      ],
    })
    expect(output('row').style.gridTemplateColumns).toBe('minmax(0,1fr) 10px minmax(0,1fr)')
    expect(output('column').style.gridTemplateRows).toBe('1fr 2fr')
    expect([...output('row').children].map((child) => child.getAttribute('data-webio-output'))).toEqual([
      'text',
      'gap',
      'column',
    ])
  })

  it('accept outputs that are added later', async () => {
    const { put, run } = await renderApp()
    await put({ id: 10, type: 'row', scope: 'r', children: [{ id: 11, type: 'text', text: 'a' }] })
    await run((server) => server.put([{ id: 12, type: 'text', text: 'b' }], 10))
    expect(output('row').style.gridTemplateColumns).toBe('minmax(0,1fr) minmax(0,1fr)')
    expect(output('row')).toHaveAttribute('data-webio-scope', 'r')
  })
})

describe('collapse', () => {
  it('opens and closes; the session does not reopen it', async () => {
    const { put, send, user, container } = await renderApp()
    await put({
      id: 10,
      type: 'collapse',
      title: 'More',
      children: [{ id: 11, type: 'text', text: 'inside' }],
    })
    const details = screen.getByRole<HTMLDetailsElement>('group')
    expect(details.open).toBe(false)
    await user.click(screen.getByText('More'))
    expect(details.open).toBe(true)
    await send({ type: 'output-update', output: 10, set: { title: 'Even more' } })
    expect(screen.getByText('Even more').tagName).toBe('SUMMARY')
    expect(details.open).toBe(true)
    await expectAccessible(container)
  })

  it('keeps its element and its state when it becomes a scope', async () => {
    const { put, send, user } = await renderApp()
    await put({ id: 10, type: 'collapse', title: 'More' })
    await user.click(screen.getByText('More'))
    const details = screen.getByRole<HTMLDetailsElement>('group')
    await send({ type: 'output-update', output: 10, set: { scope: 'inner' } })
    expect(screen.getByRole('group')).toBe(details)
    expect(details.open).toBe(true)
    expect(details.querySelector('[data-webio-scope="inner"]')).toBeInTheDocument()
  })
})

describe('progressbar', () => {
  it.each([
    [0.3, undefined, '30', '30.0%'],
    [1 / 3, undefined, '33.3', '33.3%'],
    [1.5, undefined, '100', '150.0%'],
    [0.5, '5 of 10', '50', '5 of 10'],
  ])('shows %p with label %p', async (value, label, now, shown) => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'progressbar', name: 'bar', value, ...(label && { label }) })
    const bar = screen.getByRole('progressbar', { name: 'bar' })
    expect(bar).toHaveAttribute('aria-valuenow', now)
    expect(within(bar).getByText(shown)).toBeInTheDocument()
    await expectAccessible(container)
  })
})

describe('scope', () => {
  it('has its name, but no id on a host page', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'scope', scope: 's' })
    expect(document.querySelector('[data-webio-scope="s"]')).not.toHaveAttribute('id')
  })

  it('has an id on the stand-alone page', async () => {
    const { put } = await renderApp({}, { isStandAlone: true })
    await put({ id: 10, type: 'scope', scope: 's' })
    expect(document.querySelector('#webio-scope-s')).toHaveAttribute('data-webio-scope', 's')
    expect(document.querySelector('#webio-scope-ROOT')).toBeInTheDocument()
  })

  it('[C2] shows a message if its name is taken', async () => {
    const { put } = await renderApp()
    await put(
      { id: 10, type: 'scope', scope: 's', children: [{ id: 11, type: 'text', text: 'first' }] },
      { id: 12, type: 'scope', scope: 's', children: [{ id: 13, type: 'text', text: 'second' }] },
    )
    expect(screen.getByText('first')).toBeInTheDocument()
    expect(screen.getByText(/name of this scope is duplicated/)).toBeInTheDocument()
    expect(document.querySelectorAll('[data-webio-scope="s"]')).toHaveLength(1)
  })
})
