import { act, fireEvent, screen, within } from '@testing-library/react'
import type { FieldSpec, FormSpec, OptionSpec } from '@webio/core/protocol'
import { expectAccessible } from '../../test/expect-accessible'
import type { RenderedApp } from '../../test/render-app'
import { renderApp } from '../../test/render-app'
import { ScriptedServer } from '../../test/scripted-server'

const NAME: FieldSpec = { name: 'name', type: 'text', label: 'Name' }
const options = (...labels: string[]): OptionSpec[] =>
  labels.map((label, id) => ({ id, label, value: label }))

async function formOf(...fields: FieldSpec[]): Promise<RenderedApp> {
  return showForm(await renderApp(), fields)
}

/** The form on the stand-alone page. */
async function formAlone(...fields: FieldSpec[]): Promise<RenderedApp> {
  return showForm(await renderApp({}, { isStandAlone: true }), fields)
}

async function showForm(app: RenderedApp, fields: readonly FieldSpec[]): Promise<RenderedApp> {
  await app.openForm({ label: 'Group', fields })
  return app
}

const submit = (): HTMLElement => screen.getByRole('button', { name: 'Submit' })

/** The values of the last submit. */
function submitted({ server }: RenderedApp): unknown {
  const event = server.events.findLast((candidate) => candidate.type === 'form-submit')
  return event?.type === 'form-submit' ? event.values : undefined
}

