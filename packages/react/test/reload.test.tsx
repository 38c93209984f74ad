import { act, screen } from '@testing-library/react'
import type { FormSpec } from '@webio/core/protocol'
import type { WebIOAppProps } from '../src/index'
import { nextFrame, renderApp } from './render-app'
import type { RenderedApp } from './render-app'
import { ScriptedServer } from './scripted-server'

const FORM: FormSpec = {
  id: 50,
  label: 'Group',
  fields: [
    { name: 'name', type: 'text', label: 'Name' },
    { name: 'secret', type: 'password', label: 'Secret' },
    {
      name: 'toppings',
      type: 'checkbox',
      label: 'Toppings',
      options: [
        { id: 1, label: 'Ham', value: 'h' },
        { id: 2, label: 'Egg', value: 'e' },
      ],
    },
  ],
}

/** Simulates a reload: the page is hidden and disappears silently, but the tab's storage remains. */
async function reload(app: RenderedApp, props: Partial<WebIOAppProps> = {}): Promise<RenderedApp> {
  const { server } = app
  act(() => void dispatchEvent(new Event('pagehide')))
  const kept = Object.entries({ ...sessionStorage })
  app.unmount()
  await act(async () => void (await new Promise((resolve) => setTimeout(resolve))))
  for (const [key, value] of kept) sessionStorage.setItem(key, String(value))
  return renderApp(props, { server })
}

async function typedInto(app: RenderedApp): Promise<void> {
  await app.send({ type: 'form-open', form: FORM })
  await app.user.type(screen.getByLabelText('Name'), 'Bob')
  await app.user.type(screen.getByLabelText('Secret'), 'hush')
  await app.user.click(screen.getByRole('checkbox', { name: 'Egg' }))
}

describe('a page after a reload', () => {
  afterEach(() => sessionStorage.clear())

  it('resumes its session', async () => {
    const onReady = jest.fn()
    const app = await renderApp()
    await app.put({ id: 10, type: 'text', text: 'before' })
    const after = await reload(app, { onReady })
    expect(onReady.mock.calls).toEqual([[{ resumed: true }]])
    expect(app.server.handshakes.at(-1)?.resume).toMatchObject({
      session: app.server.session,
      secret: `secret of ${app.server.session}`,
      seen: 0,
    })
    await after.run((server) =>
      server.sendSnapshot({
        type: 'output-insert',
        parent: 0,
        outputs: [{ id: 10, type: 'text', text: 'before' }],
      }),
    )
    expect(screen.getByText('before')).toBeInTheDocument()
  })

  it('[R5] restores what was typed, except passwords', async () => {
    const app = await renderApp()
    await typedInto(app)
    const after = await reload(app)
    await after.run((server) => server.sendSnapshot({ type: 'form-open', form: FORM }))
    expect(screen.getByLabelText('Name')).toHaveValue('Bob')
    expect(screen.getByLabelText('Secret')).toHaveValue('')
    expect(screen.getByRole('checkbox', { name: 'Egg' })).toBeChecked()
    expect(screen.getByRole('checkbox', { name: 'Ham' })).not.toBeChecked()
  })

  it('writes no password into the storage', async () => {
    const app = await renderApp()
    await typedInto(app)
    act(() => void dispatchEvent(new Event('pagehide')))
    const stored = JSON.stringify({ ...sessionStorage })
    expect(stored).toContain('Bob')
    expect(stored).not.toContain('hush')
  })

  it('keeps nothing of a form that was closed', async () => {
    const app = await renderApp()
    await typedInto(app)
    await app.send({ type: 'form-close', form: 50 })
    act(() => void dispatchEvent(new Event('pagehide')))
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('Bob')
  })

  it('silently starts again if the session no longer exists, and forgets what was typed', async () => {
    const onError = jest.fn()
    const app = await renderApp({ onError })
    await typedInto(app)
    app.server.canResume = false
    const after = await reload(app, { onError })
    expect(after.server.handshakes.at(-1)).not.toHaveProperty('resume')
    await after.send({ type: 'form-open', form: FORM })
    expect(screen.getByLabelText('Name')).toHaveValue('')
    expect(onError).not.toHaveBeenCalled()
  })

  it('starts a new session after the component was unmounted', async () => {
    const server = new ScriptedServer()
    const app = await renderApp({ keepAlive: 0 }, { server })
    app.unmount()
    await act(async () => void (await new Promise((resolve) => setTimeout(resolve))))
    await renderApp({}, { server })
    expect(server.handshakes).toHaveLength(2)
    expect(server.handshakes[1]).not.toHaveProperty('resume')
  })
})

describe('a page after a dropped connection', () => {
  it('[R5] restores everything that was typed', async () => {
    const app = await renderApp()
    await typedInto(app)
    await app.run((server) => server.drop())
    await app.run((server) => server.letReconnect())
    await app.run((server) => server.sendSnapshot({ type: 'form-open', form: FORM }))
    expect(screen.getByLabelText('Name')).toHaveValue('Bob')
    expect(screen.getByLabelText('Secret')).toHaveValue('hush')
  })

  it('keeps what was typed when the snapshot is applied in several runs', async () => {
    const app = await renderApp()
    await typedInto(app)
    const outputs = Array.from(
      { length: 2000 },
      (_, index) => ({ id: 100 + index, type: 'text', text: 'x' }) as const,
    )
    const inserts = Array.from({ length: 40 }, (_, index) => ({
      type: 'output-insert' as const,
      parent: 0,
      outputs: outputs.slice(index * 50, index * 50 + 50),
    }))
    await app.run((server) => server.sendSnapshot(...inserts, { type: 'form-open', form: FORM }))
    while (!screen.queryByLabelText('Name')) await act(nextFrame)
    expect(screen.getByLabelText('Name')).toHaveValue('Bob')
    expect(screen.getByLabelText('Secret')).toHaveValue('hush')
  })
})
