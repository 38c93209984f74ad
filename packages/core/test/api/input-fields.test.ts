import * as api from '../../src/index'
import { actions, checkbox, input, input_group, radio, select, slider, textarea } from '../../src/index'
import { open_app } from '../../src/testing/index'

describe('the field, as it is sent', () => {
  it.each<[string, () => unknown, object]>([
    ['input', () => input('L'), { name: 'data', type: 'text' }],
    [
      'input with all options',
      () =>
        input('L', {
          type: 'number',
          value: 5,
          placeholder: 'p',
          readonly: true,
          required: true,
          help_text: 'h',
          datalist: ['a', 1],
          min: 1,
          max: '9',
          'data-x': 'y',
          auto_focus: true,
        }),
      {
        name: 'data',
        type: 'number',
        value: '5',
        placeholder: 'p',
        readonly: true,
        required: true,
        help_text: 'h',
        datalist: ['a', '1'],
        attributes: { min: 1, max: '9', 'data-x': 'y', auto_focus: true },
      },
    ],
    [
      'input that is disabled cannot be changed',
      () => input('L', { disabled: true }),
      { name: 'data', type: 'text', readonly: true, attributes: { disabled: true } },
    ],
    [
      'input with rules and watchers',
      () => input('L', { validate: () => null, onchange: () => {}, action: ['A', () => {}] }),
      { name: 'data', type: 'text', check: true, watch: true, action: { label: 'A' } },
    ],
    [
      'textarea',
      () => textarea('L', { rows: 3, maxlength: 5, placeholder: 'p' }),
      { name: 'data', type: 'textarea', rows: 3, placeholder: 'p', attributes: { maxlength: 5 } },
    ],
    [
      'textarea with null options',
      () => textarea('L', { rows: null, value: null } as never),
      { name: 'data', type: 'textarea', rows: 6 },
    ],
    [
      'select',
      () => select('L', ['a', ['B', 2, true, true]], { native: false, multiple: true, required: true }),
      {
        name: 'data',
        type: 'select',
        options: [
          { id: 0, label: 'a', value: 'a' },
          { id: 1, label: 'B', value: 2, selected: true, disabled: true },
        ],
        native: false,
        multiple: true,
        required: true,
      },
    ],
    [
      'checkbox',
      () => checkbox('L', [true], { inline: true }),
      { name: 'data', type: 'checkbox', options: [{ id: 0, label: 'true', value: true }], inline: true },
    ],
    [
      'radio',
      () => radio('L', [{ label: 'a', value: null }], { help_text: 'h' }),
      { name: 'data', type: 'radio', options: [{ id: 0, label: 'a', value: null }], help_text: 'h' },
    ],
    [
      'slider',
      () => slider('L', { step: 5 }),
      { name: 'data', type: 'slider', value: 0, min_value: 0, max_value: 100, step: 5 },
    ],
    [
      'slider between fractions',
      () => slider('L', { max_value: 0.5 }),
      { name: 'data', type: 'slider', value: 0, min_value: 0, max_value: 0.5, step: 'any' },
    ],
    [
      'actions',
      () =>
        actions('L', ['a', ['B', 2, 'reset', true], { label: 'C', type: 'cancel', color: 'danger' }], {
          help_text: 'h',
        }),
      {
        name: 'data',
        type: 'actions',
        help_text: 'h',
        buttons: [
          { id: 0, label: 'a', value: 'a', type: 'submit' },
          { id: 1, label: 'B', value: 2, type: 'reset', disabled: true },
          { id: 2, label: 'C', value: null, type: 'cancel', color: 'danger' },
        ],
      },
    ],
  ])('%s', async (_, ask, field) => {
    const t = await open_app(async () => {
      ask()
      await api.hold()
    })
    const form = await t.form()
    expect(form.fields).toEqual([field])
    expect([form.label, form.single]).toEqual(['L', true])
  })

  it('in a group, each field and the form have their own labels', async () => {
    const t = await open_app(() =>
      input_group('G', [input('A', { name: 'a' }), checkbox('', ['x'], { name: 'b' })], { cancelable: true }),
    )
    const { id: _, ...form } = await t.form()
    expect(form).toEqual({
      label: 'G',
      cancelable: true,
      fields: [
        { name: 'a', type: 'text', label: 'A' },
        { name: 'b', type: 'checkbox', options: [{ id: 0, label: 'x', value: 'x' }] },
      ],
    })
  })

  it('does not change its arguments, and copies them', async () => {
    const value = { n: 1 }
    const options = Object.freeze([
      Object.freeze(['a', value] as const),
      Object.freeze({ label: 'b', value: 2 }),
    ])
    const t = await open_app(async () => {
      const asked = select('x', options, Object.freeze({ value: 2 }))
      value.n = 9
      return asked
    })
    expect((await t.form()).fields[0]).toMatchObject({
      options: [{ value: { n: 1 } }, { value: 2, selected: true }],
    })
  })
})
