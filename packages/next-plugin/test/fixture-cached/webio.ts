import { hold, input, put_text } from '@webio/core'

let runs = 0

export async function main() {
  put_text(`Run ${++runs}`)
  put_text(`Hello ${await input('Name')}`)
  await hold()
}
