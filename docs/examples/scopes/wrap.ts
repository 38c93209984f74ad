import { put_text, sleep, use_scope } from '@webio/core'

const showTime = use_scope.wrap(
  'clock',
  { clear: true },
  (seconds: number) => put_text(`${seconds} seconds`),
)

export async function main() {
  for (let seconds = 1; seconds <= 5; seconds++) {
    showTime(seconds)
    await sleep(0.2)
  }
  put_text('The clock has stopped.')
}
