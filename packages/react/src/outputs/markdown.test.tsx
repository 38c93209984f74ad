import { screen, waitFor, within } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

describe('markdown', () => {
  it('shows its source until the renderer has been loaded', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'markdown', markdown: '# Title' })
    expect(await screen.findByRole('heading', { name: 'Title' })).toBeInTheDocument()
    expect(screen.queryByText('# Title')).not.toBeInTheDocument()
  })

  it('follows GitHub: tables, task lists, strikethrough, line breaks', async () => {
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

  it('accepts `options` of the parser', async () => {
    const { put, container } = await renderApp()
    const options = { breaks: false, gfm: false }
    await put({ id: 10, type: 'markdown', markdown: '*x* ~~one~~\ntwo', options })
    await screen.findByText('x')
    expect(container.querySelector('br, del')).not.toBeInTheDocument()
  })

  it('sanitizes the HTML in it', async () => {
    const { put, container } = await renderApp()
    const markdown =
      '<b>bold</b> <script>alert(1)</script> <a href="javascript:alert(1)" onclick="x()" id="body">link</a>'
    await put({ id: 10, type: 'markdown', markdown })
    expect((await screen.findByText('bold')).tagName).toBe('B')
    expect(container.querySelector('script')).not.toBeInTheDocument()
    const link = screen.getByText('link')
    expect(link.getAttributeNames()).toEqual([])
  })

  it('shows HTML unchanged if the author requests that', async () => {
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

  it('still sanitizes it if the page allows no scripts', async () => {
    const { put, container } = await renderApp({ allowScripts: false })
    const markdown = '<b onclick="x()">B</b><script>1</script><iframe srcdoc="<script>1</script>"></iframe>'
    await put({ id: 10, type: 'markdown', markdown, sanitize: false })
    expect((await screen.findByText('B')).getAttributeNames()).toEqual([])
    expect(container.querySelector('script, iframe')).not.toBeInTheDocument()
  })

  it('distinguishes the footnotes of two outputs', async () => {
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

  it('strikes out text between double tildes, but not between single tildes', async () => {
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

  it.each([
    ['これは**「強調」**です。', '「強調」'],
    ['그는 **"안녕"**이라고 했다', '"안녕"'],
    ['**注意：**正文', '注意：'],
    ['仅占约**20%**的核心', '20%'],
  ])('recognizes emphasis next to Chinese, Japanese and Korean punctuation: %s', async (markdown, strong) => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'markdown', markdown })
    expect((await screen.findByText(strong)).tagName).toBe('STRONG')
  })

  it('keeps the harmless HTML that put_html keeps, and shows no markup as text', async () => {
    const { put, container } = await renderApp()
    const markdown = `<span style="color:red" class="late">late</span> <u>u</u> <mark>m</mark> <small>s</small> <font color="blue">f</font>
<a href="https://a.test" target="_blank">a</a>

<style>
p{color:red}
</style>

<title>no text</title> x <input type="radio"> y

- [x] done`
    await put({ id: 10, type: 'markdown', markdown })
    const late = await screen.findByText('late')
    expect(late).toHaveStyle({ color: 'rgb(255, 0, 0)' })
    expect(late).toHaveClass('late')
    for (const [text, tag] of [
      ['u', 'U'],
      ['m', 'MARK'],
      ['s', 'SMALL'],
      ['f', 'FONT'],
    ] as const)
      expect(screen.getByText(text).tagName).toBe(tag)
    expect(screen.getByRole('link', { name: 'a' })).toHaveAttribute('rel', 'noopener')
    expect(container.textContent).not.toMatch(/color|no text/)
    expect(container.querySelectorAll('input')).toHaveLength(1)
  })

  it('reports to the author what it has removed', async () => {
    const { put, send, server } = await renderApp()
    await send({ type: 'env-set', set: { debug: true } })
    await put({
      id: 10,
      type: 'markdown',
      markdown: '<b onclick="x()">b</b><script>1</script> <form>f</form>',
    })
    await screen.findByText('b')
    const reports = server.events.filter(({ type }) => type === 'output-report')
    expect(reports).toEqual([
      { type: 'output-report', output: 10, problem: 'cleaned', message: 'onclick, <script>, <form>' },
    ])
    await put({ id: 11, type: 'markdown', markdown: '<b>clean</b>' })
    await screen.findByText('clean')
    expect(server.events.filter(({ type }) => type === 'output-report')).toHaveLength(1)
  })

  it.each([
    ['quotes', '>'.repeat(20_000) + 'x'],
    ['items on one line', '- '.repeat(20_000) + 'x'],
    [
      'items by indentation',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n'),
    ],
    ['elements', '<div>'.repeat(20_000)],
    ['marks', '*_**__'.repeat(20_000)],
    ['footnotes', `${'[^1]'.repeat(2500)}\n\n[^1]: x`],
  ])('shows the source of a text that would freeze the page: %s', async (_, markdown) => {
    const { put, server, container } = await renderApp()
    await put({ id: 10, type: 'markdown', markdown })
    await waitFor(() =>
      expect(server.events).toMatchObject([{ type: 'output-report', output: 10, problem: 'failed' }]),
    )
    expect(container.querySelector('[data-webio-output=markdown]')?.textContent).toBe(markdown)
  })

  it.each([
    ['a long table with emphasis', `| a | b |\n|--|--|\n${'| **1** | *2* |\n'.repeat(600)}`],
    ['a text with 200 footnotes', `- list\n${'\nText.[^1]\n'.repeat(200)}\n[^1]: Note.`],
    ['a rule with many marks', `${'* '.repeat(90)}\n\n${'-'.repeat(2000)}`],
    ['lists in lists', Array.from({ length: 20 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
  ])('draws %s', async (_, markdown) => {
    const { put, server, container } = await renderApp()
    await put({ id: 10, type: 'markdown', markdown })
    await waitFor(() =>
      expect(container.querySelector('.webio-markdown :is(table, hr, ul)')).toBeInTheDocument(),
    )
    expect(server.events).toEqual([])
  })
})
