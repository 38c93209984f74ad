import {
  input_group,
  put_scope,
  put_table,
  put_text,
  radio,
  slider,
  textarea,
  toast,
  use_scope,
} from '@webio/core'
import { config } from '@webio/core/server'

config(
  {
    title: 'Feedback',
    description: 'A form in its own place, and the answers.',
  },
  feedback,
)

export async function feedback() {
  put_text('Tell us how you like this page.')
  put_scope('form')
  for (;;) {
    const given = await input_group(
      'Your feedback',
      [
        slider('How clear is it?', { name: 'clarity', value: 7, max_value: 10 }),
        radio('Would you come back?', ['Yes', 'Perhaps', 'No'], {
          name: 'again',
          inline: true,
          required: true,
        }),
        textarea('What is missing?', { name: 'missing', rows: 3, maxlength: 400 }),
      ],
      { scope: 'form' },
    )
    toast('Thank you', { color: 'success' })
    use_scope('last', { clear: true }, () => {
      put_text('You said:')
      put_table([
        ['Question', 'Answer'],
        ['Clarity', `${given.clarity} of 10`],
        ['Coming back', given.again],
        ['Missing', given.missing || 'nothing'],
      ])
    })
  }
}
