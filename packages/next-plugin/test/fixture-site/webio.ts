import 'server-only'
import { input, put_text } from '@webio/core'
import { greeting } from '@/lib/greeting'

export async function main() {
  put_text('This is version 1')
  const name = await input('Your name')
  put_text(`${greeting(name)} from version 1`)
}
