import { Worker } from 'node:worker_threads'
import {
  put_button,
  put_progressbar,
  put_text,
  register_thread,
  toast,
} from '@webio/core'

// In your own program this is a file: new Worker(new URL('./primes.js', import.meta.url))
const PROGRAM = `
  const { put_text, set_progressbar } = require('@webio/core')
  let found = 0
  for (let number = 2; number <= 50_000; number++) {
    let divisor = 2
    while (divisor * divisor <= number && number % divisor > 0) divisor++
    if (divisor * divisor > number) found++
    if (number % 1000 === 0) set_progressbar('primes', number / 50_000)
  }
  put_text(found + ' primes are below 50,000.')`

export async function main() {
  put_progressbar('primes', { label: 'Looking for primes' })
  put_button('Is the page still there?', () => toast('It is.'))
  await register_thread(new Worker(PROGRAM, { eval: true }))
    .result
  put_text('The worker has ended.')
}
