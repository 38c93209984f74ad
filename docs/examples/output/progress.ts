import {
  put_loading,
  put_progressbar,
  put_text,
  set_progressbar,
  sleep,
} from '@webio/core'

export async function main() {
  await put_loading().enter(async () => {
    put_text('Counting the files…')
    await sleep(0.5)
  })
  put_progressbar('copy', { label: 'Copying' })
  for (let done = 1; done <= 10; done++) {
    await sleep(0.1)
    set_progressbar('copy', done / 10)
  }
  put_text('All files are copied.')
}
