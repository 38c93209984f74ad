import { input, NUMBER, put_text } from '@webio/core'

export async function main() {
  const name = await input('Your name', {
    required: true,
    placeholder: 'Ada',
  })
  const age = await input('Your age', {
    type: NUMBER,
    min: 0,
    max: 150,
    help_text: 'You may leave it empty.',
  })
  put_text(
    age === null
      ? `${name} does not tell.`
      : `${name} is ${age}.`,
  )
}
