import 'server-only'
import { input, put_text } from '@webio/core'
import { greeting } from '@/lib/greeting'

export async function main() {
  put_text('What a day')
  put_text(greeting(await input('Name')))
}
