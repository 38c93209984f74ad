import { input_group, pin, put_button, put_select, put_text, select } from '@webio/core'
import { render, screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import userEvent from '@testing-library/user-event'
import { expectAccessible } from '../../test/expect-accessible'
import { WebIOApp } from '../index'

const CITIES = ['Rome', 'Rotterdam', 'Oslo', 'Porto']

const findCities = (query: string): string[] =>
  CITIES.filter((city) => city.toLowerCase().includes(query.toLowerCase()))

/** Shows a task that runs in the page. */
function show(task: () => unknown): { user: UserEvent; container: HTMLElement } {
  const { container } = render(<WebIOApp task={task} locale="en" keepAlive={0} />)
  return { user: userEvent.setup(), container }
}

const answer = (value: unknown): unknown => put_text(`answer: ${JSON.stringify(value)}`)
/** The closed text box, once the code for its options is loaded. */
const box = (): Promise<HTMLElement> =>
  waitFor(() => {
    const found = screen.getByRole('combobox', { name: 'City', expanded: false })
    expect(found.closest('.webio-combobox')).not.toBeNull()
    return found
  })
const labels = (): (string | null)[] => screen.queryAllByRole('option').map(({ textContent }) => textContent)

describe('a select whose options the server finds', () => {
  it('searches while a person types, and is operated by keyboard', async () => {
    const asked: string[] = []
    const { user, container } = show(async () =>
      answer(await select('City', (query) => (asked.push(query), findCities(query)))),
    )
    await user.type(await box(), 'rot')
    await screen.findByText('Found: 1')
    expect(asked.at(-1)).toBe('rot')
    expect(asked).not.toContain('ro')
    await expectAccessible(container)
    await user.keyboard('{Enter}')
    expect(await box()).toHaveValue('Rotterdam')
    await user.click(screen.getByRole('button', { name: 'Submit' }))
    expect(await screen.findByText('answer: "Rotterdam"')).toBeInTheDocument()
  })

  it('[O3] keeps the choice and its label when other options are found', async () => {
    const { user } = show(async () => answer(await select('City', findCities)))
    await user.type(await box(), 'rome')
    await user.click(await screen.findByRole('option', { name: 'Rome' }))
    await user.type(await box(), 'oslo')
    await waitFor(() => expect(labels()).toEqual(['Oslo']))
    await user.keyboard('{Escape}')
    expect(await box()).toHaveValue('Rome')
    await user.click(screen.getByRole('button', { name: 'Submit' }))
    expect(await screen.findByText('answer: "Rome"')).toBeInTheDocument()
  })

  it('shows several choices in the order in which they were made, and removes them', async () => {
    const { user } = show(async () =>
      answer(await select('City', findCities, { multiple: true, value: ['Paris'] })),
    )
    await user.type(await box(), 'osl')
    await user.click(await screen.findByRole('option', { name: 'Oslo' }))
    await user.type(screen.getByRole('combobox'), 'rome')
    await user.click(await screen.findByRole('option', { name: 'Rome' }))
    expect(screen.getAllByRole('button', { name: /^(Paris|Oslo|Rome)/ })).toHaveLength(3)
    await user.click(screen.getByRole('button', { name: /Oslo/ }))
    await user.click(screen.getByRole('button', { name: 'Submit' }))
    expect(await screen.findByText('answer: ["Paris","Rome"]')).toBeInTheDocument()
  })

  it('can be cleared unless it is required', async () => {
    const { user } = show(async () => answer(await select('City', findCities, { value: 'Oslo' })))
    expect(await box()).toHaveValue('Oslo')
    await user.click(screen.getByRole('button', { name: 'Clear the choice' }))
    await user.click(screen.getByRole('button', { name: 'Submit' }))
    expect(await screen.findByText('answer: null')).toBeInTheDocument()
  })

  it('requires a choice if it is required', async () => {
    const { user } = show(async () => answer(await select('City', findCities, { required: true })))
    await box()
    await user.click(screen.getByRole('button', { name: 'Submit' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Please select an option.')
    expect(screen.queryByRole('button', { name: 'Clear the choice' })).toBeNull()
  })

  it('reports that nothing was found, or that there is more', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `x${index}`)
    const { user } = show(() => select('City', (query) => (query === 'x' ? many : [])))
    await user.type(await box(), 'y')
    expect(await screen.findByText('Nothing found')).toBeInTheDocument()
    await user.clear(screen.getByRole('combobox'))
    await user.type(screen.getByRole('combobox'), 'x')
    expect(
      await screen.findByText('Found: 100 There are more. Keep typing to find them.'),
    ).toBeInTheDocument()
  })

  it('reports a failed search, and searches again', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {})
    let fails = true
    const { user } = show(() =>
      select('City', () => {
        if (fails) throw new Error('down')
        return ['Rome']
      }),
    )
    await user.click(await box())
    await screen.findByText('The search failed.', { exact: false })
    fails = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('option', { name: 'Rome' })).toBeInTheDocument()
  })

  it('ignores Enter while a search is in progress', async () => {
    const { user } = show(async () => answer(await select('City', () => new Promise<string[]>(() => {}))))
    await user.type(await box(), 'rome{Enter}')
    expect(screen.getByRole('combobox')).toHaveValue('rome')
    expect(screen.getByText('Loading…')).toBeInTheDocument()
  })

  it('is reset to its initial choice', async () => {
    const { user } = show(async () => {
      answer(await input_group('x', [select('City', findCities, { name: 'city', value: 'Oslo' })]))
    })
    await user.type(await box(), 'rome')
    await user.click(await screen.findByRole('option', { name: 'Rome' }))
    await user.click(screen.getByRole('button', { name: 'Reset' }))
    expect(await box()).toHaveValue('Oslo')
    await user.click(screen.getByRole('button', { name: 'Submit' }))
    expect(await screen.findByText('answer: {"city":"Oslo"}')).toBeInTheDocument()
  })

  it('works as a pin', async () => {
    const { user } = show(() => {
      put_select('city', { label: 'City', options: findCities })
      put_button('Read', async () => answer(await pin['city']))
    })
    await user.type(await box(), 'por')
    await user.click(await screen.findByRole('option', { name: 'Porto' }))
    await user.click(screen.getByRole('button', { name: 'Read' }))
    expect(await screen.findByText('answer: "Porto"')).toBeInTheDocument()
    expect(await box()).toHaveValue('Porto')
  })
})
