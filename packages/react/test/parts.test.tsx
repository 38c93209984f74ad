import { act, render, screen, within } from '@testing-library/react'
import { TOASTS_ID } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ButtonSlotProps, FormSlotProps, LabelSlotProps, NoteSlotProps } from '../src/index'
import { WebIOOverlays, WebIOProvider, WebIOScope } from '../src/index'
import { renderApp, renderConnected } from './render-app'

const GROUP = {
  label: 'Group',
  cancelable: true,
  fields: [
    { name: 'name', type: 'text', label: 'Name', required: true, help_text: 'As in your passport' },
    { name: 'color', type: 'radio', label: 'Color', options: [{ id: 1, label: 'Red', value: 'r' }] },
  ],
} as const

describe('slots', () => {
  const slots = {
    form: ({ title, titleId, buttons, children }: FormSlotProps) => (
      <article data-testid="form">
        <h2 id={titleId}>{title}</h2>
        {children}
        <footer>{buttons}</footer>
      </article>
    ),
    label: ({ isRequired, children, ...props }: LabelSlotProps) =>
      props.htmlFor ? (
        <label {...props}>
          {children}
          {isRequired && ' (needed)'}
        </label>
      ) : (
        <strong {...props}>{children}</strong>
      ),
    help: (props: NoteSlotProps) => <small {...props} data-testid="help" />,
    error: (props: NoteSlotProps) => <mark {...props} data-testid="error" />,
    button: ({ color, look: _, ...props }: ButtonSlotProps) => <button {...props} data-mine={color} />,
  }

  it('draw the frame, labels, help, messages and buttons of a form, which still works', async () => {
    const app = await renderApp({ slots })
    await app.openForm(GROUP)
    expect(screen.getByTestId('form')).toBeInTheDocument()
    const form = screen.getByRole('form', { name: 'Group' })
    const box = within(form).getByLabelText(/^Name \(needed\)/)
    expect(box).toHaveAccessibleDescription('As in your passport')
    expect(within(form).getByRole('radiogroup', { name: 'Color' })).toBeInTheDocument()
    const submit = within(form).getByRole('button', { name: 'Submit' })
    expect(submit).toHaveAttribute('data-mine')
    expect(form.querySelectorAll('button:not([data-mine])')).toHaveLength(0)

    await app.user.click(submit)
    expect(screen.getByTestId('error')).toHaveAttribute('role', 'alert')
    expect(box).toHaveAccessibleDescription(
      expect.stringContaining(screen.getByTestId('error').textContent ?? ''),
    )
    expect(box).toHaveFocus()
    await app.user.type(box, 'Ada')
    await app.user.click(submit)
    expect(app.server.events.at(-1)).toMatchObject({ type: 'form-submit', values: { name: 'Ada' } })
  })

  it('draw the buttons among the outputs, which still call their callbacks', async () => {
    const app = await renderApp({ slots })
    await app.put({ id: 10, type: 'button', label: 'Go', callbacks: ['0'] } as never)
    const button = screen.getByRole('button', { name: 'Go' })
    expect(button).toHaveAttribute('data-mine')
    await app.user.click(button)
    expect(app.server.events).toMatchObject([{ type: 'callback-fire', output: 10 }])
  })
})

it('puts classNames before the classes of the parts, in forms and outputs', async () => {
  const classNames = { form: 'my-form', control: 'my-control', button: 'my-button', label: 'my-label' }
  const app = await renderApp({ classNames })
  await app.openForm(GROUP)
  const form = screen.getByRole('form', { name: 'Group' })
  expect(form.className).toMatch(/^my-form webio-form/)
  expect(screen.getByLabelText(/^Name/).className).toMatch(/^my-control webio-/)
  expect(screen.getByRole('button', { name: 'Submit' }).className).toMatch(/^my-button webio-/)
  expect(form.querySelector('.my-label')).toHaveTextContent('Name')
})

describe('<WebIOOverlays>', () => {
  const toast = {
    type: 'output-insert',
    parent: TOASTS_ID,
    outputs: [{ id: 30, type: 'toast', content: 'Saved', duration: 0, position: 'center', color: 'success' }],
  } as const

  function Page({ isOpen }: { readonly isOpen: boolean }): ReactNode {
    return (
      <WebIOProvider endpoint="/webio" locale="en">
        <WebIOScope name="ROOT" />
        {isOpen && (
          <section aria-label="dialog">
            <WebIOOverlays />
          </section>
        )}
      </WebIOProvider>
    )
  }

  it('determines the place of toasts in the document; without it, they follow the children', async () => {
    let setOpen = (_: boolean): void => {}
    function Host(): ReactNode {
      const [isOpen, set] = useState(false)
      setOpen = set
      return <Page isOpen={isOpen} />
    }
    const app = await renderConnected(<Host />)
    await app.send(toast as never)
    const text = () => screen.getByText('Saved')
    expect(text().closest('section[aria-label="dialog"]')).toBeNull()
    act(() => setOpen(true))
    expect(screen.getAllByText('Saved')).toHaveLength(1)
    expect(text().closest('section[aria-label="dialog"]')).not.toBeNull()
    act(() => setOpen(false))
    expect(text().closest('section[aria-label="dialog"]')).toBeNull()
  })

  it('explains outside a provider what is missing', () => {
    const problem = jest.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<WebIOOverlays />)).toThrow('<WebIOOverlays> must be used within')
    problem.mockRestore()
  })
})
