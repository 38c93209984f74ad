import { screen } from '@testing-library/react'
import type { RenderedApp } from '../../test/render-app'
import { renderApp } from '../../test/render-app'

const button = (id: number, label: string, shortcut: string) =>
  ({ id, type: 'button', label, shortcut }) as const
const clicks = ({ server }: RenderedApp): unknown[] =>
  server.events.flatMap((event) => (event.type === 'callback-fire' ? [event.output] : []))

describe('[C11] a shortcut', () => {
  it('presses its button, and is shown to people and screen readers', async () => {
    const app = await renderApp()
    await app.put(button(10, 'Save', 'mod+s'), {
      id: 11,
      type: 'buttons',
      buttons: [{ label: 'Next', shortcut: 'alt+right' }, { label: 'x' }],
    })
    expect(screen.getByText('Save')).toHaveAttribute('aria-keyshortcuts', 'Control+S')
    expect(screen.getByText('Save')).toHaveAttribute('title', 'Ctrl+S')
    expect(screen.getByText('Next')).toHaveAttribute('aria-keyshortcuts', 'Alt+ArrowRight')
    await app.user.keyboard('{Control>}s{/Control}{Alt>}{ArrowRight}{/Alt}')
    await app.user.keyboard('s{Control>}{Shift>}s{/Shift}{/Control}')
    expect(clicks(app)).toEqual([10, 11])
  })

  it('does nothing while a popup covers its button or the button is disabled', async () => {
    const app = await renderApp()
    await app.put(button(10, 'Save', 'mod+s'), { ...button(11, 'Off', 'mod+o'), disabled: true })
    await app.user.keyboard('{Control>}o{/Control}')
    await app.send({
      type: 'output-insert',
      parent: 1,
      outputs: [
        {
          id: 20,
          type: 'popup',
          title: 'T',
          size: 'normal',
          implicit_close: true,
          closable: true,
          children: [button(21, 'Inside', 'mod+i')],
        },
      ],
    })
    await app.user.keyboard('{Control>}s{/Control}{Control>}i{/Control}')
    await app.send({ type: 'output-remove', output: 20 })
    await app.user.keyboard('{Control>}s{/Control}')
    expect(clicks(app)).toEqual([21, 10])
  })

  it('without a modifier ignores typing; no shortcut works elsewhere on the host page', async () => {
    const app = await renderApp()
    const outside = document.body.appendChild(document.createElement('input'))
    await app.put(button(10, 'New', 'n'), button(11, 'Save', 'mod+s'), {
      id: 12,
      type: 'pin',
      field: { name: 'p', type: 'text', label: 'Pin' },
    })
    await app.user.click(screen.getByLabelText('Pin'))
    await app.user.keyboard('n{Control>}s{/Control}')
    expect(clicks(app)).toEqual([11])
    outside.focus()
    await app.user.keyboard('n{Control>}s{/Control}')
    expect(clicks(app)).toEqual([11])
    outside.blur()
    await app.user.keyboard('n')
    expect(clicks(app)).toEqual([11, 10])
    outside.remove()
  })

  it('presses the newest of several buttons, and is removed with its button', async () => {
    const app = await renderApp()
    await app.put(button(10, 'One', 'mod+k'), button(11, 'Two', 'mod+k'))
    await app.user.keyboard('{Control>}k{/Control}')
    await app.send({ type: 'output-remove', output: 11 })
    await app.user.keyboard('{Control>}k{/Control}')
    expect(clicks(app)).toEqual([11, 10])
  })
})

describe('class_name and theme', () => {
  it('adds classes to those of the output, and an update removes them', async () => {
    const app = await renderApp()
    await app.put({ id: 10, type: 'text', text: 'a', class_name: 'big  red' })
    const text = screen.getByText('a')
    expect(text).toHaveClass('big', 'red')
    await app.send({ type: 'output-update', output: 10, set: { class_name: 'small' } })
    expect(text).toHaveClass('small')
    expect(text).not.toHaveClass('big')
  })

  it('uses the task’s theme unless the host page has one', async () => {
    const app = await renderApp()
    await app.send({ type: 'env-set', set: { theme: 'minty' } })
    expect(app.container.querySelector('.webio')).toHaveAttribute('data-webio-theme', 'minty')
    app.unmount()
    const own = await renderApp({ theme: 'yeti' })
    await own.send({ type: 'env-set', set: { theme: 'minty' } })
    expect(own.container.querySelector('.webio')).toHaveAttribute('data-webio-theme', 'yeti')
  })
})
