import type { Command, FormSpec, NodeSpec } from '@webio/core/protocol'
import type { RenderResult } from '@testing-library/react'
import { act, render } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import type { Internals } from '../src/context/internals'
import { InternalsContext } from '../src/context/internals'
import type { WebIOAppProps } from '../src/index'
import { WebIOApp } from '../src/index'
import { lazyFields } from '../src/lazy-fields'
import { lazyOutputs } from '../src/lazy-outputs'
import { ScriptedServer } from './scripted-server'

// These tests look at the page in the frame in which something arrives. Others load the code when it is needed, as pages do.
beforeAll(() => Promise.all([lazyFields.load(), lazyOutputs.load()]))

/** A component under test, with its server. */
export interface RenderedApp extends RenderResult {
  readonly server: ScriptedServer
  readonly user: UserEvent
  /** Lets the server act, and waits until the page shows the result. */
  run(act: (server: ScriptedServer) => void): Promise<void>
  /** Adds outputs to the end of ROOT. */
  put(...outputs: NodeSpec[]): Promise<void>
  send(...commands: Command[]): Promise<void>
  openForm(form: Partial<FormSpec> & Pick<FormSpec, 'fields'>): Promise<void>
}

interface Options extends Internals {
  readonly server?: ScriptedServer
  /** Renders under StrictMode, which must be the outermost element to mount everything twice. */
  readonly isStrict?: boolean
}

/** Renders `<WebIOApp>`, connected to a scripted server. */
export function renderApp(props: Partial<WebIOAppProps> = {}, options: Options = {}): Promise<RenderedApp> {
  // A part of a union and its remainder. The test is responsible for the combination.
  const all = { endpoint: '/webio', locale: 'en', ...props } as WebIOAppProps
  return renderConnected(<WebIOApp {...all} />, options)
}

/** Renders components that need a connection, and waits for it. */
export async function renderConnected(ui: ReactNode, options: Options = {}): Promise<RenderedApp> {
  const { server = new ScriptedServer(), isStrict = false, ...internals } = options
  const user = userEvent.setup()
  const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
    <InternalsContext value={{ connect: server.connect, ...internals }}>{children}</InternalsContext>
  )
  const result = render(ui, { wrapper, reactStrictMode: isStrict })
  const run = (doIt: (server: ScriptedServer) => void): Promise<void> =>
    act(async () => {
      doIt(server)
      await nextFrame()
    })
  await run(() => {})
  const send = (...commands: Command[]): Promise<void> => run(() => server.send(...commands))
  return {
    ...result,
    server,
    user,
    run,
    send,
    put: (...outputs) => run(() => server.put(outputs)),
    openForm: (form) => send({ type: 'form-open', form: { id: 50, ...form } }),
  }
}

/** Resolves after the work of the next frame. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()))
}
