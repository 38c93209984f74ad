import { close_popup, input, popup, put_button, put_buttons } from '@webio/core'
import {
  put_markdown,
  put_row,
  put_table,
  put_text,
  toast,
  use_scope,
} from '@webio/core'
import { setTimeout as sleep } from 'node:timers/promises'

/** put_button: a button. A click calls a function on the server, and the button shows that it is running. */
export function button() {
  put_button('Add a line', () => put_text('A line.'))
  put_button('Take your time', () => sleep(1500), {
    color: 'secondary',
    outline: true,
  })
  put_button('Small', () => toast('Small, but it works'), {
    small: true,
    color: 'success',
  })
  put_button('Like a link', () => toast('Clicked'), { link_style: true })
  put_button('Not now', () => {}, { disabled: true })
}

/** put_buttons: several buttons, each with a value of any type. The value stays on the server. */
export function buttons() {
  const teas = [
    { name: 'Assam', minutes: 4 },
    { name: 'Sencha', minutes: 2 },
  ]
  put_buttons(
    teas.map((tea) => ({ label: tea.name, value: tea })),
    (tea) => toast(`${tea.name} takes ${tea.minutes} minutes`),
    { group: true },
  )
  put_buttons(
    ['Warmer', 'Colder'],
    [() => toast('It gets warmer'), () => toast('It gets colder')],
    { small: true, outline: true },
  )
}

/** Colors: the names of button colors, filled and outlined. */
export function colors() {
  const names = [
    'primary',
    'secondary',
    'success',
    'danger',
    'warning',
    'info',
    'light',
    'dark',
  ] as const
  const all = names.map((name) => ({ label: name, value: name, color: name }))
  put_buttons(all, (name) => toast(name), { small: true })
  put_buttons(all, (name) => toast(name), { small: true, outline: true })
}

/** serial_mode, mutex_mode, once: how concurrent runs of a callback relate to each other. */
export function modes() {
  const run = async (name: string) => {
    put_text(`${name} begins`)
    await sleep(400)
    put_text(`${name} ends`)
  }
  put_markdown('One after the other, with everything that comes later:')
  put_buttons(['first', 'second'], run, { serial_mode: true })
  put_markdown('Ignored while it runs:')
  put_buttons(['alone'], run, { mutex_mode: true })
  put_markdown('Once:')
  put_buttons(['once'], run, { once: true })
}

/** onclick: any output can be clicked. Several callbacks run in order. */
export function onclick() {
  put_text('Click this text, or press Enter on it.')
    .onclick(() => put_text('first'))
    .onclick(() => put_text('second'))
  put_row([put_text('This row, too.')]).onclick(() => toast('The row'))
}

/** popup, close_popup: a dialog over the page. Popups stack, and can be filled later. */
export function popups() {
  put_button('Open', () => {
    popup('A popup', [put_text('Escape, or a click outside, closes it.')])
  })
  put_button('Must decide', () => {
    popup(
      'Is the water hot?',
      () =>
        put_buttons(['Yes', 'No'], (answer) => {
          close_popup()
          put_text(`The water: ${answer}`)
        }),
      { size: 'small', closable: false },
    )
  })
  put_button('Two of them', async () => {
    popup('Below', 'This one is back when the other is closed.', {
      size: 'large',
    })
    const upper = popup('Above')
    upper.enter(() => put_table([['Filled', 'later']]))
    await upper.closed
    put_text('The upper one was closed.')
  })
}

/** A form in a popup: a form that is opened in a popup appears there. */
export function ask() {
  put_button('Ask', async () => {
    const name = await popup('Who are you?', () =>
      input('Your name', { required: true }),
    )
    close_popup()
    put_text(`Hello, ${name}.`)
  })
}

/** toast: a short message. It stays while the pointer is on it; with duration 0 it stays until it is closed. */
export function toasts() {
  put_buttons(['left', 'center', 'right'] as const, (position) =>
    toast(`At the ${position}`, { position }),
  )
  put_buttons(
    ['info', 'success', 'warn', 'error', '#7a3ff2'],
    (color) => toast(color, { color }),
    {
      small: true,
      outline: true,
    },
  )
  put_button('One that stays, and can be clicked', () => {
    const undo = () => use_scope('undone', () => put_text('Undone.'))
    toast('Deleted. Click to undo.', { duration: 0, onclick: undo })
  })
}
