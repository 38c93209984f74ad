import { screen, within } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

describe('table', () => {
  it('has a header, cells of text, spans, and outputs in cells', async () => {
    const { put, server, user, container } = await renderApp()
    await put({
      id: 10,
      type: 'table',
      header: ['Name', { text: 'Rest', col: 2 }],
      rows: [
        [{ text: 'tall', row: 2 }, '1', { output: 11 }],
        ['2', '<b>x</b>'],
      ],
      children: [{ id: 11, type: 'button', label: 'Edit' }],
    })
    const headers = screen.getAllByRole('columnheader')
    expect(headers.map((cell) => cell.textContent)).toEqual(['Name', 'Rest'])
    expect(headers[0]).toHaveAttribute('scope', 'col')
    expect(headers[1]).toHaveAttribute('colspan', '2')
    expect(screen.getByRole('cell', { name: 'tall' })).toHaveAttribute('rowspan', '2')
    expect(screen.getByRole('cell', { name: '<b>x</b>' })).toBeInTheDocument()
    await user.click(within(screen.getByRole('cell', { name: 'Edit' })).getByRole('button'))
    expect(server.events).toEqual([{ type: 'callback-fire', output: 11, key: 0 }])
    await expectAccessible(container)
  })

  it('moves rows that a heading cell spans into the head', async () => {
    const { put, container } = await renderApp()
    await put({
      id: 10,
      type: 'table',
      header: [
        { text: 'Name', row: 2 },
        { text: 'Address', col: 2 },
      ],
      rows: [
        ['City', { text: 'Country', row: 2 }],
        ['Wang', 'Beijing'],
        ['Liu', 'New York', 'America'],
      ],
    })
    const shape = [...container.querySelectorAll('thead tr')].map((row) =>
      [...row.children].map((cell) => `${cell.tagName} ${cell.textContent}`),
    )
    expect(shape).toEqual([
      ['TH Name', 'TH Address'],
      ['TD City', 'TD Country'],
      ['TD Wang', 'TD Beijing'],
    ])
    expect(container.querySelectorAll('tbody tr')).toHaveLength(1)
    await expectAccessible(container)
  })

  it('omits a heading without a text', async () => {
    const { put, container } = await renderApp()
    await put({
      id: 10,
      type: 'table',
      header: ['Name', '', { text: '', col: 2 }],
      rows: [['a', 'b', 'c', 'd']],
    })
    expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual(['Name'])
    expect([...(container.querySelector('thead tr')?.children ?? [])]).toHaveLength(3)
    await expectAccessible(container)
  })

  it('has no header unless the task gives one', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'table', header: [], rows: [['a']] })
    expect(screen.queryByRole('columnheader')).not.toBeInTheDocument()
    expect(screen.getByRole('cell')).toHaveTextContent('a')
  })
})
