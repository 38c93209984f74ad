import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { FormSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Activity, createRef, lazy, StrictMode, Suspense, use } from 'react'
import { InternalsContext } from '../src/context/internals'
import { createOwner } from '../src/create-session'
import type { WebIOAppProps, WebIOHandle } from '../src/index'
import { WebIOApp, WebIOProvider, WebIOScope } from '../src/index'
import { nextFrame, renderApp } from './render-app'
import { ScriptedServer } from './scripted-server'

const FORM: FormSpec = { id: 50, fields: [{ name: 'name', type: 'text', label: 'Name' }] }
const leaves = ({ received }: ScriptedServer): number =>
  received.filter(({ type }) => type === 'leave').length

/** Lets deferred work happen: a page leaves one task after it is unmounted. */
const settle = (): Promise<void> =>
  act(async () => void (await new Promise((resolve) => setTimeout(resolve))))

/** A host page's content, connected to one server. */
async function host(ui: ReactNode) {
  const server = new ScriptedServer()
  const inside = (content: ReactNode): ReactNode => (
    <InternalsContext value={{ connect: server.connect }}>{content}</InternalsContext>
  )
  const { rerender, unmount, container } = render(inside(ui))
  const settleFrame = (): Promise<void> => act(async () => void (await nextFrame()))
  await settleFrame()
  return {
    server,
    container,
    unmount,
    show: async (content: ReactNode): Promise<void> => {
      await act(async () => {
        rerender(inside(content))
        await nextFrame()
      })
      await settle()
    },
    run: (work: () => void): Promise<void> =>
      act(async () => {
        work()
        await nextFrame()
      }),
  }
}

const app = (props: Partial<WebIOAppProps> = {}): ReactNode => (
  <WebIOApp {...({ endpoint: '/webio', locale: 'en', ...props } as WebIOAppProps)} />
)

async function type(server: ScriptedServer, run: (work: () => void) => Promise<void>): Promise<void> {
  await run(() => server.send({ type: 'form-open', form: FORM }))
  await userEvent.type(screen.getByLabelText('Name'), 'half')
}

describe('a session outlives its component for a while', () => {
  it.each([
    [
      'hidden by <Activity>',
      (isShown: boolean) => <Activity mode={isShown ? 'visible' : 'hidden'}>{app()}</Activity>,
    ],
    ['unmounted and mounted again', (isShown: boolean) => isShown && app()],
    [
      'unmounted and mounted again under StrictMode',
      (isShown: boolean) => <StrictMode>{isShown && app()}</StrictMode>,
    ],
  ])('%s: keeps what was typed', async (_, page) => {
    const { server, show, run } = await host(page(true))
    await type(server, run)
    await show(page(false))
    expect(leaves(server)).toBe(0)
    await show(page(true))
    expect(screen.getByLabelText('Name')).toHaveValue('half')
    expect(server.handshakes).toHaveLength(1)
    await show(null)
    act(() => void dispatchEvent(new Event('pagehide')))
    expect(leaves(server)).toBe(1)
  })

  it('is shown by a component with the same resumeKey elsewhere', async () => {
    const { server, show, run } = await host(<aside>{app({ resumeKey: 'chat' })}</aside>)
    await type(server, run)
    await show(<main>{app({ resumeKey: 'chat' })}</main>)
    expect(screen.getByLabelText('Name')).toHaveValue('half')
    expect(server.handshakes).toHaveLength(1)
  })

  it('is replaced by a new one for another `key`', async () => {
    const { server, show } = await host(<div key="one">{app()}</div>)
    await show(<div key="two">{app()}</div>)
    expect([server.handshakes.length, leaves(server)]).toEqual([2, 1])
  })

  it('is not shared with a component next to a hidden one', async () => {
    const page = (isFirst: boolean): ReactNode => (
      <>
        <Activity mode={isFirst ? 'visible' : 'hidden'}>{app()}</Activity>
        {!isFirst && app()}
      </>
    )
    const { server, show } = await host(page(true))
    await show(page(false))
    expect(server.handshakes).toHaveLength(2)
  })

  it('ends at once with keepAlive={0}, and a hidden one ends with the page', async () => {
    const brief = await host(app({ keepAlive: 0 }))
    brief.unmount()
    await settle()
    expect(leaves(brief.server)).toBe(1)
    const hidden = await host(<Activity mode="visible">{app()}</Activity>)
    await hidden.show(<Activity mode="hidden">{app()}</Activity>)
    expect(leaves(hidden.server)).toBe(0)
    act(() => void dispatchEvent(new Event('pagehide')))
    expect(leaves(hidden.server)).toBe(1)
  })

  it('is the same if the order of parameters changes', async () => {
    const { server, show } = await host(app({ params: { a: 1, b: { c: 2, d: 3 } } }))
    await show(app({ params: { b: { d: 3, c: 2 }, a: 1 } }))
    expect(server.handshakes).toHaveLength(1)
  })
})

describe('a session outside the tree', () => {
  it('continues without a component until it is closed', async () => {
    const server = new ScriptedServer()
    const session = createOwner({ endpoint: '/webio' }, { connect: server.connect }, { isIndependent: true })
    const { show, run } = await host(<WebIOApp session={session} locale="en" />)
    await type(server, run)
    await show(null)
    expect([session.status, leaves(server)]).toEqual(['open', 0])
    await show(
      <WebIOProvider session={session} locale="en">
        <WebIOScope name="ROOT" />
      </WebIOProvider>,
    )
    expect(server.handshakes).toHaveLength(1)
    act(() => session.close())
    expect([session.status, leaves(server)]).toEqual(['closed', 1])
  })
})

