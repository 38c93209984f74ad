import { fireEvent, screen, within } from '@testing-library/react'
import type { FieldSpec, OptionSpec, TextInputType } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { expectAccessible } from '../../test/expect-accessible'
import type { RenderedApp } from '../../test/render-app'
import { renderApp } from '../../test/render-app'
import type { FieldProps } from '../index'

const options = (...values: OptionSpec['value'][]): OptionSpec[] =>
  values.map((value, index) => ({ id: index + 1, label: `Option ${index + 1}`, value }))

async function fieldOf(field: FieldSpec, props = {}): Promise<RenderedApp> {
  const app = await renderApp(props)
  await app.openForm({ fields: [field] })
  return app
}

async function submittedValue({ user, server }: RenderedApp): Promise<unknown> {
  await user.click(screen.getByRole('button', { name: 'Submit' }))
  const event = server.events.findLast((candidate) => candidate.type === 'form-submit')
  return event?.type === 'form-submit' ? Object.values(event.values)[0] : undefined
}

/** Fills in a box like a password manager that fires no event. */
function fillSilently(box: HTMLInputElement, text: string): void {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value') ?? {}
  set?.call(box, text)
}

describe('input', () => {
  it.each<[TextInputType, string]>([
    ['text', 'text'],
    ['number', 'text'],
    ['float', 'text'],
    ['password', 'password'],
    ['url', 'url'],
    ['date', 'date'],
    ['time', 'time'],
    ['datetime-local', 'datetime-local'],
    ['color', 'color'],
  ])('%s is a control of type %s', async (type, control) => {
    const { container } = await fieldOf({ name: 'f', type, label: 'F' })
    expect(screen.getByLabelText('F')).toHaveAttribute('type', control)
    await expectAccessible(container)
  })

  it.each<[TextInputType, string, string, string, string | undefined]>([
    ['float', 'en', '1,5', '1.5', '1.5'],
    ['float', 'de', '1,5', '1,5', '1.5'],
    ['float', 'de', '1.000,5', '1000,5', '1000.5'],
    ['float', 'en', '1e3', '1000', '1000'],
    ['number', 'en', '\u22125', '-5', '-5'],
    ['number', 'en', '１２', '12', '12'],
    ['number', 'en', ' 42', '42', '42'],
    ['number', 'en', '1,500', '1500', '1500'],
    ['number', 'de', '1.500', '1500', '1500'],
    ['number', 'en', '1.5', '1.5', undefined],
    ['number', 'en', '5/2', '5/2', undefined],
    ['float', 'en', '12abc', '12abc', undefined],
    ['float', 'fr', '1.500', '1.500', undefined],
    ['number', 'en', '9007199254740993', '9007199254740993', undefined],
  ])(
    '[V4] %s in the language %s accepts the keys %s, shows %s on blur, and is sent as %s',
    async (...row) => {
      const [type, locale, typed, left, sent] = row
      const app = await fieldOf({ name: 'f', type, label: 'F' }, { locale })
      await app.user.type(screen.getByLabelText('F'), typed)
      expect(screen.getByLabelText('F')).toHaveValue(typed)
      await app.user.tab()
      expect(screen.getByLabelText('F')).toHaveValue(left)
      expect(screen.queryByRole('alert') !== null).toBe(sent === undefined)
      await app.user.type(screen.getByLabelText('F'), '{Enter}')
      const event = app.server.events.find((candidate) => candidate.type === 'form-submit')
      expect(event?.values).toEqual(sent === undefined ? undefined : { f: sent })
    },
  )

  it('[V4] shows the session’s number in the notation of the locale', async () => {
    await fieldOf({ name: 'f', type: 'float', label: 'F', value: '1.5' }, { locale: 'de' })
    expect(screen.getByLabelText('F')).toHaveValue('1,5')
  })

  it.each<[TextInputType | 'textarea']>([['text'], ['password'], ['number'], ['textarea']])(
    '%s sends and keeps a value that was set without an event',
    async (type) => {
      const field = { name: 'f', type, label: 'F', required: true } as FieldSpec
      const app = await fieldOf(field)
      const box = screen.getByLabelText<HTMLInputElement>('F')
      fillSilently(box, '12')
      await app.send({ type: 'form-update', form: 50, field: 'f', set: { help_text: 'h' } })
      expect(box).toHaveValue('12')
      expect(await submittedValue(app)).toBe('12')
    },
  )

  it('is reset to its initial value after a value was set without an event', async () => {
    const app = await fieldOf({ name: 'f', type: 'text', label: 'F', value: 'x' })
    fillSilently(screen.getByLabelText<HTMLInputElement>('F'), 'filled')
    await app.user.click(screen.getByRole('button', { name: 'Reset' }))
    expect(screen.getByLabelText('F')).toHaveValue('x')
  })

  it('keeps the caret in place when the session sets the value', async () => {
    const app = await fieldOf({ name: 'f', type: 'text', label: 'F', watch: true, value: 'hello' })
    const box = screen.getByLabelText<HTMLInputElement>('F')
    await app.user.type(box, '!', { initialSelectionStart: 2, initialSelectionEnd: 2 })
    await app.send({ type: 'form-update', form: 50, field: 'f', set: { value: 'HE!LLO', settled: 1 } })
    expect(box).toHaveValue('HE!LLO')
    expect([box.selectionStart, box.selectionEnd]).toEqual([3, 3])
  })

  it('delays the session’s text while an input method composes', async () => {
    const app = await fieldOf({ name: 'f', type: 'text', label: 'F', value: 'x' })
    const box = screen.getByLabelText('F')
    fireEvent.compositionStart(box)
    await app.send({ type: 'form-update', form: 50, field: 'f', set: { value: 'y', settled: 1 } })
    expect(box).toHaveValue('x')
    fireEvent.compositionEnd(box)
    expect(box).toHaveValue('y')
  })

  it('reports every edit if the field is watched', async () => {
    const { user, server } = await fieldOf({ name: 'f', type: 'text', label: 'F', watch: true })
    await user.type(screen.getByLabelText('F'), 'ab')
    expect(server.events).toEqual([
      { type: 'form-change', form: 50, field: 'f', value: 'a' },
      { type: 'form-change', form: 50, field: 'f', value: 'ab' },
    ])
  })

  it('has suggestions', async () => {
    await fieldOf({ name: 'f', type: 'text', label: 'F', datalist: ['one', 'two'] })
    const list = document.getElementById(screen.getByLabelText('F').getAttribute('list') ?? '')
    expect([...(list?.querySelectorAll('option') ?? [])].map(({ value }) => value)).toEqual(['one', 'two'])
  })

  it('has a button next to it', async () => {
    const { user, server, container } = await fieldOf({
      name: 'f',
      type: 'text',
      label: 'F',
      action: { label: 'Pick' },
    })
    await user.click(screen.getByRole('button', { name: 'Pick' }))
    expect(server.events).toEqual([{ type: 'form-action', form: 50, field: 'f' }])
    await expectAccessible(container)
  })

  it.each<object>([{ locked: true }, { readonly: true }])('cannot be edited with %p', async (more) => {
    const app = await fieldOf({ name: 'f', type: 'text', label: 'F', value: 'x', ...more })
    await app.user.type(screen.getByLabelText('F'), 'y')
    expect(await submittedValue(app)).toBe('x')
  })

  it('accepts extra attributes, except harmful ones', async () => {
    const attributes = {
      maxlength: 3,
      autocomplete: 'email',
      'data-x': '1',
      aria_details: 'id',
      onfocus: 'alert(1)',
      style: 'color: red',
      type: 'hidden',
      name: 'other',
      dangerouslySetInnerHTML: 'x',
      formaction: 'https://evil.example',
    }
    await fieldOf({ name: 'f', type: 'text', label: 'F', attributes })
    const control = screen.getByLabelText('F')
    expect(control).toHaveAttribute('maxlength', '3')
    expect(control).toHaveAttribute('autocomplete', 'email')
    expect(control).toHaveAttribute('data-x', '1')
    expect(control).toHaveAttribute('aria-details', 'id')
    expect(control).toHaveAttribute('type', 'text')
    expect(control).toHaveAttribute('name', 'f')
    for (const name of ['onfocus', 'style', 'formaction']) expect(control).not.toHaveAttribute(name)
  })

  it('is named after its field if it has no label', async () => {
    const { container } = await fieldOf({ name: 'f', type: 'text' })
    expect(screen.getByRole('textbox', { name: 'f' })).toBeInTheDocument()
    await expectAccessible(container)
  })
})

