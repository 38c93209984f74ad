import { screen, within } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

describe('markdown', () => {
  it('shows its source until the renderer has been loaded', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'markdown', markdown: '# Title' })
    expect(await screen.findByRole('heading', { name: 'Title' })).toBeInTheDocument()
    expect(screen.queryByText('# Title')).not.toBeInTheDocument()
  })

  it('is GitHub’s: tables, task lists, deletions, breaks', async () => {
    const { put, container } = await renderApp()
    const markdown = '| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n~~old~~ one\ntwo'
    await put({ id: 10, type: 'markdown', markdown })
    expect(await screen.findByRole('table')).toBeInTheDocument()
    expect(screen.getByRole('checkbox')).toBeChecked()
    expect(screen.getByText('old').tagName).toBe('DEL')
    expect(container.querySelector('p br')).toBeInTheDocument()
  })

  it('names the boxes of a task list after their items', async () => {
    const { put, container } = await renderApp()
    const markdown = '- [x] all **done**\n  - [ ] but this\n\n- [ ] in a paragraph'
    await put({ id: 10, type: 'markdown', markdown })
    await screen.findByText('done')
    const names = screen.getAllByRole('checkbox').map((box) => box.getAttribute('aria-label'))
    expect(names).toEqual(['all done', 'but this', 'in a paragraph'])
    await expectAccessible(container)
  })

  it('takes `options` of the parser', async () => {
    const { put, container } = await renderApp()
    const options = { breaks: false, gfm: false }
    await put({ id: 10, type: 'markdown', markdown: '*x* ~~one~~\ntwo', options })
    await screen.findByText('x')
    expect(container.querySelector('br, del')).not.toBeInTheDocument()
  })

  it('cleans the HTML in it', async () => {
    const { put, container } = await renderApp()
    const markdown =
      '<b>bold</b> <script>alert(1)</script> <a href="javascript:alert(1)" onclick="x()" id="body">link</a>'
    await put({ id: 10, type: 'markdown', markdown })
    expect((await screen.findByText('bold')).tagName).toBe('B')
    expect(container.querySelector('script')).not.toBeInTheDocument()
    const link = screen.getByText('link')
    expect(link.getAttributeNames()).toEqual([])
  })

  it('shows HTML as it is where the author wants that', async () => {
    const { put, send, container } = await renderApp()
    Object.assign(globalThis, { scriptRuns: 0 })
    const markdown = '# ~~T~~\n<kbd class="key" onclick="x()">K</kbd><script>globalThis.scriptRuns++</script>'
    await put({ id: 10, type: 'markdown', markdown, sanitize: false })
    expect(await screen.findByText('K')).toHaveClass('key')
    expect(screen.getByText('K')).toHaveAttribute('onclick', 'x()')
    expect(container.querySelector('h1 > del')).toHaveTextContent('T')
    expect(globalThis).toHaveProperty('scriptRuns', 1)
    await send({ type: 'output-update', output: 10, set: { markdown: '<b>other</b>' } })
    expect(screen.getByText('other').tagName).toBe('B')
  })

  it('cleans it all the same where the page allows no scripts', async () => {
    const { put, container } = await renderApp({ allowScripts: false })
    const markdown = '<b onclick="x()">B</b><script>1</script><iframe srcdoc="<script>1</script>"></iframe>'
    await put({ id: 10, type: 'markdown', markdown, sanitize: false })
    expect((await screen.findByText('B')).getAttributeNames()).toEqual([])
    expect(container.querySelector('script, iframe')).not.toBeInTheDocument()
  })

  it('keeps the footnotes of two outputs apart', async () => {
    const { put } = await renderApp()
    await put(
      { id: 10, type: 'markdown', markdown: 'a[^1]\n\n[^1]: note a' },
      { id: 11, type: 'markdown', markdown: 'b[^1]\n\n[^1]: note b' },
    )
    const links = await screen.findAllByRole('link', { name: '1' })
    const targets = links.map(
      (link) => document.querySelector(link.getAttribute('href') ?? 'none')?.textContent,
    )
    expect(targets).toEqual([expect.stringContaining('note a'), expect.stringContaining('note b')])
  })

  it('strikes out between two tildes, and leaves single ones as they are', async () => {
    const { put, container } = await renderApp()
    await put({
      id: 10,
      type: 'markdown',
      markdown: '# 1~2\n\n10~20 items, 5~20 USD, ~~struck~~\n\n| a |\n|--|\n| 1~2, 3~4 |',
    })
    await screen.findByText('struck')
    expect([...container.querySelectorAll('del')].map((one) => one.textContent)).toEqual(['struck'])
    expect(container.textContent).toContain('10~20 items, 5~20 USD')
    expect(container.textContent).toContain('1~2, 3~4')
  })

  it('colors fenced code', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'markdown', markdown: '```js\nconst x = 1\n```' })
    const keyword = await within(container).findByText('const')
    expect(keyword).toHaveClass('webio-syntax-keyword')
    expect(keyword.closest('pre')?.textContent).toBe('const x = 1')
    await expectAccessible(container)
  })
})