describe('a form', () => {
  it('has a title, visible labels, and its buttons', async () => {
    const { container } = await formOf(NAME, { name: 'age', type: 'number', label: 'Age' })
    const form = screen.getByRole('form', { name: 'Group' })
    expect(form).toHaveAttribute('data-webio-form')
    expect(within(form).getByLabelText('Name')).toHaveAttribute('name', 'name')
    expect(within(form).getByLabelText('Age')).toHaveAttribute('inputmode', 'numeric')
    expect(
      within(form)
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual(['Submit', 'Reset'])
    await expectAccessible(container)
  })

  it('with one field uses its label for the field', async () => {
    const app = await renderApp()
    await app.openForm({
      label: 'What is your name?',
      single: true,
      fields: [{ name: 'data', type: 'text' }],
    })
    await app.user.type(screen.getByLabelText('What is your name?'), 'Bob{Enter}')
    expect(submitted(app)).toEqual({ data: 'Bob' })
    await expectAccessible(app.container)
  })

  it('disappears when the session closes it', async () => {
    const { send } = await formOf(NAME)
    await send({ type: 'form-close', form: 50 })
    expect(screen.queryByRole('form')).not.toBeInTheDocument()
  })

  it('is busy from a submit until the submit is settled', async () => {
    const app = await formOf(NAME)
    await app.user.click(submit())
    expect(submit()).toHaveAttribute('aria-busy', 'true')
    await app.user.click(submit())
    expect(app.server.events).toHaveLength(1)
    await app.send({ type: 'form-errors', form: 50, errors: { name: 'no' }, settled: 1 })
    expect(submit()).not.toHaveAttribute('aria-busy')
    await app.user.click(submit())
    expect(app.server.events).toHaveLength(2)
  })

  it('is no longer busy after a refused submit', async () => {
    const app = await formOf(NAME)
    await app.user.click(submit())
    await app.run((server) => server.refuseEvent('bad_value'))
    expect(submit()).not.toHaveAttribute('aria-busy')
  })

  it('is submitted by Enter with its first submit button', async () => {
    const app = await formOf(NAME, {
      name: 'act',
      type: 'actions',
      buttons: [
        { id: 0, label: 'Back', value: 'b', type: 'cancel' },
        { id: 1, label: 'Save', value: 's', type: 'submit' },
        { id: 2, label: 'Delete', value: 'd', type: 'submit' },
      ],
    })
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Back',
      'Save',
      'Delete',
    ])
    await app.user.type(screen.getByLabelText('Name'), 'x{Enter}')
    const values = { name: 'x', act: null }
    const action = { field: 'act', id: 1 }
    expect(app.server.events).toEqual([{ type: 'form-submit', form: 50, values, action }])
  })

  it('has actions that submit, cancel and reset', async () => {
    const app = await formOf(
      {
        name: 'act',
        type: 'actions',
        label: 'Choose',
        buttons: [
          { id: 4, label: 'Save', value: 's', type: 'submit' },
          { id: 5, label: 'Leave', value: 'l', type: 'cancel' },
          { id: 6, label: 'Clear', value: 'c', type: 'reset' },
          { id: 7, label: 'Never', value: 'n', type: 'submit', disabled: true },
        ],
      },
      NAME,
    )
    // It is not the last field, so the form's own buttons stay.
    expect(submit()).toBeInTheDocument()
    await app.user.type(screen.getByLabelText('Name'), 'x')
    await app.user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(screen.getByLabelText('Name')).toHaveValue('')
    await app.user.click(screen.getByRole('button', { name: 'Leave' }))
    await app.user.click(screen.getByRole('button', { name: 'Never' }))
    expect(app.server.events).toEqual([{ type: 'form-cancel', form: 50, action: { field: 'act', id: 5 } }])
    await expectAccessible(app.container)
  })

  it('has a Cancel button only if it can be cancelled', async () => {
    const app = await renderApp()
    await app.openForm({ cancelable: true, fields: [NAME] })
    await app.user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(app.server.events).toEqual([{ type: 'form-cancel', form: 50 }])
  })

  it('is reset without notifying the session', async () => {
    const app = await formOf({ ...NAME, value: 'Ann' } as FieldSpec, {
      name: 'gift',
      type: 'radio',
      label: 'Gift',
      options: options('a', 'b'),
    })
    await app.user.type(screen.getByLabelText('Name'), 'ie')
    await app.user.click(screen.getByLabelText('b'))
    await app.user.click(screen.getByRole('button', { name: 'Reset' }))
    expect(screen.getByLabelText('Name')).toHaveValue('Ann')
    expect(screen.getByLabelText('b')).not.toBeChecked()
    expect(app.server.events).toEqual([])
  })

  it('waits behind a newer form, and keeps the text typed so far', async () => {
    const app = await formOf(NAME)
    await app.user.type(screen.getByLabelText('Name'), 'Bob')
    await app.openForm({ id: 51, label: 'Newer', fields: [{ name: 'x', type: 'text', label: 'X' }] })
    expect(screen.getAllByRole('form')).toEqual([screen.getByRole('form', { name: 'Newer' })])
    await app.send({ type: 'form-close', form: 51 })
    expect(screen.getByLabelText('Name')).toHaveValue('Bob')
  })

  it('appears inside the node that it names', async () => {
    const app = await renderApp()
    await app.put({
      id: 10,
      type: 'scope',
      scope: 'place',
      children: [{ id: 11, type: 'text', text: 'above' }],
    })
    await app.openForm({ id: 50, label: 'Inside', container: 10, fields: [NAME] })
    await app.openForm({ id: 51, label: 'Panel', fields: [{ name: 'x', type: 'text', label: 'X' }] })
    const scope = document.querySelector<HTMLElement>('[data-webio-scope="place"]') as HTMLElement
    expect(within(scope).getByRole('form', { name: 'Inside' })).toBeInTheDocument()
    expect(within(scope).queryByRole('form', { name: 'Panel' })).not.toBeInTheDocument()
    expect(screen.getByRole('form', { name: 'Panel' })).toBeInTheDocument()
  })

  it('is inactive after the session has ended', async () => {
    const app = await formOf(NAME)
    await app.send({ type: 'session-close', reason: 'expired' })
    expect(document.querySelector('form')).toHaveAttribute('inert')
  })
})

describe('the panel', () => {
  it('stays in view only on the stand-alone page', async () => {
    const embedded = await formOf(NAME)
    expect(screen.getByRole('form').parentElement).not.toHaveAttribute('data-sticky')
    embedded.unmount()
    await formAlone(NAME)
    expect(screen.getByRole('form').parentElement).toHaveAttribute('data-sticky')
  })
})

const NEXT: FieldSpec = { name: 'next', type: 'text', label: 'Next' }
const BOX: FieldSpec = { name: 'c', type: 'checkbox', label: 'C', options: options('a') }
const SLIDER: FieldSpec = {
  name: 's',
  type: 'slider',
  label: 'S',
  min_value: 0,
  max_value: 2,
  step: 1,
  value: 0,
}
const AREA: FieldSpec = { name: 'area', type: 'textarea', label: 'Area' }

