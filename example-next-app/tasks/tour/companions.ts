import { randomBytes, randomInt } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  basic_auth,
  bind,
  confirm,
  custom_auth,
  datatable_select,
  defer_call,
  file_picker,
  get_all_query,
  get_cookie,
  get_localstorage,
  input,
  logbox_append,
  logbox_clear,
} from '@webio/core'
import {
  popup_input,
  put_audio,
  put_button,
  put_buttons,
  put_datatable,
  put_json,
  put_logbox,
  put_text,
  redirect_stdout,
} from '@webio/core'
import {
  restart,
  revoke_auth,
  run_shell,
  set_cookie,
  set_env,
  set_localstorage,
  sleep,
} from '@webio/core'

/** confirm: a question in a popup that returns true or false. Escape and the close button mean no. */
export function ask() {
  put_button('Pour it away', async () => {
    const sure = await confirm('Pour the tea away?', 'It is still warm.', {
      ok: 'Pour',
      color: 'danger',
    })
    put_text(sure ? 'It is gone.' : 'It stays.')
  })
}

/** popup_input: a form in a popup, with the rules and the types of input_group. It returns null if it is dismissed. */
export function popup_form() {
  put_button('Order', async () => {
    const order = await popup_input('What would you like?', [
      input('Tea', { name: 'tea', required: true }),
      input('Cups', { name: 'cups', type: 'number', value: 2, required: true }),
    ])
    put_text(order ? `${order.cups} cups of ${order.tea}` : 'Another time.')
  })
}

/** put_logbox, run_shell: the output of a running program, with its colors. The last lines are kept, and the end stays in view. */
export async function log() {
  put_logbox('shell', { height: 160, max_lines: 100 })
  const output = (text: string) => logbox_append('shell', text)
  put_button('Count', () =>
    run_shell(
      'for n in 1 2 3 4 5; do printf "\\033[3${n}mcup $n\\033[0m\\n"; sleep 0.3; done',
      { output },
    ),
  )
  put_button('Clear', () => logbox_clear('shell'))
}

/** redirect_stdout: this session's console.log output appears here. Other sessions, and the server itself, still print to the terminal. */
export async function printed() {
  put_logbox('printed', { height: 80 })
  using _ = redirect_stdout((text) => logbox_append('printed', text))
  console.log('Water: %d degrees', 80)
  await sleep(0.5)
  console.log('Ready.')
}

const kitchen = new EventEmitter<{ tea: [name: string] }>()

/** bind, sleep: a function that runs in this session no matter where it is called, and a pause that ends with the session. */
export async function bell() {
  const tell = bind((tea: string) => put_text(`${tea} is ready.`))
  kitchen.on('tea', tell)
  defer_call(() => kitchen.off('tea', tell))
  put_button('Tell everybody', () => kitchen.emit('tea', 'Assam'))
  put_text('A pause of a second …')
  await sleep(1)
  put_text('… is over.')
}

/** file_picker: asks for a file on the server, in a folder or below it. The person cannot leave that folder. */
export async function server_file() {
  const folder = await mkdtemp(join(tmpdir(), 'teas-'))
  defer_call(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'black'))
  await writeFile(join(folder, 'sencha.txt'), '2 minutes at 70 degrees')
  await writeFile(join(folder, 'black', 'assam.txt'), '4 minutes at 95 degrees')
  put_button('Open a file', async () => {
    const path = await file_picker(folder, { accept: '.txt', cancelable: true })
    put_text(path ? await readFile(path, 'utf8') : 'Nothing was opened.')
  })
}

/** Signs the cookies of the logins below. After a restart of this server, everyone must log in again. */
const secret = randomBytes(32).toString('hex')

/** basic_auth, revoke_auth: a login that a signed cookie remembers, in every tab. Here name and password are both “tea”. */
export async function log_in() {
  const user = await basic_auth(
    (name, password) => name === 'tea' && password === 'tea',
    { secret, cookie: 'tour_login', expire_days: 1 },
  )
  put_text(`Hello ${user}.`)
  put_button('Log out', async () => {
    await revoke_auth('tour_login')
    restart()
  })
}

/** custom_auth: your own login, such as a code that comes by mail. */
export async function log_in_by_code() {
  const code = String(randomInt(1000, 10_000))
  await custom_auth(
    async () => {
      const given = await input('Your code', {
        help_text: `It came by mail: ${code}`,
      })
      return given === code ? 'guest' : null
    },
    { secret, cookie: 'tour_code', expire_days: 1 },
  )
  put_text('The code was right. A reload does not ask again.')
}

/** put_audio: the browser's own player. put_video is the same for videos. */
export function media() {
  put_audio(beep(), { title: 'A beep' })
}

/** Half a second of 440 Hz, as a WAV file. */
function beep() {
  const [rate, length] = [8000, 4000]
  const file = new DataView(new ArrayBuffer(44 + length))
  const text = (at: number, value: string) =>
    [...value].forEach((char, index) =>
      file.setUint8(at + index, char.charCodeAt(0)),
    )
  text(0, 'RIFF')
  file.setUint32(4, 36 + length, true)
  text(8, 'WAVEfmt ')
  file.setUint32(16, 16, true)
  file.setUint16(20, 1, true)
  file.setUint16(22, 1, true)
  file.setUint32(24, rate, true)
  file.setUint32(28, rate, true)
  file.setUint16(32, 1, true)
  file.setUint16(34, 8, true)
  text(36, 'data')
  file.setUint32(40, length, true)
  for (let n = 0; n < length; n++)
    file.setUint8(44 + n, 128 + 60 * Math.sin((2 * Math.PI * 440 * n) / rate))
  return new Uint8Array(file.buffer)
}

/** set_cookie, set_localstorage, get_query: the storage of the visitor's browser, and the page's address. */
export async function browser() {
  set_cookie('tea', 'Darjeeling', { days: 1 })
  set_localstorage('cups', '2')
  put_text('Cookie:', await get_cookie('tea'))
  put_text('Local storage:', await get_localstorage('cups'))
  put_json(get_all_query())
}

const teas = [
  { name: 'Sencha', minutes: 2, kind: 'green' },
  { name: 'Assam', minutes: 4, kind: 'black' },
  { name: 'Oolong', minutes: 5, kind: 'blue' },
]

/** put_datatable, editable and onedit: cells that a visitor can change. The server decides, and rows have classes by value. */
export function editable() {
  put_datatable(teas, {
    id_field: 'name',
    column_args: {
      minutes: { editable: true },
      kind: { editable: true, options: ['green', 'black', 'blue'] },
    },
    row_class: { kind: { green: 'success' } },
    cell_class: (value, field) =>
      field === 'minutes' && Number(value) > 4 ? 'warning' : null,
    onedit: (row, field, value) =>
      field === 'minutes' && !(Number(value) > 0)
        ? `${row} needs some time.`
        : null,
  })
}

/** datatable_select: lets a person choose from records, in a searchable table. It returns the record itself. */
export async function choose() {
  const tea = await datatable_select(teas, {
    label: 'Which tea?',
    column_order: ['name', 'kind'],
    cancelable: true,
  })
  put_text(tea ? `${tea.name}: ${tea.minutes} minutes` : 'No tea, then.')
}

/** shortcut, class_name, theme: Ctrl+Shift+K presses the button (⌘⇧K on a Mac). Classes are for your own style sheets. */
export function looks() {
  put_button('Refill', () => put_text('Refilled.', { class_name: 'refill' }), {
    shortcut: 'mod+shift+k',
  })
  put_buttons(['auto', 'minty', 'sketchy', 'yeti'], (theme) =>
    set_env({ theme }),
  )
}
