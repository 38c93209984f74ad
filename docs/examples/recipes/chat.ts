import {
  defer_call,
  input,
  join_room,
  on_message,
  put_scope,
  put_text,
  room,
} from '@webio/core'

export async function main() {
  put_scope('lines')
  join_room('lounge')
  on_message<string>('lounge', (line) =>
    put_text(line, { scope: 'lines' }),
  )

  const name = await input('Your name', {
    required: true,
    maxlength: 20,
  })
  room('lounge').send(`${name} has joined.`)
  defer_call(() => room('lounge').send(`${name} has left.`))
  for (;;) {
    const text = await input('Your message', {
      required: true,
      maxlength: 500,
    })
    room('lounge').send(`${name}: ${text}`)
  }
}
