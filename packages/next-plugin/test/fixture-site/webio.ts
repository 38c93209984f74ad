import 'server-only'
import { input, put_text } from '@webio/core'
import { greeting } from '@/lib/greeting'

export async function main() {
  const counter = globalThis as { runs?: number }
  counter.runs = (counter.runs ?? 0) + 1
  put_text('What a day')
  put_text(greeting(await input('Name')))
}
