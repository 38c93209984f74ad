import { hold, input, on_event, emit, put_button, put_text, restart, run_js } from '@webio/core'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useWebIO, WebIOApp, WebIOForms, WebIOProvider, WebIOScope } from '../src/index'

describe('<WebIOApp task>', () => {
  it('runs the task in the page: outputs, forms, callbacks, parameters, events, the end', async () => {
    const user = userEvent.setup()
    const onClose = jest.fn()
    const onEvent = jest.fn()
    const main = async ({ greeting }: { readonly greeting?: unknown }): Promise<object> => {
      const name = await input('Name', { required: true })
      put_text(`${String(greeting)} ${name}`)
      emit('greeted', { name })
      return { name }
    }
    render(
      <WebIOApp task={main} params={{ greeting: 'Hello' }} locale="en" onClose={onClose} onEvent={onEvent} />,
    )
    await user.click(await screen.findByRole('button', { name: 'Submit' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Please fill out this field.')
    await user.type(screen.getByLabelText('Name'), 'Ada')
    await user.click(screen.getByRole('button', { name: 'Submit' }))
    expect(await screen.findByText('Hello Ada')).toBeInTheDocument()
    expect(onEvent.mock.calls).toEqual([['greeted', { name: 'Ada' }]])
    expect(onClose.mock.calls).toEqual([[{ reason: 'finished', result: { name: 'Ada' } }]])
  })

  it('runs callbacks, and receives events from its page; scripts run like those of the page', async () => {
    const user = userEvent.setup()
    const main = (): Promise<void> => {
      on_event('ping', (data) => put_text(`ping ${String(data)}`))
      put_button('count', () => run_js('document.title = title', { title: 'counted' }))
      return hold()
    }
    const Ping = () => {
      const { send } = useWebIO()
      return <button onClick={() => send('ping', 7)}>ping</button>
    }
    const { unmount } = render(
      <WebIOProvider task={main} locale="en">
        <Ping />
        <WebIOScope name="ROOT" />
        <WebIOForms />
      </WebIOProvider>,
    )
    await user.click(await screen.findByRole('button', { name: 'count' }))
    await user.click(screen.getByRole('button', { name: 'ping' }))
    expect(await screen.findByText('ping 7')).toBeInTheDocument()
    await act(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(document.title).toBe('counted')
    unmount()
  })

  it('restarts in place at the task’s request, without reporting an end to the host page', async () => {
    const user = userEvent.setup()
    const onClose = jest.fn()
    let runs = 0
    const main = (): void => {
      put_text(`run ${++runs}`)
      put_button('again', () => {
        put_text('soon gone')
        restart()
      })
    }
    render(<WebIOApp task={main} locale="en" onClose={onClose} />)
    await user.click(await screen.findByRole('button', { name: 'again' }))
    expect(await screen.findByText('run 2')).toBeInTheDocument()
    expect(screen.queryByText('run 1')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'again' }))
    expect(await screen.findByText('run 3')).toBeInTheDocument()
    expect(onClose).not.toHaveBeenCalled()
  })

  it('continues when it is rendered with another function, and runs the newest one after a restart', async () => {
    const user = userEvent.setup()
    const Restart = () => <button onClick={useWebIO().restart}>again</button>
    const page = (text: string) => (
      <WebIOProvider task={() => (put_text(text), hold())} locale="en">
        <Restart />
        <WebIOScope name="ROOT" />
      </WebIOProvider>
    )
    const { rerender, unmount } = render(page('first'))
    expect(await screen.findByText('first')).toBeInTheDocument()
    rerender(page('second'))
    expect(screen.getByText('first')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'again' }))
    expect(await screen.findByText('second')).toBeInTheDocument()
    unmount()
  })

  it.each([
    // @ts-expect-error the location of the task is missing
    ['neither an endpoint nor a task', <WebIOApp key="neither" />],
    // @ts-expect-error it is given twice
    ['both', <WebIOApp key="both" endpoint="/webio" task={() => {}} />],
  ])('shows a notice instead if it was given %s', (_, app) => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {})
    render(app)
    expect(screen.getByRole('alert')).toHaveTextContent('Give it endpoint, task or session')
    log.mockRestore()
  })
})
