import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { NodeSpec } from '@webio/core/protocol'
import { expectAccessible } from '../../../test/expect-accessible'
import type { RenderedApp } from '../../../test/render-app'
import { renderApp } from '../../../test/render-app'

/** The table's drawing code is loaded on first use, which is slow on a busy machine. */
jest.setTimeout(60_000)

// Otherwise, no row would be in view, because jsdom has no layout.
const sizes = ['clientHeight', 'clientWidth'] as const
const before = sizes.map((size) => Object.getOwnPropertyDescriptor(Element.prototype, size))
beforeAll(() => {
  for (const size of sizes) Object.defineProperty(Element.prototype, size, { configurable: true, value: 600 })
})
afterAll(() => {
  for (const [index, size] of sizes.entries())
    Object.defineProperty(Element.prototype, size, before[index] as PropertyDescriptor)
})

const table: NodeSpec = {
  id: 10,
  type: 'datatable',
  theme: 'balham',
  instance_id: 'people',
  marks: true,
  columns: [
    { path: ['name'], header: 'Name', kind: 'text', editable: true },
    { path: ['age'], header: 'Age', kind: 'number', editable: true },
    {
      path: ['status'],
      header: 'Status',
      kind: 'text',
      editable: true,
      choices: [
        { label: 'Fine', value: 'ok' },
        { label: 'Failed', value: 'error' },
      ],
    },
    { path: ['id'], header: 'Id', kind: 'number' },
  ],
}

/** A table of two rows, with the focus on its grid. */
async function shown(): Promise<
  RenderedApp & { readonly cell: (row: number, column: number) => HTMLElement }
> {
  const app = await renderApp()
  await app.put(table)
  await app.send({
    type: 'rows-insert',
    output: 10,
    ids: ['a', 'b'],
    columns: [
      ['Ada', 'Alan'],
      [36, 41],
      ['ok', 'error'],
      [1, 2],
      [null, { row: 'danger', cells: { 2: 'warning' } }],
    ],
  })
  const find = <T extends Element>(selector: string): T[] => [...app.container.querySelectorAll<T>(selector)]
  const cell = (row: number, column: number): HTMLElement =>
    find<HTMLElement>('.webio-datatable-rows > [role=row]')[row]?.querySelectorAll<HTMLElement>(
      '[role=gridcell]',
    )[column] as HTMLElement
  await waitFor(() => expect(cell(1, 0)).toHaveTextContent('Alan'), { timeout: 8000 })
  const [grid] = find<HTMLElement>('[role=grid]')
  grid?.focus()
  return { ...app, cell }
}

const edits = ({ server }: RenderedApp): unknown[] =>
  server.events.filter(({ type }) => type === 'cell-edit').map(({ type: _, ...event }) => event)

describe('[D9] a cell', () => {
  it('is edited by Enter; Enter commits the value and waits for an answer', async () => {
    const app = await shown()
    await app.user.click(app.cell(0, 0))
    await app.user.keyboard('{Enter}')
    const editor = screen.getByRole('textbox', { name: 'Name' })
    expect(editor).toHaveFocus()
    await app.user.keyboard('Grace{Enter}')
    expect(edits(app)).toEqual([{ output: 10, row: 'a', column: 0, value: 'Grace' }])
    expect(app.cell(0, 0)).toHaveTextContent('Grace')
    expect(app.cell(0, 0)).toHaveAttribute('aria-busy', 'true')
    expect(screen.getByRole('grid')).toHaveFocus()
    await app.send(
      { type: 'rows-update', output: 10, row: 'a', set: [[0, 'Grace']] },
      { type: 'cell-settled', output: 10, request: 1 },
    )
    expect(app.cell(0, 0)).toHaveTextContent('Grace')
    expect(app.cell(0, 0)).not.toHaveAttribute('aria-busy')
    await expectAccessible(app.container)
  })

  it('shows its previous value and the reason if the edit is refused', async () => {
    const app = await shown()
    await app.user.dblClick(app.cell(0, 1))
    await app.user.keyboard('400{Enter}')
    expect(edits(app)).toEqual([{ output: 10, row: 'a', column: 1, value: 400 }])
    await app.send({ type: 'cell-settled', output: 10, request: 1, message: 'Too old.' })
    expect(app.cell(0, 1)).toHaveTextContent('36')
    expect(app.cell(0, 1)).toHaveAttribute('aria-invalid', 'true')
    expect(screen.getByRole('alert')).toHaveTextContent('Too old.')
    await expectAccessible(app.container)
    await app.user.dblClick(app.cell(0, 1))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('keeps a text that is too long to send, reports it, and lets the person edit it', async () => {
    const app = await shown()
    const long = 'x'.repeat(100_001)
    const editor = (): Element | null => app.cell(0, 0).querySelector('input')
    fireEvent.doubleClick(app.cell(0, 0))
    fireEvent.change(editor() as Element, { target: { value: long } })
    fireEvent.keyDown(editor() as Element, { key: 'Enter' })
    expect(edits(app)).toEqual([])
    expect(app.cell(0, 0)).toHaveAttribute('aria-invalid', 'true')
    expect(app.cell(0, 0).querySelector('[role=alert]')).toHaveTextContent(
      'Please use at most 100000 characters (you have 100001).',
    )
    fireEvent.doubleClick(app.cell(0, 0))
    expect((editor() as HTMLInputElement).value === long).toBe(true)
  })

  it('keeps its value after Escape, or if nothing changed', async () => {
    const app = await shown()
    await app.user.click(app.cell(0, 0))
    await app.user.keyboard('{F2}x{Escape}{F2}{Enter}')
    expect([edits(app), app.cell(0, 0).textContent]).toEqual([[], 'Ada'])
  })

  it('starts with the typed text, and commits the value on blur', async () => {
    const app = await shown()
    await app.user.click(app.cell(1, 1))
    await app.user.keyboard('5')
    expect(screen.getByRole('textbox', { name: 'Age' })).toHaveValue('5')
    await app.user.keyboard('2')
    await app.user.click(app.cell(0, 3))
    expect(edits(app)).toEqual([{ output: 10, row: 'b', column: 1, value: 52 }])
  })

  it('offers its choices, and shows their labels', async () => {
    const app = await shown()
    expect([app.cell(0, 2).textContent, app.cell(1, 2).textContent]).toEqual(['Fine', 'Failed'])
    await app.user.click(app.cell(0, 2))
    await app.user.keyboard('{Enter}')
    const select = screen.getByRole('combobox', { name: 'Status' })
    fireEvent.change(select, { target: { value: '1' } })
    fireEvent.keyDown(select, { key: 'Enter' })
    expect(edits(app)).toEqual([{ output: 10, row: 'a', column: 2, value: 'error' }])
  })

  it('reports if it cannot be edited', async () => {
    const app = await shown()
    expect(app.cell(0, 3)).toHaveAttribute('aria-readonly', 'true')
    expect(app.cell(0, 0)).toHaveAttribute('aria-readonly', 'false')
    await app.user.dblClick(app.cell(0, 3))
    await app.user.keyboard('{F2}7')
    expect(screen.queryByRole('textbox', { name: 'Id' })).not.toBeInTheDocument()
  })
})

it('[D10] gives rows and cells their classes', async () => {
  const { cell } = await shown()
  expect(cell(1, 2).closest('[role=row]')).toHaveClass('danger')
  expect(cell(0, 2).closest('[role=row]')).not.toHaveClass('danger')
  expect(cell(1, 2)).toHaveClass('warning')
})
