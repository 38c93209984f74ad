import { setImmediate } from 'node:timers'
import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { Command, FirstPaint } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToReadableStream } from 'react-dom/server'
import { InternalsContext } from '../src/context/internals'
import type { WebIOAppProps } from '../src/index'
import { WebIOApp, WebIOForms, WebIOProvider, WebIOScope } from '../src/index'
import { nextFrame } from './render-app'
import { ScriptedServer } from './scripted-server'

// Parts that are loaded on first use are slow on a busy machine.
jest.setTimeout(30_000)

// React's server half needs this, and jsdom does not have it.
Object.assign(globalThis, { setImmediate })

let lastPaint = 0

/** The first paint of a session that has shown `commands`. */
function paintOf(...commands: Command[]): FirstPaint {
  const session = `painted-${++lastPaint}`
  return {
    app: 'index',
    params: {},
    messages: [
      { type: 'welcome', session, secret: `secret of ${session}`, resumed: false, handled: 0 },
      { type: 'batch', n: 1, commands },
    ],
  }
}

const insert = (id: number, text: string): Command => ({
  type: 'output-insert',
  parent: 0,
  outputs: [{ id, type: 'text', text }],
})
const FORM: Command = {
  type: 'form-open',
  form: { id: 50, label: 'Ask', fields: [{ name: 'name', type: 'text', label: 'Name' }] },
}

/** A server-rendered document that is then hydrated. */
async function stage(
  props: Partial<WebIOAppProps>,
  { isStrict = false, server = new ScriptedServer() } = {},
) {
  const page = (more: Partial<WebIOAppProps> = {}): ReactNode => {
    const all = { endpoint: '/webio', locale: 'en', fallback: 'Loading', ...props, ...more } as WebIOAppProps
    const app = (
      <InternalsContext value={{ connect: server.connect }}>
        <WebIOApp {...all} />
      </InternalsContext>
    )
    return isStrict ? <StrictMode>{app}</StrictMode> : app
  }
  const problems: unknown[] = []
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = await htmlOf(page())
  const spy = jest.spyOn(console, 'error').mockImplementation((...all) => {
    // In this test only, both halves of React run in one process.
    if (!String(all[0]).startsWith('Detected multiple renderers')) problems.push(all)
  })
  const hydrate = async () => {
    const root = await act(async () =>
      hydrateRoot(container, page(), { onRecoverableError: (error) => problems.push(error) }),
    )
    await act(nextFrame)
    return root
  }
  return {
    server,
    container,
    problems,
    page,
    hydrate,
    run: (doIt: () => void) =>
      act(async () => {
        doIt()
        await nextFrame()
      }),
    async end(root?: { unmount(): void }) {
      if (root) await act(async () => root.unmount())
      container.remove()
      spy.mockRestore()
    },
  }
}

async function htmlOf(page: ReactNode): Promise<string> {
  return new Response(await renderToReadableStream(page)).text()
}

