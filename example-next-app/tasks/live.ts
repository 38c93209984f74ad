import type { TaskHandle } from '@webio/core'
import {
  put_buttons,
  put_markdown,
  put_text,
  run_async,
  sleep,
  toast,
} from '@webio/core'
import { put_progressbar, set_progressbar } from '@webio/core'
import { config } from '@webio/core/server'

config(
  { title: 'Live', description: 'A clock that ticks and a job that reports.' },
  live,
)

export async function live() {
  put_markdown('## Live\nThe clock ticks on the server. So does the job.')

  const clock = put_text(now()).style(
    'font-size: 2.5em; font-variant-numeric: tabular-nums',
  )
  // The ticks of a clock need no record: after a restart of the server the clock starts again.
  run_async(
    async () => {
      for (;;) {
        await sleep(1)
        clock.update({ text: now() })
      }
    },
    { durable: false },
  )

  put_progressbar('job', { label: 'Idle' })
  let job: TaskHandle<void> | undefined

  const buttons = [
    { label: 'Start', value: true },
    { label: 'Stop', value: false, color: 'secondary' },
  ] as const
  put_buttons(buttons, (start) => {
    job?.close()
    if (start) job = run_async(work)
    else set_progressbar('job', 0, { label: 'Stopped' })
  })
}

/** A long task. Closing its handle ends it at its next call. */
async function work() {
  for (let step = 1; step <= 50; step++) {
    await sleep(0.06)
    set_progressbar('job', step / 50, { label: `Step ${step} of 50` })
  }
  toast('The job is done', { color: 'success' })
}

const now = () => new Date().toLocaleTimeString('en-GB')
