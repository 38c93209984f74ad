import { screen, waitFor } from '@testing-library/react'
import type { NodeSpec } from '@webio/core/protocol'
import { renderApp } from '../../test/render-app'

declare global {
  var scriptRuns: number
}

const HTML =
  '<p style="color: red">text</p><script>globalThis.scriptRuns++</script><style>p { margin: 0 }</style>' +
  '<img alt="picture" src="x.png" onerror="globalThis.scriptRuns++">'

describe('html', () => {
  beforeEach(() => {
    globalThis.scriptRuns = 0
  })

  it('is cleaned: no scripts, handlers and style elements; inline styles remain', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'html', html: HTML })
    expect((await screen.findByText('text')).style.color).toBe('red')
    expect(container.querySelector('script, style')).not.toBeInTheDocument()
    expect(screen.getByAltText('picture')).not.toHaveAttribute('onerror')
    expect(globalThis.scriptRuns).toBe(0)
  })

  it('opens no window that could access the page', async () => {
    const { put, container } = await renderApp()
    const element = (name: string, target: string): string =>
      `<${name} target="${target}" id="${name}-${target}"></${name}>`
    const targets = ['_blank', 'win', '_SELF', '_top', '_parent']
    const html = ['a', 'form'].flatMap((name) => targets.map((target) => element(name, target))).join('')
    await put({ id: 10, type: 'html', html: `${html}<map><area target="win"></map>` })
    await waitFor(() => expect(container.querySelector('area')).toHaveAttribute('rel', 'noopener'))
    const guarded = [...container.querySelectorAll('a, form')].filter(
      (one) => one.getAttribute('rel') === 'noopener',
    )
    expect(guarded.map((one) => one.getAttribute('target'))).toEqual(['_blank', 'win', '_blank', 'win'])
  })

  it('removes patterns, which the browser would match while a person types', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'html', html: '<input pattern="(a|a)*" placeholder="p">' })
    await screen.findByPlaceholderText('p')
    expect(container.querySelector('[pattern]')).toBeNull()
  })

  it('is empty if the HTML is a frame set', async () => {
    const { put, container } = await renderApp()
    await put(
      { id: 10, type: 'html', html: '<frameset onload=alert(1)>' },
      { id: 11, type: 'text', text: 'end' },
    )
    await waitFor(() => expect(container.querySelector('[aria-busy="true"]')).not.toBeInTheDocument())
    expect(container.querySelector('[data-webio-output="html"]')).toHaveTextContent('')
    expect(container.querySelector('.webio-broken')).not.toBeInTheDocument()
  })

  it('keeps text that only looks like a style', async () => {
    const { put, container } = await renderApp()
    const html = `<p title="a style = b" STYLE='color: red' data-style="c">style = d, <b style=width:1px>e</b></p>`
    await put({ id: 10, type: 'html', html })
    const paragraph = (await screen.findByText('e')).parentElement as HTMLElement
    expect(paragraph).toHaveTextContent('style = d, e')
    expect(paragraph).toHaveAttribute('title', 'a style = b')
    expect(paragraph.dataset['style']).toBe('c')
    expect(paragraph.style.color).toBe('red')
    expect(screen.getByText('e').style.width).toBe('1px')
    expect(container.innerHTML).not.toMatch(/data-webio-\w+-style|data-webio-\w*\d\w*-/)
  })

  it('is shown unchanged if the author requests that and scripts are allowed', async () => {
    const { put, container } = await renderApp()
    await put({ id: 10, type: 'html', html: HTML, sanitize: false })
    expect(container.querySelector('script')).toBeInTheDocument()
    expect(globalThis.scriptRuns).toBe(1)
  })

  it.each(['html', 'markdown'] as const)(
    'runs the scripts of %s once under StrictMode, and again for new HTML',
    async (type) => {
      const { put, send } = await renderApp({}, { isStrict: true })
      const of = (text: string) => `<script>globalThis.scriptRuns++</script><b>${text}</b>`
      const content = (text: string) => (type === 'html' ? { html: of(text) } : { markdown: of(text) })
      await put({ id: 10, type, ...content('one'), sanitize: false } as NodeSpec)
      await screen.findByText('one')
      expect(globalThis.scriptRuns).toBe(1)
      await send({ type: 'output-update', output: 10, set: content('two') })
      await screen.findByText('two')
      expect(globalThis.scriptRuns).toBe(2)
    },
  )

  it.each([{ allowScripts: false }, { endpoint: 'https://other.example/webio' }])(
    'runs nothing with %p, but keeps style elements that the author allows',
    async (props) => {
      const { put, container } = await renderApp(props)
      await put({ id: 10, type: 'html', html: HTML, sanitize: false })
      await waitFor(() => expect(container.querySelector('[data-webio-output] style')).toBeInTheDocument())
      expect(screen.getByAltText('picture')).not.toHaveAttribute('onerror')
      expect(globalThis.scriptRuns).toBe(0)
    },
  )

  it('shows its new content after an update', async () => {
    const { put, send } = await renderApp()
    await put({ id: 10, type: 'html', html: '<i>one</i>' })
    await screen.findByText('one')
    await send({ type: 'output-update', output: 10, set: { html: '<i>two</i>' } })
    expect(screen.getByText('two')).toBeInTheDocument()
    expect(screen.queryByText('one')).not.toBeInTheDocument()
  })
})
