import {
  put_button,
  put_code,
  put_component,
  put_error,
  put_html,
} from '@webio/core'
import {
  put_image,
  put_info,
  put_json,
  put_link,
  put_loading,
} from '@webio/core'
import {
  put_markdown,
  put_progressbar,
  put_qrcode,
  put_success,
  put_text,
} from '@webio/core'
import { put_warning, set_progressbar, toast, use_scope } from '@webio/core'
import { setTimeout as sleep } from 'node:timers/promises'

/** put_text: plain text. Spaces and line breaks stay, nothing is interpreted, and any value is allowed. */
export function text() {
  put_text('Two spaces  stay,\nso do lines, and <b>tags</b> are text.')
  put_text('Several', 'values', 3, { in: 'a row' }, { sep: ' · ' })
  put_text('A piece of a line, ', { inline: true })
  put_text('and another.', { inline: true })
}

/** put_markdown: GitHub-flavored Markdown. Indentation that all lines share is removed, and HTML in it is sanitized. */
export function markdown() {
  put_markdown(`
    ### Tea
    A single newline
    breaks the line. ~~Coffee~~ **Tea** needs[^1]:

    - [x] water
    - [ ] patience

    | Tea   | Minutes |
    | ----- | ------: |
    | Green |       2 |
    | Black |       4 |

    [^1]: And a <kbd>pot</kbd>.
  `)
}

/** put_html: sanitized HTML. With `sanitize: false` it is shown unchanged, and its scripts run if the page allows that. */
export function html() {
  put_html('<p style="letter-spacing: 0.2em">Inline <em>styles</em> stay.</p>')
  put_html('<b>Bold</b>, and <script>alert("no script")</script> nothing else.')
  const script = 'made.textContent = "A script wrote this."'
  put_html(`<p id="made"></p><script>${script}</script>`, { sanitize: false })
}

/** put_code: source code in colors, with a button that copies it. More than `rows` lines scroll. */
export function code() {
  put_code('for (const cup of cups) {\n  await fill(cup)\n}', {
    language: 'ts',
  })
  const lines = Array.from(
    { length: 12 },
    (_, index) => `cup ${index + 1}: full`,
  )
  put_code(lines.join('\n'), { rows: 4 })
}

/** put_info, put_success, put_warning, put_error: messages. They accept any content, also later. */
export function messages() {
  put_info('The kettle is on.')
  put_success(
    'Tea is ready. ',
    put_link('How it was made', { url: '#markdown' }),
  )
  put_warning('This one can be closed.', { closable: true })
  put_error('The milk has gone.').enter(() => {
    put_markdown('Looked in **fridge** and _cellar_.')
  })
}

/** put_link: a link to a URL, or to another application of the same endpoint. Schemes that run scripts are refused. */
export function link() {
  put_link('The protocol', { url: 'https://socket.io/', new_window: true })
  put_link('The application “hello”', { app: 'hello' })
  try {
    put_link('Not this one', { url: 'javascript:alert(1)' })
  } catch (error) {
    put_code(String(error))
  }
}

/** put_image: an image from its URL, its bytes or a Blob. The format is detected from the bytes. */
export function image() {
  const cup = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 24" fill="none" stroke="teal" stroke-width="2">
    <path d="M4 6h18v8a6 6 0 0 1-6 6h-6a6 6 0 0 1-6-6zM22 8h3a3 3 0 0 1 0 6h-3M2 22h24"/></svg>`
  put_image(new TextEncoder().encode(cup), {
    title: 'A cup, from bytes',
    width: '96px',
  })
  put_image(new Blob([cup], { type: 'image/svg+xml' }), {
    title: 'A cup, from a Blob',
    height: '32px',
  })
}

/** put_qrcode: a text, such as a link, for a phone's camera. */
export function qrcode() {
  put_qrcode('https://example.com/order/7', {
    size: 160,
    alt: 'Link to order 7',
  })
}

/** put_loading: a spinner. When you enter it, it disappears with its content when the work is done. */
export async function loading() {
  put_loading({ shape: 'grow', color: 'primary' }).style(
    'width: 3rem; height: 3rem',
  )
  const answer = await put_loading().enter(async () => {
    put_text('Asking the oracle…')
    await sleep(1500)
    return 42
  })
  put_text(`The oracle says ${answer}.`)
}

/** put_progressbar, set_progressbar: the progress of something. With `auto_close` the bar disappears when it is done. */
export async function progressbar() {
  put_progressbar('steeping', { init: 0.25, label: 'Steeping' })
  put_progressbar('boiling', { auto_close: true })
  for (let percent = 10; percent <= 100; percent += 10) {
    await sleep(150)
    set_progressbar('boiling', percent / 100)
  }
  set_progressbar('steeping', 0.5, { label: 'Steeping: half way' })
}

/** put_json: a value as a tree. Closed branches cost nothing: this list has 100,000 entries. */
export function json() {
  put_json({
    pot: { volume: 1.2, lid: true, material: null },
    teas: ['Assam', 'Darjeeling', 'Keemun'],
    cups: Array.from({ length: 100_000 }, (_, index) => index),
  })
}

/** put_component: a React component that this page registered. Functions among its props call back. */
export function component() {
  const rate = (stars: number) => {
    rating.update({ props: { value: stars, onRate: rate } })
    toast(`${stars} stars`)
  }
  const rating = put_component(
    'Rating',
    { value: 3, onRate: rate },
    { children: put_text('How was the tea?') },
  )
}

/** style, update, remove: every output can be changed after it was shown, in place. */
export function handles() {
  const note = put_text('A note.').style('color: light-dark(teal, turquoise)')
  put_button('Change it', () =>
    note.update({ text: 'Another note.' }).style('font-weight: 600'),
  )
  put_button('Remove it', () => note.remove())
  use_scope('more', () =>
    put_info('Messages and tables are changed the same way.'),
  )
}
