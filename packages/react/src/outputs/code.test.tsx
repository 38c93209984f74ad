import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

describe('code', () => {
  it('shows its text at once, and colors it after the highlighter has loaded', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'code', code: 'const x = "a"\n', language: 'JavaScript' })
    expect(container.querySelector('pre')?.textContent).toBe('const x = "a"\n')
    expect(await screen.findByText('const')).toHaveClass('webio-syntax-keyword')
    expect(container.querySelector('pre')?.textContent).toBe('const x = "a"\n')
    await expectAccessible(container)
  })

  it('is plain in an unknown language', async () => {
    const { put } = await renderApp()
    await put(
      { id: 10, type: 'code', code: 'let it be', language: 'klingon' },
      { id: 11, type: 'code', code: 'let y', language: 'js' },
    )
    await screen.findByText('let')
    expect(screen.getByText('let it be')).toBeInTheDocument()
  })

  it('is copied by its button', async () => {
    const { put, user } = await renderApp()
    await put({ id: 10, type: 'code', code: 'a = 1' })
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeInTheDocument()
    expect(await navigator.clipboard.readText()).toBe('a = 1')
  })

  it('scrolls after `rows` lines', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'code', code: 'a', rows: 5 })
    const output = container.querySelector<HTMLElement>('[data-webio-output="code"]')
    expect(output?.style.getPropertyValue('--webio-code-rows')).toBe('5')
  })
})

it('colors the beginning of long code, and keeps it while the code grows', async () => {
  const { put, send, container } = await renderApp()
  const code = 'const x = 1\n'.repeat(10_000)
  await put({ id: 10, type: 'code', code, language: 'js' })
  const [first] = await screen.findAllByText('const')
  const pre = container.querySelector('pre')
  expect(pre?.textContent).toBe(code)
  const { length: colored = 0 } = pre?.querySelectorAll('.webio-syntax-keyword') ?? {}
  expect(colored).toBeGreaterThan(0)
  expect(colored).toBeLessThanOrEqual(20_000 / 12)
  await send({ type: 'output-update', output: 10, set: { code: `${code}const y = 2` } })
  expect(pre?.textContent).toBe(`${code}const y = 2`)
  expect(first).toBeInTheDocument()
})

it('shows code with a very long line without colors', async () => {
  const { put, container } = await renderApp()
  const code = `x = [${'1,'.repeat(600)}]`
  await put(
    { id: 10, type: 'code', code, language: 'js' },
    { id: 11, type: 'code', code: 'let y', language: 'js' },
  )
  expect(await screen.findByText('let')).toHaveClass('webio-syntax-keyword')
  const [long] = container.querySelectorAll('pre')
  expect(long?.textContent).toBe(code)
  expect(long?.querySelector('span')).toBeNull()
})
