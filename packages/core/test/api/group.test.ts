import {
  actions,
  checkbox,
  input,
  input_group,
  NUMBER,
  put_text,
  radio,
  select,
  slider,
  textarea,
} from '../../src/index'
import { open_app } from '../../src/testing/index'

const name = () => input('Name', { name: 'name' })

describe('input_group', () => {
  it('returns all values by name, in the order of the fields', async () => {
    let values: object = {}
    const t = await open_app(async () => {
      values = await input_group('G', [
        input('a', { name: 'text' }),
        input('b', { name: 'number', type: NUMBER }),
        textarea('c', { name: 'area' }),
        select('d', ['x', 'y'], { name: 'select' }),
        checkbox('e', ['x', 'y'], { name: 'check' }),
        radio('f', ['x', 'y'], { name: 'radio' }),
        slider('g', { name: 'slider' }),
      ])
    })
    const refused = await t.submit({
      text: 't',
      number: '5',
      area: 'a',
      select: 'y',
      check: ['y', 'x'],
      radio: 'x',
      slider: 9,
    })
    expect(refused).toEqual({})
    expect(Object.entries(values)).toEqual([
      ['text', 't'],
      ['number', 5],
      ['area', 'a'],
      ['select', 'y'],
      ['check', ['x', 'y']],
      ['radio', 'x'],
      ['slider', 9],
    ])
  })

  it('accepts names that every object has', async () => {
    let values: unknown
    const t = await open_app(async () => {
      values = await input_group('G', [
        input('a', { name: 'constructor' }),
        input('b', { name: 'toString' }),
        input('c', { name: 'prototype' }),
      ])
    })
    await t.submit({ constructor: 'x', toString: 'y', prototype: 'z' })
    expect(values).toEqual({ constructor: 'x', toString: 'y', prototype: 'z' })
  })

  it('accepts earlier fields more than once', async () => {
    const items = [name()]
    const values: unknown[] = []
    const t = await open_app(async () => {
      for (let i = 0; i < 2; i++) values.push(await input_group('G', items))
    })
    await t.submit({ name: 'a' })
    await t.submit({ name: 'b' })
    expect(values).toEqual([{ name: 'a' }, { name: 'b' }])
  })

  it('returns null if it is cancelled, no matter what its fields contain', async () => {
    let value: unknown
    const t = await open_app(async () => {
      value = await input_group('G', [input('Name', { name: 'name', required: true })], { cancelable: true })
      put_text('goes on')
    })
    await t.cancel()
    expect([value, t.text(), t.tree.forms.size]).toEqual([null, 'goes on', 0])
  })

  it('cannot be cancelled by default', async () => {
    const t = await open_app(() => input_group('G', [name()]))
    await expect(t.cancel()).rejects.toThrow('cancel: refused with not_cancelable')
    expect(t.tree.forms.size).toBe(1)
  })
})

describe('actions', () => {
  const commands = () =>
    actions(
      '',
      [
        'save',
        { label: 'Later', value: 'later', disabled: true },
        ['Reset', null, 'reset'],
        { label: 'Cancel', type: 'cancel' },
      ],
      { name: 'command' },
    )

  it('as the last field return the value of the button that submits', async () => {
    let values: unknown
    const t = await open_app(async () => {
      values = await input_group('G', [name(), actions('', ['save', 'send'], { name: 'command' })])
    })
    await t.submit({ name: 'x', command: 'send' })
    expect(values).toEqual({ name: 'x', command: 'send' })
  })

  it('elsewhere return null if another button submits', async () => {
    const values: unknown[] = []
    const t = await open_app(async () => {
      for (let i = 0; i < 2; i++)
        values.push(await input_group('G', [actions('', ['save'], { name: 'command' }), name()]))
    })
    const form = await t.form()
    t.page.send({ type: 'form-submit', form: form.id, values: { name: 'x' } })
    await t.settle()
    await t.submit({ name: 'y', command: 'save' })
    expect(values).toEqual([
      { command: null, name: 'x' },
      { command: 'save', name: 'y' },
    ])
  })

  it('end the form with null at a cancel button', async () => {
    let value: unknown = 'nothing'
    const t = await open_app(async () => {
      value = await input_group('G', [name(), commands()])
    })
    await t.cancel({ field: 'command', label: 'Cancel' })
    expect(value).toBe(null)
  })

  it('as a single input return null at a cancel button', async () => {
    let value: unknown = 'nothing'
    const t = await open_app(async () => {
      value = await actions('Sure?', [['Yes', true], { label: 'No', type: 'cancel' }])
    })
    await t.cancel({ field: 'data', label: 'No' })
    expect(value).toBe(null)
  })

  it.each<[string, object]>([
    ['a disabled button', { type: 'form-submit', values: { name: '' }, action: { field: 'command', id: 1 } }],
    ['a reset button', { type: 'form-submit', values: { name: '' }, action: { field: 'command', id: 2 } }],
    [
      'a cancel button as a submit',
      { type: 'form-submit', values: { name: '' }, action: { field: 'command', id: 3 } },
    ],
    ['a missing button', { type: 'form-submit', values: { name: '' }, action: { field: 'command', id: 9 } }],
    [
      'a button of a field without buttons',
      { type: 'form-submit', values: { name: '' }, action: { field: 'name', id: 0 } },
    ],
    ['no button, if the form has no other submit button', { type: 'form-submit', values: { name: '' } }],
    [
      'a value for the buttons',
      { type: 'form-submit', values: { name: '', command: 'save' }, action: { field: 'command', id: 0 } },
    ],
    ['a submit button as a cancellation', { type: 'form-cancel', action: { field: 'command', id: 0 } }],
    ['a disabled button as a cancellation', { type: 'form-cancel', action: { field: 'command', id: 1 } }],
  ])('the server refuses %s', async (_, event) => {
    let value: unknown = 'nothing'
    const t = await open_app(async () => {
      value = await input_group('G', [name(), commands()])
    })
    const form = await t.form()
    t.page.send({ ...event, form: form.id } as never)
    await t.settle()
    expect([t.refusals.map((one) => one.code), value, t.tree.forms.size]).toEqual([
      ['bad_value'],
      'nothing',
      1,
    ])
  })
})
