import { defer_call, input, put_markdown, put_scope, put_text } from '@webio/core'
import { config } from '@webio/core/server'
import { sessions } from '@webio/next-plugin/server'

/** One room for all visitors. On globalThis it outlives a reload of this file. */
const { lines } = ((globalThis as { exampleChat?: { lines: string[] } }).exampleChat ??=
  { lines: [] })

config(
  { title: 'Chat', description: 'A room for everybody who has the page open.' },
  chat,
)

export async function chat() {
  put_markdown('## Chat\nOpen this page in a second window, and talk to yourself.')
  put_scope('room')
  for (const line of lines.slice(-20)) show(line)

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

/** Writes into the page of everybody who has the chat open. */
function tell(line: string) {
  lines.push(line)
  for (const session of sessions({ app: 'chat' })) void session.run(() => show(line))
}

function show(line: string) {
  put_text(line, { scope: 'room' })
}
