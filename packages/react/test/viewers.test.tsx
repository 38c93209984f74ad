import { input, PASSWORD, put_button, put_text, share } from '@webio/core'
import type { ShareLink, ShareOptions } from '@webio/core'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { installAsyncContext } from '../../core/src/server/async-context'
import { processNode } from '../../core/src/engine/cluster/node'
import { sessionViewers } from '../../core/src/engine/viewers/session-viewers'
import { SessionHost } from '../../core/src/engine/host/session-host'
import { silentLogger } from '../../core/src/engine/logger'
import { createTransportPair } from '../../core/src/in-page/transport-pair'
import { TEST_INFO } from '../../core/src/testing/test-info'
import { InternalsContext } from '../src/context/internals'
import type { WebIOAppProps, WebIOProviderProps } from '../src/index'
import { useWebIO, WebIOApp, WebIOForms, WebIOProvider, WebIOScope } from '../src/index'

/** An in-memory server with one application, which shares its session. */
function server(options: ShareOptions, task: () => unknown) {
  installAsyncContext()
  let told!: (link: ShareLink) => void
  const link = new Promise<ShareLink>((resolve) => (told = resolve))
  const main = async (): Promise<void> => {
    told(await share(options))
    await task()
  }
  const host = new SessionHost({
    applications: new Map([['index', main]]),
    logger: silentLogger,
    node: processNode(),
    viewers: sessionViewers,
  })
  /** The page of one person. */
  const Page = ({ user, children }: { user: string; children: ReactNode }): ReactNode => (
    <div data-testid={user}>
      <InternalsContext value={wires(user)}>{children}</InternalsContext>
    </div>
  )
  const known = new Map<string, { connect: ReturnType<typeof createTransportPair>['connect'] }>()
  const wires = (user: string) => {
    const wire = known.get(user) ?? {
      connect: (...ends: Parameters<ReturnType<typeof createTransportPair>['connect']>) =>
        createTransportPair(host, () => ({ ...TEST_INFO, user })).connect(...ends),
    }
    known.set(user, wire)
    return wire
  }
  return { link, Page }
}

const at = (user: string) => within(screen.getByTestId(user))
// The types of the components determine which props go together. Here, they vary.
const shared = (session: string, more: object = {}): WebIOAppProps =>
  ({ endpoint: '/webio', locale: 'en', session, ...more }) as WebIOAppProps

async function asking(): Promise<void> {
  for (;;) put_text(await input('Text'))
}

/** Ada types 'half'. Then Bob opens her link and takes over. */
async function takenOver(): Promise<ReturnType<typeof userEvent.setup>> {
  const user = userEvent.setup()
  const { link, Page } = server({ role: 'driver' }, asking)
  const ada = (
    <Page key="Ada" user="Ada">
      <WebIOApp endpoint="/webio" locale="en" />
    </Page>
  )
  const { rerender } = render(<>{ada}</>)
  await user.type(await screen.findByLabelText('Text'), 'half')
  const { id } = await link
  rerender(
    <>
      {ada}
      <Page key="Bob" user="Bob">
        <WebIOApp {...shared(id)} />
      </Page>
    </>,
  )
  expect(await at('Bob').findByText('Ada is watching.')).toBeInTheDocument()
  return user
}

it('[W6] a viewer takes over with the text typed so far, and the previous driver can take back control', async () => {
  const user = await takenOver()
  expect(at('Bob').getByLabelText('Text')).toHaveValue('half')
  expect(await at('Ada').findByText('Bob has taken over. You are watching.')).toBeInTheDocument()
  expect(at('Ada').getByLabelText('Text')).toBeDisabled()
  await user.type(at('Bob').getByLabelText('Text'), ' done')
  await waitFor(() => expect(at('Ada').getByLabelText('Text')).toHaveValue('half done'))
  await user.click(at('Ada').getByRole('button', { name: 'Take back' }))
  await waitFor(() => expect(at('Ada').getByLabelText('Text')).toBeEnabled())
  expect(at('Ada').getByLabelText('Text')).toHaveValue('half done')
  await user.click(at('Ada').getByRole('button', { name: 'Submit' }))
  expect(await at('Bob').findByText('half done')).toBeInTheDocument()
})

it('[W6] a page that takes over again at once continues with the latest text, not with what it showed before', async () => {
  await takenOver()
  const takeBack = await at('Ada').findByRole('button', { name: 'Take back' })
  // Without a pause, so Bob's text has not reached Ada when she asks.
  fireEvent.change(at('Bob').getByLabelText('Text'), { target: { value: 'mine now' } })
  fireEvent.click(takeBack)
  await waitFor(() => expect(at('Ada').getByLabelText('Text')).toBeEnabled())
  await waitFor(() => expect(at('Ada').getByLabelText('Text')).toHaveValue('mine now'))
  await waitFor(() => expect(at('Bob').getByLabelText('Text')).toBeDisabled())
  expect(at('Bob').getByLabelText('Text')).toHaveValue('mine now')
})

it('[W3] an observer’s controls are disabled, no matter what the link allows, and passwords are not shared', async () => {
  const user = userEvent.setup()
  const clicked = jest.fn()
  const { link, Page } = server({ role: 'driver' }, async () => {
    put_button('Buy', clicked)
    await input('Key', { type: PASSWORD })
  })
  const Role = () => <output>{useWebIO().role}</output>
  const ada = (
    <Page key="Ada" user="Ada">
      <WebIOApp endpoint="/webio" locale="en" />
    </Page>
  )
  const { rerender } = render(<>{ada}</>)
  await user.type(await screen.findByLabelText('Key'), 'secret')
  const { id } = await link
  rerender(
    <>
      {ada}
      <Page key="Bob" user="Bob">
        <WebIOProvider {...(shared(id, { role: 'observer' }) as WebIOProviderProps)}>
          <Role />
          <WebIOScope name="ROOT" />
          <WebIOForms />
        </WebIOProvider>
      </Page>
    </>,
  )
  expect(await at('Bob').findByText('You are watching. Ada is using this page.')).toBeInTheDocument()
  expect(at('Bob').getByText('observer')).toBeInTheDocument()
  expect(at('Bob').queryByRole('button', { name: 'Take over' })).toBeNull()
  expect(at('Bob').getByRole('button', { name: 'Buy' })).toBeDisabled()
  expect(at('Bob').getByLabelText('Key')).toBeDisabled()
  expect(await at('Ada').findByText('Bob is watching.')).toBeInTheDocument()
  expect(at('Bob').getByLabelText('Key')).toHaveValue('')
  await user.click(at('Bob').getByRole('button', { name: 'Buy' }))
  await user.click(at('Ada').getByRole('button', { name: 'Buy' }))
  await waitFor(() => expect(clicked).toHaveBeenCalledTimes(1))
})

it('reports that the session does not exist, and offers no action that could not help', async () => {
  const { Page } = server({}, asking)
  render(
    <Page user="Bob">
      <WebIOApp {...shared('nonsense')} />
    </Page>,
  )
  expect(await screen.findByText('This session has ended.')).toBeInTheDocument()
  expect(screen.queryByRole('button')).toBeNull()
})

it('leaves the attribute `role` to components that show their own session', async () => {
  const { Page } = server({}, asking)
  render(
    <Page user="Ada">
      <WebIOApp endpoint="/webio" locale="en" role="region" aria-label="Form" />
    </Page>,
  )
  expect(await screen.findByRole('region', { name: 'Form' })).toHaveClass('webio')
})
