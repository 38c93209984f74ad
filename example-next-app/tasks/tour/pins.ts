import {
  get_pin_values,
  NUMBER,
  pin,
  pin_on_change,
  pin_update,
  pin_wait_change,
  put_actions,
  put_button,
  put_checkbox,
  put_input,
  put_radio,
  put_row,
  put_select,
  put_slider,
  put_text,
  put_textarea,
  use_scope,
} from '@webio/core'

/** put_input, pin: a field that the task does not wait for. Reading it needs no round trip to the page. */
export function reading() {
  put_input('name', { label: 'Name', value: 'Ada' })
  put_button('Greet', async () => put_text('Hello', await pin.name))
  put_button('Rename', () => {
    pin.name = 'Grace'
  })
}

/** get_pin_values: all kinds of pins, in any container, read at once. */
export function kinds() {
  put_row([
    put_input('people', { label: 'People', type: NUMBER, value: 2 }),
    null,
    put_select('meal', { label: 'Meal', options: ['Lunch', 'Dinner'] }),
  ])
  put_checkbox('diet', {
    label: 'Diet',
    options: ['vegan', 'gluten-free'],
    inline: true,
  })
  put_radio('place', {
    label: 'Place',
    options: ['inside', 'outside'],
    value: 'inside',
  })
  put_slider('budget', { label: 'Budget', value: 40 })
  put_textarea('wishes', { label: 'Wishes', rows: 2 })
  put_actions('answer', { label: 'Answer', buttons: ['Yes', 'No'] })
  put_button('Read all', async () => put_text(await get_pin_values()))
}

/** pin_on_change, pin_update: the page reacts to what a person does. */
export function following() {
  const cities: Record<string, string[]> = {
    France: ['Paris', 'Lyon'],
    Italy: ['Rome', 'Milan'],
  }
  put_select('country', { label: 'Country', options: Object.keys(cities) })
  put_select('city', { label: 'City', options: [] })
  pin_on_change('country', {
    onchange: (country: string) =>
      pin_update('city', { options: cities[country] }),
    init_run: true,
  })
}

/** pin_wait_change: the task itself continues at the next change. */
export async function watching() {
  put_slider('width', { label: 'Width', value: 5, max_value: 10 })
  put_slider('height', { label: 'Height', value: 5, max_value: 10 })
  for (;;) {
    const { width, height } = await get_pin_values(['width', 'height'])
    use_scope('area', { clear: true }, () =>
      put_text(`Area: ${Number(width) * Number(height)}`),
    )
    await pin_wait_change('width', 'height')
  }
}

/** validate, valid_status: a rule marks a pin when the person leaves it; a task can mark it at any time. */
export function marks() {
  put_input('code', {
    label: 'Code',
    help_text: 'Three letters',
    validate: (code) =>
      /^[a-z]{3}$/i.test(code) ? null : 'Three letters, please.',
  })
  put_button('Is it free?', async () => {
    const free = (await pin.code) !== 'abc'
    pin_update('code', {
      valid_status: free,
      valid_feedback: 'It is free.',
      invalid_feedback: 'It is taken.',
    })
  })
}