describe('focus, on the stand-alone page', () => {
  it.each<[string, string, readonly FieldSpec[]]>([
    ['the first field', 'Name', [NAME, NEXT, AREA]],
    ['the first text-like field', 'Name', [BOX, SLIDER, NAME]],
    ['a line before a textarea', 'Name', [AREA, NAME]],
    ['a textarea if there is no other field', 'Area', [BOX, AREA]],
    ['a select', 'Pick', [BOX, { name: 'p', type: 'select', label: 'Pick', options: options('a') }, NAME]],
    ['a date', 'Day', [{ name: 'd', type: 'date', label: 'Day' }, NAME]],
    [
      'the field that the author chooses',
      'Next',
      [NAME, { ...NEXT, attributes: { auto_focus: true } } as FieldSpec],
    ],
  ])('moves to %s when a form appears', async (_, label, fields) => {
    await formAlone(...fields)
    expect(screen.getByLabelText(label)).toHaveFocus()
  })
})

describe('focus, on a host page', () => {
  const open = (app: RenderedApp): Promise<void> =>
    app.send({ type: 'form-close', form: 50 }, { type: 'form-open', form: { id: 51, fields: [NEXT] } })

  it('stays in place when a form appears without an action of the person', async () => {
    const scrolled = jest.spyOn(HTMLElement.prototype, 'focus')
    await formOf(NAME, { ...NEXT, attributes: { auto_focus: true } } as FieldSpec)
    expect(document.body).toHaveFocus()
    expect(scrolled).not.toHaveBeenCalled()
    scrolled.mockRestore()
  })

  it('is not taken from the host page', async () => {
    const host = document.body.appendChild(document.createElement('input'))
    host.focus()
    await formOf(NAME)
    expect(host).toHaveFocus()
    host.remove()
  })

  it('moves to the form that follows the focused one', async () => {
    const app = await formOf(NAME)
    await app.user.click(screen.getByLabelText('Name'))
    await open(app)
    expect(screen.getByLabelText('Next')).toHaveFocus()
  })

  it('moves to a form that appears after the focused form has closed', async () => {
    const app = await formOf(NAME)
    await app.user.click(screen.getByLabelText('Name'))
    await app.send({ type: 'form-close', form: 50 })
    expect(document.body).toHaveFocus()
    await app.openForm({ id: 51, fields: [NEXT] })
    expect(screen.getByLabelText('Next')).toHaveFocus()
  })

  it('moves to a form that a button opens, whether or not the button remains', async () => {
    const app = await renderApp()
    await app.put({ id: 10, type: 'button', label: 'Stay' }, { id: 11, type: 'button', label: 'Go' })
    await app.user.click(screen.getByRole('button', { name: 'Stay' }))
    await showForm(app, [NAME])
    expect(screen.getByLabelText('Name')).toHaveFocus()
    await app.user.click(screen.getByRole('button', { name: 'Go' }))
    await app.send({ type: 'output-remove', output: 11 })
    await open(app)
    expect(screen.getByLabelText('Next')).toHaveFocus()
  })

  it('stays elsewhere if the person moved it meanwhile', async () => {
    const elsewhere = document.body.appendChild(document.createElement('p'))
    const host = document.body.appendChild(document.createElement('input'))
    for (const turn of [elsewhere, host]) {
      const app = await formOf(NAME)
      await app.user.click(screen.getByLabelText('Name'))
      await app.send({ type: 'form-close', form: 50 })
      await app.user.click(turn)
      act(() => host.blur())
      await app.openForm({ id: 51, fields: [NEXT] })
      expect(document.body).toHaveFocus()
      app.unmount()
    }
    elsewhere.remove()
    host.remove()
  })

  it('stays elsewhere if the person left the form before it closed', async () => {
    const app = await formOf(NAME)
    await app.user.click(screen.getByLabelText('Name'))
    act(() => screen.getByLabelText('Name').blur())
    await open(app)
    expect(document.body).toHaveFocus()
  })
})