describe('textarea', () => {
  it('submits its text', async () => {
    const app = await fieldOf({ name: 'f', type: 'textarea', label: 'F', rows: 3, value: 'a' })
    expect(screen.getByLabelText('F')).toHaveAttribute('rows', '3')
    await app.user.type(screen.getByLabelText('F'), '{Enter}b')
    expect(await submittedValue(app)).toBe('a\nb')
    await expectAccessible(app.container)
  })
})

describe('select', () => {
  it('submits the id of its option, and its element in the document has the values', async () => {
    const app = await fieldOf({ name: 'f', type: 'select', label: 'F', options: options('a', 2, { x: [1] }) })
    const values = screen.getAllByRole<HTMLOptionElement>('option').map(({ value }) => value)
    expect(values).toEqual(['a', '2', '{"x":[1]}'])
    await app.user.selectOptions(screen.getByLabelText('F'), '{"x":[1]}')
    expect(await submittedValue(app)).toBe(3)
    await expectAccessible(app.container)
  })

  it('distinguishes options with the same value', async () => {
    const app = await fieldOf({ name: 'f', type: 'select', label: 'F', options: options('a', 'a', 'a') })
    const [, second] = screen.getAllByRole<HTMLOptionElement>('option')
    await app.user.selectOptions(screen.getByLabelText('F'), second as HTMLOptionElement)
    expect(screen.getByLabelText('F')).toHaveDisplayValue('Option 2')
    expect(await submittedValue(app)).toBe(2)
  })

  it('starts with the first enabled option', async () => {
    const [first, second] = options('a', 'b') as [OptionSpec, OptionSpec]
    await fieldOf({ name: 'f', type: 'select', label: 'F', options: [{ ...first, disabled: true }, second] })
    expect(screen.getByLabelText('F')).toHaveDisplayValue('Option 2')
  })

  it('submits the ids of several options in the order of the options', async () => {
    const [first, ...rest] = options('a', 'b', 'c') as [OptionSpec, OptionSpec, OptionSpec]
    const field: FieldSpec = {
      name: 'f',
      type: 'select',
      label: 'F',
      multiple: true,
      options: [{ ...first, selected: true }, ...rest],
    }
    const app = await fieldOf(field)
    await app.user.selectOptions(screen.getByLabelText('F'), ['c'])
    expect(await submittedValue(app)).toEqual([1, 3])
    await expectAccessible(app.container)
  })
})

