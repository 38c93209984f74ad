import { put_button, put_buttons, put_text, set_env, set_title } from '@webio/core'

/** set_env, output_max_width: how wide the output is at most. */
export function width() {
  put_text(
    'A line of text that is as wide as the output, and breaks where the output ends.',
  )
  put_buttons(['15em', '25em', '100%'], (width) => set_env({ output_max_width: width }))
}

/** set_env, output_animation: new outputs fade in, except for people who want less motion. */
export function animation() {
  put_button('Put a text', () => put_text('Here I am.'))
  put_buttons(
    [
      ['fade in', true],
      ['show at once', false],
    ],
    (on) => set_env({ output_animation: on }),
  )
}

/** set_env, auto_scroll_bottom: the page follows what comes into ROOT. */
export function auto_scroll() {
  set_env({ auto_scroll_bottom: false })
  put_button('Follow', () => set_env({ auto_scroll_bottom: true }))
  put_button('Put a text', () => put_text('The newest is in view.'))
}

/** set_title: the title of the stand-alone page. An embedded session leaves the document's title alone. */
export function title() {
  put_button('Set the title', () => set_title('Tea is ready'))
}
