import { act, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { InternalsContext } from '../src/context/internals'
import { WebIOApp, WebIOForms, WebIOProvider, WebIOScope } from '../src/index'
import { fa } from '../src/texts/fa'
import { nextFrame } from './render-app'
import { ScriptedServer } from './scripted-server'

interface PageProps {
  readonly app: ScriptedServer
  readonly provider: ScriptedServer
}

function Page({ app, provider }: PageProps): ReactNode {
  return (
    <>
      <InternalsContext value={{ connect: app.connect }}>
        <WebIOApp endpoint="/webio" theme="dark" fallback={<p>Loading</p>} locale="de" />
      </InternalsContext>
      <InternalsContext value={{ connect: provider.connect }}>
        <WebIOProvider endpoint="/webio" app="other">
          <h1>Host</h1>
          <WebIOScope name="ROOT" />
          <WebIOForms />
        </WebIOProvider>
      </InternalsContext>
    </>
  )
}

describe('rendering on the server', () => {
  it('shows the fallback and connects to nothing', () => {
    const servers = { app: new ScriptedServer(), provider: new ScriptedServer() }
    const html = renderToString(<Page {...servers} />)
    expect(html).toContain('<p>Loading</p>')
    expect(html).toContain('data-webio-status="connecting"')
    expect(html).toContain('<h1>Host</h1>')
    expect([servers.app.handshakes, servers.provider.handshakes]).toEqual([[], []])
  })

  it('uses the page’s language: its tag, its direction, and the page’s texts', () => {
    const internals = { connect: new ScriptedServer().connect }
    const html = renderToString(
      <InternalsContext value={internals}>
        <WebIOApp endpoint="/webio" locale="fa" messages={fa} />
      </InternalsContext>,
    )
    expect(html).toMatch(/lang="fa" dir="rtl"|dir="rtl" lang="fa"/)
    expect(html).toContain(fa.connecting)
  })

  it('hydrates without a warning, and connects', async () => {
    const problems = jest.spyOn(console, 'error').mockImplementation(() => {})
    const servers = { app: new ScriptedServer(), provider: new ScriptedServer() }
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(<Page {...servers} />)
    const before = screen.getByText('Loading')
    const recovered = jest.fn()
    const root = await act(async () =>
      hydrateRoot(container, <Page {...servers} />, { onRecoverableError: recovered }),
    )
    await act(nextFrame)
    expect(servers.app.handshakes.map(({ app }) => app)).toEqual(['index'])
    expect(servers.provider.handshakes.map(({ app }) => app)).toEqual(['other'])
    expect(before).not.toBeInTheDocument()
    expect(recovered).not.toHaveBeenCalled()
    expect(problems).not.toHaveBeenCalled()
    await act(async () => root.unmount())
    container.remove()
    problems.mockRestore()
  })
})
