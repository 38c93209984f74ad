'use server'
import { put_text } from '@webio/core'
import { sessions } from '@webio/next-plugin/server'

async function say(text: string): Promise<void> {
  await Promise.all(sessions({ app: 'main' }).map((session) => session.run(() => put_text(text))))
}

/** Writes from a server action, and from a timer that runs after it. */
export async function tell() {
  await say('News from a server action')
  setTimeout(() => void say('News from a timer'), 100)
}
