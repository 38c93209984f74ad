import { act, render, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { InternalsContext } from '../src/context/internals'
import type { OutputProps } from '../src/index'
import { useWebIO, WebIOApp } from '../src/index'
import { nextFrame, renderApp } from './render-app'
import { ScriptedServer } from './scripted-server'

const leaves = ({ received }: ScriptedServer): number =>
  received.filter(({ type }) => type === 'leave').length

/** Lets deferred work happen: a page leaves one task after it is unmounted. */
const settle = (): Promise<void> =>
  act(async () => void (await new Promise((resolve) => setTimeout(resolve))))

describe('<WebIOApp>', () => {
  it('requests its application with its parameters and its credentials', async () => {
    const { server } = await renderApp({ app: 'shop', params: { lang: 'en' }, auth: { token: 't' } })
    expect(server.handshakes).toEqual([
      { protocol: 1, app: 'shop', params: { lang: 'en' }, auth: { token: 't' } },
    ])
  })

  it('has the language of the document from its first render on', async () => {
    document.documentElement.lang = 'fa-IR'
    const seen: unknown[] = []
    const watch = new MutationObserver((changes) => seen.push(...changes.map(({ target }) => target)))
    watch.observe(document.body, { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true })
    const { container, unmount } = await renderApp({ locale: undefined })
    expect(container.querySelector('.webio')).toHaveAttribute('lang', 'fa-IR')
    expect(container.querySelector('.webio')).toHaveAttribute('dir', 'rtl')
    expect(seen).toEqual([])
    watch.disconnect()
    unmount()
    document.documentElement.removeAttribute('lang')
  })

  it('starts one session under StrictMode, and ends it once', async () => {
    const { server, unmount, put } = await renderApp({ keepAlive: 0 }, { isStrict: true })
    await settle()
    await put({ id: 10, type: 'text', text: 'once' })
    expect(server.handshakes).toHaveLength(1)
    expect(leaves(server)).toBe(0)
    expect(screen.getByText('once')).toBeInTheDocument()
    unmount()
    await settle()
    expect(leaves(server)).toBe(1)
    expect(server.isConnected).toBe(false)
  })

  it('leaves nothing behind when it is unmounted', async () => {
    const before = document.documentElement.outerHTML
    const added = jest.spyOn(window, 'addEventListener')
    const removed = jest.spyOn(window, 'removeEventListener')
    const { server, unmount, put, openForm, run } = await renderApp({ keepAlive: 0 })
    await put({ id: 10, type: 'text', text: 'x' })
    await openForm({ fields: [{ name: 'a', type: 'text', label: 'A' }] })
    await run(() =>
      server.put(
        [{ id: 11, type: 'popup', title: 'T', size: 'normal', closable: true, implicit_close: true }],
        1,
      ),
    )
    await screen.findByRole('dialog')
    unmount()
    await settle()
    for (const container of document.body.querySelectorAll(':scope > div:empty')) container.remove()
    expect(document.documentElement.outerHTML.replaceAll(' style=""', '')).toBe(before)
    const ours = added.mock.calls.filter(([type]) => type.startsWith('page'))
    expect(ours.length).toBeGreaterThan(0)
    for (const [type, listener] of ours) expect(removed).toHaveBeenCalledWith(type, listener)
    expect(sessionStorage).toHaveLength(0)
    added.mockRestore()
    removed.mockRestore()
  })

  it('starts a new session only for other parameters', async () => {
    const { server, rerender, run } = await renderApp({ params: { a: 1 } })
    rerender(<WebIOApp endpoint="/webio" locale="en" params={{ a: 1 }} className="x" />)
    await settle()
    expect(server.handshakes).toHaveLength(1)
    rerender(<WebIOApp endpoint="/webio" locale="en" params={{ a: 2 }} />)
    await run(() => {})
    await settle()
    expect(server.handshakes.map(({ params }) => params)).toEqual([{ a: 1 }, { a: 2 }])
    expect(leaves(server)).toBe(1)
  })

  it('[R6] silently starts a new session if another server replaces this one', async () => {
    const onClose = jest.fn()
    const { server, run, put } = await renderApp({ onClose })
    await put({ id: 10, type: 'text', text: 'old' })
    await run(() => server.send({ type: 'session-close', reason: 'replaced' }))
    await settle()
    await put({ id: 10, type: 'text', text: 'new' })
    expect(server.handshakes).toEqual([server.handshakes[0], server.handshakes[0]])
    expect(screen.getByText('new')).toBeInTheDocument()
    expect(screen.queryByText('old')).toBeNull()
    expect(screen.queryByRole('status')).toBeNull()
    expect(onClose).not.toHaveBeenCalled()
  })

  it('does not affect other components on the page', async () => {
    const servers = [new ScriptedServer(), new ScriptedServer()]
    const { container } = render(
      servers.map((server, index) => (
        <InternalsContext key={index} value={{ connect: server.connect }}>
          <WebIOApp endpoint="/webio" />
        </InternalsContext>
      )),
    )
    await act(nextFrame)
    await act(async () => {
      servers[0]?.put([{ id: 10, type: 'text', text: 'one' }])
      servers[1]?.put([{ id: 10, type: 'text', text: 'two' }])
      servers[1]?.send({ type: 'session-close', reason: 'expired' })
      await nextFrame()
    })
    const [first, second] = [...container.querySelectorAll<HTMLElement>('.webio')]
    expect(within(first as HTMLElement).getByText('one')).toBeInTheDocument()
    expect(within(second as HTMLElement).getByText('two')).toBeInTheDocument()
    expect(first).toHaveAttribute('data-webio-status', 'open')
    expect(second).toHaveAttribute('data-webio-status', 'closed')
  })

  it('reports when it is ready, and each event and error', async () => {
    const told: unknown[] = []
    const tell =
      (name: string) =>
      (...args: unknown[]): void =>
        void told.push([name, ...args])
    const { send } = await renderApp({
      onReady: tell('ready'),
      onEvent: tell('event'),
      onError: tell('error'),
    })
    await send(
      { type: 'app-event', name: 'saved', data: { id: 1 } },
      { type: 'notice', code: 'task_failed', message: 'It failed.' },
    )
    expect(told).toEqual([
      ['ready', { resumed: false }],
      ['event', 'saved', { id: 1 }],
      ['error', { code: 'task_failed', message: 'It failed.' }],
    ])
  })

  it('accepts a theme, a class and a style from the host page', async () => {
    const { container } = await renderApp({
      theme: { '--webio-accent': 'hotpink' },
      className: 'mine',
      style: { maxWidth: 500 },
    })
    const root = container.firstElementChild as HTMLElement
    expect(root).toHaveClass('webio', 'mine')
    expect(root.style.getPropertyValue('--webio-accent')).toBe('hotpink')
    expect(root.style.maxWidth).toBe('500px')
  })

  it('sets the document’s title only on the stand-alone page', async () => {
    document.title = 'Host'
    const embedded = await renderApp()
    await embedded.send({ type: 'env-set', set: { title: 'Task' } })
    expect(document.title).toBe('Host')
    embedded.unmount()
    const alone = await renderApp({}, { isStandAlone: true })
    await alone.send({ type: 'env-set', set: { title: 'Task' } })
    expect(document.title).toBe('Task')
  })

  it('scrolls to an output that came in the same batch', async () => {
    const scrolled = jest.spyOn(Element.prototype, 'scrollIntoView')
    const { send, run } = await renderApp()
    await send(
      { type: 'output-insert', parent: 0, outputs: [{ id: 10, type: 'text', text: 'here' }] },
      { type: 'scroll-to', output: 10, position: 'middle' },
    )
    await run(() => {})
    expect(scrolled.mock.contexts).toEqual([screen.getByText('here')])
    expect(scrolled).toHaveBeenCalledWith({ block: 'center', behavior: 'smooth' })
    scrolled.mockRestore()
  })
})

describe('rendering', () => {
  it('renders only one output when it is appended to ten thousand', async () => {
    let renders = 0
    function Counted({ node }: OutputProps<'text'>): ReactNode {
      renders++
      return node.text
    }
    const { put, container } = await renderApp({ components: { text: Counted } })
    const texts = Array.from(
      { length: 10_000 },
      (_, index) => ({ id: 10 + index, type: 'text', text: `${index}` }) as const,
    )
    await put(...texts)
    // A burst is applied over several frames.
    while (container.querySelectorAll('[data-webio-output="text"]').length < texts.length)
      await act(nextFrame)
    expect(renders).toBe(10_000)
    const first = container.querySelector('[data-webio-output="text"]')
    await put({ id: 20_000, type: 'text', text: 'one more' })
    expect(renders).toBe(10_001)
    expect(screen.getByText('one more')).toBeInTheDocument()
    expect(container.querySelector('[data-webio-output="text"]')).toBe(first)
  }, 60_000)

  it('remounts nothing if each render creates a new `components`', async () => {
    let mounts = 0
    function Text({ node }: OutputProps<'text'>): ReactNode {
      useState(() => mounts++)
      return node.text
    }
    const { put, rerender } = await renderApp({ components: { text: Text } })
    await put({ id: 10, type: 'text', text: 'a' })
    rerender(<WebIOApp endpoint="/webio" locale="en" components={{ text: Text }} />)
    expect(screen.getByText('a')).toBeInTheDocument()
    expect(mounts).toBe(1)
  })

  it('draws the built-in output if `components` does not replace it', async () => {
    const { put } = await renderApp({ components: { text: undefined, Chart: undefined } })
    await put({ id: 10, type: 'text', text: 'plain' })
    expect(screen.getByText('plain')).toBeInTheDocument()
  })

  it('passes its children and a function that fires events to a component of the host page', async () => {
    function Row({ node, children, fire }: OutputProps<'row'>): ReactNode {
      return (
        <section aria-label={node.size}>
          {children}
          <button onClick={() => fire('zoom', { level: 2 })}>Zoom</button>
        </section>
      )
    }
    const { put, server, user } = await renderApp({ components: { row: Row } })
    await put({
      id: 10,
      type: 'row',
      size: 'big',
      style: 'color: red',
      children: [{ id: 11, type: 'text', text: 'in' }],
    })
    const region = screen.getByRole('region', { name: 'big' })
    expect(within(region).getByText('in')).toBeInTheDocument()
    expect(region.parentElement).toHaveAttribute('data-webio-output', 'row')
    expect(region.parentElement?.style.color).toBe('red')
    await user.click(screen.getByRole('button', { name: 'Zoom' }))
    expect(server.events).toEqual([{ type: 'callback-fire', output: 10, key: 'zoom', value: { level: 2 } }])
  })
})

describe('useWebIO', () => {
  it('explains outside a provider what it requires', () => {
    const reported = jest.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<Control />)).toThrow('useWebIO() must be used within <WebIOProvider> or <WebIOApp>.')
    reported.mockRestore()
  })
})

function Control(): ReactNode {
  return useWebIO().status
}
