import {
  broadcast,
  on_message,
  put_buttons,
  put_markdown,
  put_progressbar,
  set_progressbar,
  step,
  toast,
} from '@webio/core'
import { config } from '@webio/core/server'

const CHOICES = ['Tea', 'Coffee', 'Water']

type Votes = Readonly<Record<string, number>>

/** The votes of all visitors. On globalThis they survive a reload of this file. */
const shared = ((globalThis as { examplePoll?: { votes: Votes } }).examplePoll ??= {
  votes: {},
})

config(
  {
    title: 'Poll',
    description: 'What shall we drink? Everyone’s votes, live.',
  },
  poll,
)

export async function poll() {
  // Shared data is read and changed in steps, because this session may be resumed after a restart.
  const votes = await step('read the votes', () => shared.votes)
  put_markdown('### What shall we drink?')
  for (const choice of CHOICES)
    put_progressbar(choice, { init: share(votes, choice), label: label(votes, choice) })

  on_message('votes', showVotes)
  put_buttons(
    CHOICES,
    async (choice) => {
      const counted = await step('vote', () => {
        shared.votes = { ...shared.votes, [choice]: (shared.votes[choice] ?? 0) + 1 }
        return shared.votes
      })
      toast(`Your vote for ${choice.toLowerCase()} counts`)
      broadcast('votes', counted, { app: 'poll' })
    },
    { outline: true },
  )
}

function showVotes(votes: Votes) {
  for (const choice of CHOICES)
    set_progressbar(choice, share(votes, choice), { label: label(votes, choice) })
}

const share = (votes: Votes, choice: string) =>
  (votes[choice] ?? 0) /
  Math.max(
    1,
    Object.values(votes).reduce((a, b) => a + b, 0),
  )
const label = (votes: Votes, choice: string) => `${choice}: ${votes[choice] ?? 0}`
