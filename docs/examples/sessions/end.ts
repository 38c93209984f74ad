import { actions, defer_call, put_text } from '@webio/core'

const visits = { open: 0 }

export async function main() {
  visits.open++
  defer_call(() => visits.open--)
  put_text(`${visits.open} visitors are here.`)
  await actions('This visit', ['End it'])
  put_text('The visit ends when the task has ended.')
}