describe('searchable select', () => {
  const SEARCHABLE: FieldSpec = {
    name: 'f',
    type: 'select',
    label: 'City',
    native: false,
    options: ['Berlin', 'Paris', 'Prague'].map((label, id) => ({ id, label, value: label })),
  }

  it('is searched and operated by keyboard', async () => {
    const app = await fieldOf(SEARCHABLE)
    const box = await screen.findByRole('combobox', { name: 'City', expanded: false })
    expect(box).toHaveValue('Berlin')
    await app.user.clear(box)
    await app.user.type(box, 'p')
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Paris', 'Prague'])
    await expectAccessible(app.container)
    await app.user.keyboard('{ArrowDown}')
    expect(box).toHaveAttribute('aria-activedescendant', screen.getByRole('option', { name: 'Prague' }).id)
    await app.user.keyboard('{Enter}')
    expect(box).toHaveValue('Prague')
    expect(box).toHaveAttribute('aria-expanded', 'false')
    expect(await submittedValue(app)).toBe(2)
  })

  it('is unchanged after Escape', async () => {
    const app = await fieldOf(SEARCHABLE)
    const box = await screen.findByRole('combobox', { name: 'City', expanded: false })
    await app.user.type(box, 'x{Escape}')
    expect(box).toHaveValue('Berlin')
    expect(await submittedValue(app)).toBe(0)
  })

  it('shows the chosen options, and can remove them', async () => {
    const app = await fieldOf({ ...SEARCHABLE, multiple: true } as FieldSpec)
    await app.user.click(await screen.findByRole('combobox', { name: 'City', expanded: false }))
    const list = screen.getByRole('listbox', { name: 'Options' })
    await app.user.click(within(list).getByText('Prague'))
    await app.user.click(within(list).getByText('Berlin'))
    await expectAccessible(app.container)
    await app.user.click(screen.getByRole('button', { name: /Berlin/ }))
    expect(await submittedValue(app)).toEqual([2])
  })
})

