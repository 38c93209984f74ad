import {
  put_buttons,
  put_markdown,
  put_progressbar,
  set_progressbar,
  toast,
} from '@webio/core'
import { config } from '@webio/core/server'
import { sessions } from '@webio/next-plugin/server'

const CHOICES = ['Tea', 'Coffee', 'Water']

/** The votes of all visitors. On globalThis they outlive a reload of this file. */
const { votes } = ((
  globalThis as { examplePoll?: { votes: Map<string, number> } }
).examplePoll ??= { votes: new Map() })

config(
  {
    title: 'Poll',
    description: 'What shall we drink? The votes of everybody, as they come.',
  },
  poll,
)

export async function poll() {
  put_markdown('### What shall we drink?')
  for (const choice of CHOICES)
    put_progressbar(choice, { init: share(choice), label: label(choice) })

  put_buttons(
    CHOICES,
    (choice) => {
      votes.set(choice, (votes.get(choice) ?? 0) + 1)
      toast(`Your vote for ${choice.toLowerCase()} counts`)
      for (const session of sessions({ app: 'poll' })) void session.run(showVotes)
    },
    { outline: true },
  )
}

function showVotes() {
  for (const choice of CHOICES)
    set_progressbar(choice, share(choice), { label: label(choice) })
}

const share = (choice: string) =>
  (votes.get(choice) ?? 0) /
  Math.max(
    1,
    [...votes.values()].reduce((a, b) => a + b, 0),
  )
const label = (choice: string) => `${choice}: ${votes.get(choice) ?? 0}`
