import 'server-only'
import { input, put_text, step, textarea } from '@webio/core'
import type { WebIORouteOptions } from '@webio/next-plugin/server'
import { greeting } from '@/lib/greeting'

/** With a folder, sessions outlive the server. */
export const options: WebIORouteOptions = { durable: process.env.SITE_SESSIONS }

export async function main() {
  const counter = globalThis as { runs?: number }
  counter.runs = (counter.runs ?? 0) + 1
  put_text('What a day')
  put_text(greeting(await input('Name')))
}

export async function letter() {
  const name = await input('Name')
  const place = await step('place', () => process.pid)
  put_text(greeting(name))
  put_text(`${await textarea('Letter')}, ${name}`)
  put_text(place === process.pid ? 'From the same server' : 'From another server')
}
