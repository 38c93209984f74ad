import { input, put_text } from '@webio/core'

/** A typical visit: a greeting, a question, an answer. */
export async function greet(): Promise<string> {
  put_text('hi')
  const name = await input('Name')
  put_text(`Hello ${name}`)
  return name
}

/** A promise that is settled from outside. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
