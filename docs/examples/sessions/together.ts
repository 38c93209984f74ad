import {
  put_button,
  put_text,
  run_async,
  sleep,
} from '@webio/core'

export function main() {
  const count = put_text('0')
  const counting = run_async(async () => {
    for (let number = 1; number <= 100; number++) {
      await sleep(0.5)
      count.update({ text: number })
    }
  })
  put_button('Stop', () => {
    counting.close()
    put_text('The count has stopped.')
  })
}
