import {
  put_table,
  put_text,
  run_async,
  sleep,
  use_scope,
} from '@webio/core'

export function main() {
  put_text('Load of three machines, every second')
  run_async(
    async () => {
      for (;;) {
        use_scope('load', { clear: true }, () =>
          put_table(measure(), { header: ['machine', 'load'] }),
        )
        await sleep(1)
      }
    },
    { durable: false }, // after a restart of the server, the report begins again
  )
}

function measure() {
  return ['alpha', 'beta', 'gamma'].map((machine) => [
    machine,
    `${Math.round(Math.random() * 100)} %`,
  ])
}