describe('checking', () => {
  const REQUIRED: FieldSpec = { ...NAME, required: true }

  it('stops a submit that breaks a rule, and points at the first field', async () => {
    const { user, server, container } = await formOf(REQUIRED, {
      name: 'gift',
      type: 'radio',
      label: 'Gift',
      required: true,
      options: options('a', 'b'),
    })
    await user.click(submit())
    expect(server.events).toEqual([])
    const name = screen.getByLabelText('Name')
    expect(name).toHaveFocus()
    expect(name).toHaveAttribute('aria-invalid', 'true')
    expect(name).toHaveAccessibleDescription('Please fill out this field.')
    expect(screen.getByRole('radiogroup', { name: 'Gift' })).toHaveAttribute('aria-invalid', 'true')
    expect(screen.getAllByRole('alert').map((alert) => alert.textContent)).toEqual([
      'Please fill out this field.',
      'Please select an option.',
    ])
    await expectAccessible(container)
  })

  it('removes the page’s own message when the field is edited', async () => {
    const { user } = await formOf(REQUIRED)
    await user.click(submit())
    await user.type(screen.getByLabelText('Name'), 'x')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    expect(screen.getByLabelText('Name')).toHaveAttribute('aria-invalid', 'false')
  })

  it('checks a field that loses focus on the page first', async () => {
    const { user, server } = await formOf({ name: 'mail', type: 'email', label: 'Mail', check: true }, NAME)
    await user.type(screen.getByLabelText('Mail'), 'nonsense')
    await user.tab()
    expect(screen.getByRole('alert')).toHaveTextContent('Please enter an email address.')
    expect(server.events).toEqual([])
  })

  it('then asks the session if it has its own rule', async () => {
    const { user, server, send } = await formOf(
      { ...NAME, check: true },
      { name: 'b', type: 'text', label: 'B' },
    )
    await user.tab()
    expect(server.events).toEqual([]) // empty
    await user.type(screen.getByLabelText('Name'), 'Bob')
    await user.click(screen.getByLabelText('B'))
    expect(server.events).toEqual([{ type: 'form-check', form: 50, field: 'name', value: 'Bob' }])
    await send({ type: 'form-errors', form: 50, errors: { name: 'Taken.' } })
    expect(screen.getByRole('alert')).toHaveTextContent('Taken.')
    expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('Taken.')
    await send({ type: 'form-errors', form: 50, errors: { name: null } })
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it.each<[string, FieldSpec, number]>([
    ['select', { name: 'f', type: 'select', label: 'F', check: true, options: options('a') }, 1],
    ['radio', { name: 'f', type: 'radio', label: 'F', check: true, options: options('a') }, 1],
    ['checkbox', { name: 'f', type: 'checkbox', label: 'F', check: true, options: options('a', 'b') }, 1],
    [
      'slider',
      { name: 'f', type: 'slider', label: 'F', check: true, value: 1, min_value: 0, max_value: 2, step: 1 },
      1,
    ],
    ['textarea', { name: 'f', type: 'textarea', label: 'F', check: true, value: 'x' }, 0],
  ])('checks a %s when the focus leaves the whole field', async (_, field, asks) => {
    const { user, server } = await formOf(NAME, field)
    act(() => screen.getByLabelText('Name').focus())
    for (let step = 0; step < 4; step++) await user.tab()
    expect(server.events.filter((event) => event.type === 'form-check')).toHaveLength(asks)
  })

  it('shows the session’s errors after a submit, and focuses the field', async () => {
    const { user, send } = await formOf(NAME, { name: 'b', type: 'text', label: 'B' })
    await user.click(submit())
    await send({ type: 'form-errors', form: 50, errors: { b: { id: 'too_small', args: [3] } }, settled: 1 })
    expect(screen.getByRole('alert')).toHaveTextContent('The value must be 3 or more.')
    expect(screen.getByLabelText('B')).toHaveFocus()
  })

  it('removes the session’s message about a field that is edited, and keeps it away when another field is checked', async () => {
    const { user, send } = await formOf(NAME, { name: 'b', type: 'text', label: 'B', check: true })
    await user.click(submit())
    await send({ type: 'form-errors', form: 50, errors: { name: 'The names differ.' }, settled: 1 })
    expect(screen.getByRole('alert')).toHaveTextContent('The names differ.')
    await user.type(screen.getByLabelText('Name'), 'Bob')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    await user.type(screen.getByLabelText('B'), 'x')
    await user.tab()
    await send({ type: 'form-errors', form: 50, errors: { b: 'Too short.' } })
    expect(screen.getAllByRole('alert').map((alert) => alert.textContent)).toEqual(['Too short.'])
  })

  it('shows the same message again if the new value is refused, too', async () => {
    const { user, send } = await formOf({ ...NAME, check: true }, { name: 'b', type: 'text', label: 'B' })
    const refuse = (settled?: number) =>
      send({ type: 'form-errors', form: 50, errors: { name: 'Taken.' }, ...(settled && { settled }) })
    await user.type(screen.getByLabelText('Name'), 'Bob')
    await user.tab()
    await refuse()
    await user.type(screen.getByLabelText('Name'), 'by')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    await user.tab()
    await refuse()
    expect(screen.getByRole('alert')).toHaveTextContent('Taken.')
    await user.type(screen.getByLabelText('Name'), 's')
    await user.click(submit())
    await refuse(4)
    expect(screen.getByRole('alert')).toHaveTextContent('Taken.')
  })

  it('removes all messages if the form is reset', async () => {
    const { user, send } = await formOf(NAME)
    await user.click(submit())
    await send({ type: 'form-errors', form: 50, errors: { name: 'No.' }, settled: 1 })
    await user.click(screen.getByRole('button', { name: 'Reset' }))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('is not triggered by a press on a button of the form', async () => {
    const { user, server } = await formOf({ ...NAME, check: true })
    await user.type(screen.getByLabelText('Name'), 'Bob')
    await user.click(screen.getByRole('button', { name: 'Reset' }))
    expect(server.events).toEqual([])
  })
})

describe('the session’s changes to a form', () => {
  const TWO: readonly FieldSpec[] = [
    { name: 'a', type: 'text', label: 'A', value: 'x' },
    { name: 'b', type: 'text', label: 'B' },
  ]
  const update = (field: string, set: object): Parameters<RenderedApp['send']>[0] => ({
    type: 'form-update',
    form: 50,
    field,
    set: set as never,
  })

  it('set a value, and keep what was typed elsewhere', async () => {
    const { user, send } = await formOf(...TWO)
    await user.type(screen.getByLabelText('A'), 'yz')
    await user.type(screen.getByLabelText('B'), 'typed')
    await send(update('a', { value: 'new', settled: 1 }))
    expect(screen.getByLabelText('A')).toHaveValue('new')
    expect(screen.getByLabelText('B')).toHaveValue('typed')
  })

  it('[V2] keep what was typed after the change that they answer', async () => {
    const { user, send } = await formOf(
      { name: 'a', type: 'text', label: 'A', watch: true },
      TWO[1] as FieldSpec,
    )
    await user.type(screen.getByLabelText('A'), 'yz')
    await user.type(screen.getByLabelText('B'), 'typed')
    await send(update('a', { value: 'Y', settled: 1 }), update('b', { value: 'set', settled: 2 }))
    expect(screen.getByLabelText('A')).toHaveValue('yz')
    expect(screen.getByLabelText('B')).toHaveValue('typed')
    await send(update('a', { value: 'YZ', settled: 2 }), update('b', { value: 'set', settled: 3 }))
    expect(screen.getByLabelText('A')).toHaveValue('YZ')
    expect(screen.getByLabelText('B')).toHaveValue('set')
  })

  it('[V1] keep what was typed if they set the current value', async () => {
    const { user, send } = await formOf({ name: 'a', type: 'text', label: 'A', help_text: 'h', watch: true })
    await user.type(screen.getByLabelText('A'), 'dan')
    await send(update('a', { help_text: 'h' }), update('a', { datalist: [] }), update('a', { datalist: [] }))
    expect(screen.getByLabelText('A')).toHaveValue('dan')
  })

  it('[V3] keep the choice if they replace the options', async () => {
    const app = await formOf(
      { name: 'one', type: 'select', label: 'One', options: options('a', 'b', 'c') },
      { name: 'many', type: 'checkbox', label: 'Many', options: options('a', 'b', 'c') },
    )
    await app.user.selectOptions(screen.getByLabelText('One'), 'b')
    for (const label of ['a', 'c']) await app.user.click(screen.getByRole('checkbox', { name: label }))
    const others = ['c', 'b', 'd'].map((value, index) => ({ id: 10 + index, label: value, value }))
    await app.send(update('one', { options: others }), update('many', { options: others }))
    await app.user.click(submit())
    expect(submitted(app)).toEqual({ one: 11, many: [10] })
  })

  it('set a value that the field had before it was edited', async () => {
    const { user, send } = await formOf(...TWO)
    await user.type(screen.getByLabelText('A'), 'yz')
    await send(update('a', { value: 'x', settled: 1 }))
    expect(screen.getByLabelText('A')).toHaveValue('x')
  })

  it('keep what was typed if they concern something else', async () => {
    const { user, send } = await formOf(...TWO)
    await user.type(screen.getByLabelText('A'), 'yz')
    await send(update('a', { help_text: 'Help' }))
    expect(screen.getByLabelText('A')).toHaveValue('xyz')
    expect(screen.getByLabelText('A')).toHaveAccessibleDescription('Help')
  })

  it('keep what was typed if they are a snapshot', async () => {
    const app = await formOf(...TWO)
    await app.user.type(screen.getByLabelText('A'), 'yz')
    const form: FormSpec = { id: 50, label: 'Group', fields: TWO }
    await app.run((server) => server.sendSnapshot({ type: 'form-open', form }))
    expect(screen.getByLabelText('A')).toHaveValue('xyz')
  })

  it('replace options, and with them the choice', async () => {
    const app = await formOf({ name: 's', type: 'select', label: 'S', options: options('a', 'b') })
    await app.user.selectOptions(screen.getByLabelText('S'), 'b')
    const next = [
      { id: 7, label: 'c', value: 'c' },
      { id: 8, label: 'd', value: 'd', selected: true },
    ]
    await app.send(update('s', { options: next }))
    expect(screen.getByLabelText('S')).toHaveDisplayValue('d')
    await app.user.click(submit())
    expect(submitted(app)).toEqual({ s: 8 })
  })
})

it('[E7] keeps an answer that is too large, and reports it at its field', async () => {
  const { server, user, openForm } = await renderApp({}, { server: new ScriptedServer({ message: 300 }) })
  await openForm({ fields: [{ name: 'a', type: 'textarea', label: 'A' }] })
  await user.click(screen.getByLabelText('A'))
  await user.paste('x'.repeat(400))
  await user.click(screen.getByRole('button', { name: 'Submit' }))
  expect(screen.getByRole('alert')).toHaveTextContent(/^This is too large to send: .* The limit is .*\.$/)
  expect(screen.getByLabelText('A')).toHaveValue('x'.repeat(400))
  expect(server.events).toEqual([])
  await user.clear(screen.getByLabelText('A'))
  await user.type(screen.getByLabelText('A'), 'short')
  await user.click(screen.getByRole('button', { name: 'Submit' }))
  expect(server.events).toMatchObject([{ type: 'form-submit', values: { a: 'short' } }])
})

it('keeps a text beyond 100,000 characters, does not send it, and reports it during entry', async () => {
  const { server, openForm } = await renderApp()
  await openForm({ fields: [{ name: 'a', type: 'textarea', label: 'A', watch: true }] })
  const enter = (length: number): unknown =>
    fireEvent.change(screen.getByLabelText('A'), { target: { value: 'x'.repeat(length) } })
  enter(100_001)
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Please use at most 100000 characters (you have 100001).',
  )
  expect(server.events).toEqual([])
  enter(100_000)
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  expect(server.events).toMatchObject([{ type: 'form-change' }])
})

it('matches a pattern on the page, not in the browser: the control has no such attribute', async () => {
  const { server, user, openForm } = await renderApp()
  const attributes = { pattern: '([a-z]+ ?)+' }
  await openForm({ fields: [{ name: 'a', type: 'text', label: 'A', attributes }] })
  expect(screen.getByLabelText('A')).not.toHaveAttribute('pattern')
  fireEvent.change(screen.getByLabelText('A'), { target: { value: `${'a'.repeat(5000)}!` } })
  await user.click(screen.getByRole('button', { name: 'Submit' }))
  expect(screen.getByRole('alert')).toHaveTextContent('Please match the requested format.')
  expect(server.events).toEqual([])
})
