import {
  DATE,
  input,
  input_group,
  put_link,
  put_markdown,
  put_row,
  put_success,
  share,
  textarea,
  viewers,
} from '@webio/core'
import { config } from '@webio/core/server'

config(
  { title: 'Damage claim', description: 'One form that several people fill in.' },
  claim,
)

export async function claim() {
  const takeOver = await share({ role: 'driver', expires: '30m' })
  const watch = await share({ role: 'observer', expires: '30m' })
  put_markdown(
    '## Damage claim\nStart here, and open a link in another browser: the typed text comes along.',
  )
  put_row([
    put_link('Take over', { url: takeOver.url, new_window: true }),
    put_link('Only watch', { url: watch.url, new_window: true }),
  ])

  const { what, when } = await input_group('Your claim', [
    input('When did it happen?', { name: 'when', type: DATE, required: true }),
    textarea('What happened?', { name: 'what', rows: 3, required: true }),
  ])

  const { length } = viewers()
  put_success(`Thank you. Sent on ${when}, with ${length} present: ${what}`)
}
