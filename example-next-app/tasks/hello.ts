import { input, put_text } from '@webio/core'

export async function hello() {
  put_text('This is a web page, and a function that waits.')
  for (;;) {
    const name = await input('What is your name?', { required: true })
    put_text(`Hello, ${name}. Who else is there?`)
  }
}
