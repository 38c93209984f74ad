import { input, put_text } from '@webio/core'

export async function main() {
  const name = await input('What is your name?', {
    required: true,
  })
  put_text(`Hello ${name}`)
}
