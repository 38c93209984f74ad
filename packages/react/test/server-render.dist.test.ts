import { WebIOApp, WebIOForms, WebIOProvider, WebIOScope } from '@webio/react'
import { createElement as h } from 'react'
import { renderToString } from 'react-dom/server'

describe('the package, in Node without a document', () => {
  it('renders the fallback', () => {
    const html = renderToString(h(WebIOApp, { endpoint: '/webio', fallback: h('p', null, 'Loading') }))
    expect(html).toContain('data-webio-status="connecting"')
    expect(html).toContain('<p>Loading</p>')
  })

  it('renders what the host page puts around scopes', () => {
    const provider = h(
      WebIOProvider,
      { endpoint: '/webio' },
      h('h1', null, 'Host'),
      h(WebIOScope, { name: 'ROOT' }),
      h(WebIOForms),
    )
    expect(renderToString(provider)).toContain('<h1>Host</h1>')
  })
})
