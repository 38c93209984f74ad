import type { Json } from '@webio/core/protocol'
import { screen, waitFor } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import type { RenderedApp } from '../../test/render-app'
import { renderApp } from '../../test/render-app'
import { groupsOf } from './json/json-entries'

async function renderJson(value: Json): Promise<RenderedApp> {
  const app = await renderApp()
  await app.put({ id: 10, type: 'json', value })
  // The drawing code is loaded on first use.
  await waitFor(() => expect(document.querySelector('.webio-json')).toHaveAttribute('aria-busy', 'false'))
  return app
}

const shown = (): string => document.querySelector('.webio-json')?.textContent ?? ''

describe('json', () => {
  it.each<[Json, string]>([
    ['a "b"', '"a \\"b\\""'],
    [null, 'null'],
    [1.5, '1.5'],
    [[], '[0]'],
    [{}, '{0}'],
    [[true, 'x'], '[2]0: true1: "x"'],
    [{ a: 1, b: [1, 2] }, '{2}a: 1b: [2]'],
  ])('shows %j as %s', async (value, text) => {
    const { container } = await renderJson(value)
    expect(shown()).toBe(text)
    await expectAccessible(container)
  })

  it('expands and collapses branches; a collapsed branch has no elements', async () => {
    const { user, container } = await renderJson({ a: { b: { c: 1 } } })
    const branch = (text: string) =>
      [...container.querySelectorAll('summary')].find((one) => one.textContent === text) as Element
    expect(shown()).toBe('{1}a: {1}')
    await user.click(branch('a: {1}'))
    expect(shown()).toBe('{1}a: {1}b: {1}')
    await user.click(branch('b: {1}'))
    expect(shown()).toBe('{1}a: {1}b: {1}c: 1')
    await user.click(branch('a: {1}'))
    expect(shown()).toBe('{1}a: {1}')
  })

  it('divides long lists into groups: a million entries need a hundred elements', async () => {
    const { user, container } = await renderJson(Array.from({ length: 1_000_000 }, (_, index) => index))
    const branches = () => [...container.querySelectorAll('.webio-json-branch > summary')]
    expect(branches()).toHaveLength(101)
    expect(branches()[2]?.textContent).toBe('10000 … 19999')
    await user.click(branches()[2] as Element)
    await user.click(screen.getByText('10100 … 10199'))
    expect(screen.getByText('10150:', { exact: false }).parentElement).toHaveTextContent('10150: 10150')
  }, 30_000)

  it('shows the beginning of a long text, and the whole text after it is expanded', async () => {
    const { user } = await renderJson({ text: 'x'.repeat(500) })
    expect(shown()).toContain('x…')
    expect(shown()).not.toContain('x'.repeat(301))
    await user.click(screen.getByText('x…', { exact: false }))
    expect(shown()).toContain('x'.repeat(500))
  })

  it('shows a new value after an update', async () => {
    const { send } = await renderJson({ a: 1 })
    await send({ type: 'output-update', output: 10, set: { value: { b: 2 } } })
    expect(shown()).toBe('{1}b: 2')
  })
})

it.each([
  [101, 100, [100, 1]],
  [10_000, 100, Array<number>(100).fill(100)],
  [10_001, 100, [10_000, 1]],
])('%i entries, at most %i groups', (length, max, lengths) => {
  const entries = Array.from({ length }, (_, index) => [String(index), index] as const)
  expect(groupsOf(entries, max).map((group) => group.length)).toEqual(lengths)
})