describe('a document that comes with its session', () => {
  afterEach(() => sessionStorage.clear())

  it('[FP1] [FP2] shows it before it connects, and its page continues it', async () => {
    const onReady = jest.fn()
    const firstPaint = paintOf(insert(10, 'Hello'), FORM)
    const one = await stage({ firstPaint, onReady })
    expect(one.container).toHaveTextContent('Hello')
    expect(within(one.container).getByLabelText('Name')).toBeInTheDocument()
    expect(one.container).not.toHaveTextContent('Loading')
    expect(one.server.handshakes).toEqual([])
    const before = screen.getByText('Hello')
    const root = await one.hydrate()
    expect(one.problems).toEqual([])
    expect(screen.getByText('Hello')).toBe(before)
    const [{ session, secret }] = firstPaint.messages
    expect(one.server.handshakes.map(({ resume }) => resume)).toMatchObject([{ session, secret, seen: 1 }])
    expect(onReady.mock.calls).toEqual([[{ resumed: false }]])
    await userEvent.type(screen.getByLabelText('Name'), 'Ada{Enter}')
    expect(one.server.events).toEqual([{ type: 'form-submit', form: 50, values: { name: 'Ada' } }])
    await one.end(root)
  })

  it('[FP2] connects once, even in StrictMode', async () => {
    const one = await stage({ firstPaint: paintOf(insert(10, 'Hello')) }, { isStrict: true })
    const root = await one.hydrate()
    expect([one.server.handshakes.length, one.problems]).toEqual([1, []])
    expect(one.container).toHaveTextContent('Hello')
    await one.end(root)
  })

  it('[FP2] delivers input and clicks from before there is a connection', async () => {
    const server = new ScriptedServer()
    server.isReachable = false
    const one = await stage({ firstPaint: paintOf(FORM) }, { server })
    const root = await one.hydrate()
    await userEvent.type(screen.getByLabelText('Name'), 'Ada{Enter}')
    expect(server.events).toEqual([])
    server.isReachable = true
    await one.run(() => server.letReconnect())
    expect(server.events).toEqual([{ type: 'form-submit', form: 50, values: { name: 'Ada' } }])
    await one.end(root)
  })

  it('[FP3] reports events to the host page once there is a connection, but not on the server', async () => {
    const onEvent = jest.fn()
    const firstPaint = paintOf(insert(10, 'Hello'), { type: 'app-event', name: 'go', data: 1 })
    const one = await stage({ firstPaint, onEvent })
    expect(onEvent).not.toHaveBeenCalled()
    const root = await one.hydrate()
    expect(onEvent.mock.calls).toEqual([['go', 1]])
    await one.end(root)
  })

  it('[FP4] starts a new session if the first one has ended meanwhile', async () => {
    const server = new ScriptedServer()
    server.canResume = false
    const onError = jest.fn()
    const one = await stage({ firstPaint: paintOf(insert(10, 'Old')), onError }, { server })
    const root = await one.hydrate()
    await one.run(() => server.put([{ id: 10, type: 'text', text: 'New' }]))
    expect(server.handshakes.map(({ resume }) => resume?.seen)).toEqual([1, undefined])
    expect(one.container).toHaveTextContent('New')
    expect(one.container).not.toHaveTextContent('Old')
    expect([onError.mock.calls, one.problems]).toEqual([[], []])
    await one.end(root)
  })

  it('shows the tab’s session after a reload, and ends the other one', async () => {
    const server = new ScriptedServer()
    const first = await stage({ firstPaint: paintOf(insert(10, 'First')) }, { server })
    const root = await first.hydrate()
    const { session } = server.handshakes[0]?.resume ?? {}
    act(() => void dispatchEvent(new Event('pagehide')))
    const kept = Object.entries({ ...sessionStorage })
    await first.end(root)
    await new Promise((resolve) => setTimeout(resolve)) // The component of the old page leaves.
    for (const [key, value] of kept) sessionStorage.setItem(key, String(value))
    server.received.splice(0)

    const unwanted = paintOf(insert(10, 'Second'))
    const again = await stage({ firstPaint: unwanted }, { server })
    const root2 = await again.hydrate()
    const resumed = server.handshakes.slice(1).map(({ resume }) => resume?.session)
    expect(resumed).toEqual(expect.arrayContaining([session, unwanted.messages[0].session]))
    expect(server.received.filter(({ type }) => type === 'leave')).toHaveLength(1)
    await again.end(root2)
  })

  it('is ignored by a component with other parameters, and by a second one', async () => {
    const firstPaint = paintOf(insert(10, 'Hello'))
    const other = await stage({ firstPaint, params: { id: 2 } })
    expect(other.container).toHaveTextContent('Loading')
    await other.end()
    const one = await stage({ firstPaint })
    const root = await one.hydrate()
    const two = await stage({ firstPaint, resumeKey: 'two' })
    const root2 = await two.hydrate()
    expect(two.server.handshakes.map(({ resume }) => resume)).toEqual([undefined])
    await one.end(root)
    await two.end(root2)
  })

  it('shows Markdown, tabs and HTML in the document', async () => {
    const one = await stage({
      firstPaint: paintOf({
        type: 'output-insert',
        parent: 0,
        outputs: [
          { id: 10, type: 'markdown', markdown: '# Title\n\n**bold**' },
          {
            id: 11,
            type: 'tabs',
            tabs: [{ title: 'One', panel: 12 }],
            children: [{ id: 12, type: 'scope', children: [{ id: 13, type: 'text', text: 'In a tab' }] }],
          },
        ],
      } as Command),
    })
    expect(within(one.container).getByRole('heading', { name: 'Title' })).toBeInTheDocument()
    expect(within(one.container).getByRole('tabpanel')).toHaveTextContent('In a tab')
    const heading = screen.getByRole('heading', { name: 'Title' })
    const root = await one.hydrate()
    expect(screen.getByRole('heading', { name: 'Title' })).toBe(heading)
    expect(one.problems).toEqual([])
    await one.end(root)
  })

  it('shows scopes of a provider at the page’s places', async () => {
    const firstPaint = paintOf({
      type: 'output-insert',
      parent: 0,
      outputs: [
        { id: 10, type: 'scope', scope: 'side', children: [{ id: 11, type: 'text', text: 'Beside' }] },
        { id: 12, type: 'text', text: 'Main' },
      ],
    } as Command)
    const html = await htmlOf(
      <WebIOProvider endpoint="/webio" firstPaint={firstPaint}>
        <main>
          <WebIOScope name="ROOT" />
          <WebIOForms />
        </main>
      </WebIOProvider>,
    )
    expect(html).toContain('Beside')
    expect(html).toContain('Main')
  })
})