describe('checkbox', () => {
  it('submits the ids of its ticked options in their order', async () => {
    const [first, second, third] = options('a', 'b', 'c') as [OptionSpec, OptionSpec, OptionSpec]
    const field: FieldSpec = {
      name: 'f',
      type: 'checkbox',
      label: 'F',
      options: [first, { ...second, selected: true }, { ...third, disabled: true }],
    }
    const app = await fieldOf(field)
    expect(screen.getByLabelText('F')).toBe(screen.getByRole('group', { name: 'F' }))
    await app.user.click(screen.getByRole('checkbox', { name: 'Option 3' }))
    await app.user.click(screen.getByRole('checkbox', { name: 'Option 1' }))
    expect(await submittedValue(app)).toEqual([1, 2])
    await expectAccessible(app.container)
  })
})

describe('radio', () => {
  it('submits the id of its picked option, and null before one is picked', async () => {
    const app = await fieldOf({ name: 'f', type: 'radio', label: 'F', options: options('a', 'b') })
    expect(await submittedValue(app)).toBeNull()
    await app.send({ type: 'form-errors', form: 50, errors: {}, settled: 1 })
    await app.user.click(screen.getByRole('radio', { name: 'Option 2' }))
    expect(await submittedValue(app)).toBe(2)
    await expectAccessible(app.container)
  })
})

describe('slider', () => {
  it('shows its value, and submits it as a number', async () => {
    const field: FieldSpec = {
      name: 'f',
      type: 'slider',
      label: 'F',
      value: 3,
      min_value: 0,
      max_value: 9,
      step: 1,
    }
    const app = await fieldOf(field)
    fireEvent.change(screen.getByLabelText('F'), { target: { value: '5' } })
    expect(app.container.querySelector('.webio-slider-value')).toHaveTextContent(/^5$/)
    expect(await submittedValue(app)).toBe(5)
    await expectAccessible(app.container)
  })

  it('shows two decimals if any number is allowed', async () => {
    const app = await fieldOf({
      name: 'f',
      type: 'slider',
      label: 'F',
      value: 0.5,
      min_value: 0,
      max_value: 1,
      step: 'any',
    })
    expect(app.container.querySelector('.webio-slider-value')).toHaveTextContent('0.50')
  })
})

describe('the host page’s own control', () => {
  function Stars({ id, value, onChange, describedBy }: FieldProps<'slider'>): ReactNode {
    return (
      <button
        type="button"
        id={id}
        aria-describedby={describedBy}
        onClick={() => onChange(Number(value) + 1)}
      >
        {'★'.repeat(Number(value))}
      </button>
    )
  }

  it('receives only what its type declares', async () => {
    const given: string[] = []
    const Spy = (props: FieldProps<'text'>): ReactNode => {
      given.splice(0, given.length, ...Object.keys(props).sort())
      return <input id={props.id} />
    }
    await fieldOf({ name: 'f', type: 'text', label: 'Text' }, { components: { fields: { text: Spy } } })
    const DECLARED = [
      'describedBy',
      'field',
      'form',
      'id',
      'labelledBy',
      'message',
      'onBlur',
      'onChange',
      'onSearch',
      'value',
    ]
    expect(given).toEqual(DECLARED)
  })

  it('replaces a built-in control', async () => {
    const field: FieldSpec = {
      name: 'f',
      type: 'slider',
      label: 'Stars',
      help_text: 'Help',
      value: 1,
      min_value: 0,
      max_value: 5,
      step: 1,
    }
    const app = await fieldOf(field, { components: { fields: { slider: Stars } } })
    const control = screen.getByLabelText('Stars')
    expect(control).toHaveAccessibleDescription('Help')
    await app.user.click(control)
    expect(control).toHaveTextContent('★★')
    expect(await submittedValue(app)).toBe(2)
  })
})