describe('the shown content does not depend on effects', () => {
  it('a suspending sibling does not affect the outputs', async () => {
    let resolve = (): void => {}
    const wait = new Promise<void>((done) => (resolve = done))
    const Reader = (): ReactNode => {
      use(wait)
      return 'read'
    }
    const page = (isReading: boolean): ReactNode => (
      <Suspense fallback="waiting">
        {app()}
        {isReading && <Reader />}
      </Suspense>
    )
    const { server, show, run } = await host(page(false))
    await run(() => server.put([{ id: 10, type: 'text', text: 'kept' }]))
    const element = screen.getByText('kept')
    await show(page(true))
    expect(screen.getByText('waiting')).toBeInTheDocument()
    expect(element).toBeInTheDocument()
    await run(resolve)
    expect(await screen.findByText('read')).toBeInTheDocument()
    expect(screen.getByText('kept')).toBe(element)
  })

  it('a loading component delays only itself', async () => {
    let load = (_: { default: () => ReactNode }): void => {}
    const Late = lazy(() => new Promise<{ default: () => ReactNode }>((done) => (load = done)))
    const { server, run } = await host(
      <Suspense fallback="the host waits">{app({ components: { Late } })}</Suspense>,
    )
    await run(() =>
      server.put([
        { id: 10, type: 'text', text: 'before' },
        { id: 11, type: 'component', name: 'Late', props: {} },
      ]),
    )
    expect(screen.queryByText('the host waits')).toBeNull()
    expect(screen.getByText('before')).toBeVisible()
    await run(() => load({ default: () => 'here' }))
    expect(await screen.findByText('here')).toBeInTheDocument()
  })

  it('a closed scope of the host page does not move into the page', async () => {
    const page = (isOpen: boolean): ReactNode => (
      <WebIOProvider endpoint="/webio" locale="en">
        {isOpen && (
          <aside>
            <WebIOScope name="sidebar" />
          </aside>
        )}
        <WebIOScope name="ROOT" />
      </WebIOProvider>
    )
    const { server, show, run } = await host(page(true))
    await run(() =>
      server.put([
        { id: 10, type: 'scope', scope: 'sidebar', children: [{ id: 11, type: 'text', text: 'menu' }] },
      ]),
    )
    expect(screen.getByText('menu').closest('aside')).not.toBeNull()
    await show(page(false))
    expect(screen.queryByText('menu')).toBeNull()
    await show(page(true))
    expect(screen.getByText('menu').closest('aside')).not.toBeNull()
  })

  it('an application inside a component of another one has its own root', async () => {
    const inner = new ScriptedServer()
    const Inner = (): ReactNode => (
      <InternalsContext value={{ connect: inner.connect }}>
        <WebIOApp endpoint="/inner" theme="dark" className="inner" />
      </InternalsContext>
    )
    const { server, run, container } = await host(app({ components: { Inner } }))
    await run(() => server.put([{ id: 10, type: 'component', name: 'Inner', props: {} }]))
    await act(nextFrame)
    expect(container.querySelectorAll('.webio')).toHaveLength(2)
    expect(container.querySelector('.inner')).toHaveAttribute('data-webio-theme', 'dark')
  })
})

describe('props of <WebIOApp>', () => {
  it('shows a notice for a missing endpoint, and starts the session once there is one', async () => {
    const reported = jest.spyOn(console, 'error').mockImplementation(() => {})
    const onError = jest.fn()
    const { server, show } = await host(app({ endpoint: undefined, onError }))
    expect(screen.getByRole('alert')).toHaveTextContent('has no endpoint yet')
    expect(screen.queryByText('Connecting…')).toBeNull()
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'no_endpoint' }))
    await show(app({ onError }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(server.handshakes).toHaveLength(1)
    reported.mockRestore()
  })

  it('provide a ref that sends, closes and restarts, and pass attributes to the root', async () => {
    const ref = createRef<WebIOHandle>()
    const { server, container } = await renderApp({ ref, id: 'mine', 'aria-label': 'Shop', 'data-x': '1' })
    expect(container.firstElementChild).toHaveAttribute('id', 'mine')
    expect(screen.getByLabelText('Shop')).toHaveAttribute('data-x', '1')
    ref.current?.send('ping', 1)
    expect(server.events).toEqual([{ type: 'app-event', name: 'ping', data: 1 }])
    await act(async () => {
      ref.current?.restart()
      await nextFrame()
    })
    expect([server.handshakes.length, leaves(server)]).toEqual([2, 1])
  })

  it('call onResult with what the task returned, before onClose', async () => {
    const heard: unknown[] = []
    const { send } = await renderApp({
      onResult: (result) => heard.push(result),
      onClose: ({ reason }) => heard.push(reason),
    })
    await send({ type: 'session-close', reason: 'finished', result: { n: 1 } })
    expect(heard).toEqual([{ n: 1 }, 'finished'])
  })

  it('call onError for an output that cannot be drawn', async () => {
    const reported = jest.spyOn(console, 'error').mockImplementation(() => {})
    const onError = jest.fn()
    const { put } = await renderApp({
      onError,
      components: {
        text: () => {
          throw new Error('broken')
        },
      },
    })
    await put({ id: 10, type: 'text', text: 'x' })
    expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({
        code: 'output_failed',
        cause: expect.objectContaining({ message: 'broken' }),
      }),
    )
    reported.mockRestore()
  })

  it('cause no more renders with an inline `components` than with a stable one', async () => {
    let renders = 0
    const Text = (): ReactNode => {
      renders++
      return 'x'
    }
    const { put, rerender } = await renderApp({ components: { text: Text, fields: {} } })
    await put({ id: 10, type: 'text', text: 'x' })
    rerender(<WebIOApp endpoint="/webio" locale="en" components={{ text: Text, fields: {} }} />)
    expect(renders).toBe(1)
  })
})
