import { input, put_text } from '@webio/core'

/** What every example serves. */
export async function greet(): Promise<void> {
  put_text('What a day')
  put_text(`Hello ${await input('Name')}`)
}
