import {
  defer_call,
  input,
  join_room,
  on_message,
  put_markdown,
  put_scope,
  put_text,
  room,
  use_scope,
} from '@webio/core'
import { config } from '@webio/core/server'

const ROOM = 'chat'

/** The lines that newcomers see. On globalThis they survive a reload of this file. */
const { lines } = ((globalThis as { exampleChat?: { lines: string[] } }).exampleChat ??=
  { lines: [] })

config(
  { title: 'Chat', description: 'A room for everyone who has the page open.' },
  chat,
)

export async function chat() {
  put_markdown('## Chat\nOpen this page in a second window, and talk to yourself.')
  put_scope('people')
  put_scope('room')
  for (const line of lines.slice(-20)) show(line)
  join_room(ROOM)
  on_message<string>(ROOM, async (line) => {
    show(line)
    await countPeople()
  })
  await countPeople()

  const name = await input('Your name', { required: true, maxlength: 20 })
  tell(`${name} has joined.`)
  defer_call(() => tell(`${name} has left.`))

  for (;;) {
    const text = await input('Your message', {
      required: true,
      maxlength: 500,
      placeholder: 'Say something',
    })
    tell(`${name}: ${text}`)
  }
}

/** Writes to the page of everyone who has the chat open, on any node. */
function tell(line: string) {
  lines.push(line)
  room(ROOM).send(line)
}

function show(line: string) {
  put_text(line, { scope: 'room' })
}

async function countPeople() {
  const { length } = await room(ROOM).members()
  use_scope('people', { clear: true }, () =>
    put_text(length === 1 ? 'Nobody else is here.' : `${length} people are here.`),
  )
}
