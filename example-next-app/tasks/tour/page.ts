import {
  put_button,
  put_buttons,
  put_collapse,
  put_link,
  put_text,
  set_auto_scroll_bottom,
  set_env,
  set_output_fixed_height,
  set_title,
  textarea,
} from '@webio/core'

/** set_env, output_max_width: the maximum width of the output. */
export function width() {
  put_text('A line of text is as wide as the output, and wraps at its edge.')
  put_buttons(['15em', '25em', '100%'], (width) =>
    set_env({ output_max_width: width }),
  )
}

/** set_env, output_animation: new outputs fade in, except for the first ones of a page and for people who prefer reduced motion. */
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

/** set_env, auto_scroll_bottom: the page scrolls to what is added to ROOT. */
export function auto_scroll() {
  set_env({ auto_scroll_bottom: false })
  put_button('Follow', () => set_env({ auto_scroll_bottom: true }))
  put_button('Put a text', () => put_text('The newest is in view.'))
}

/** set_env, input_panel_fixed and its siblings: on a separate page, an open form stays in view. The wheel makes it higher. */
export async function panel() {
  put_link('On a separate page', {
    url: '/webio?app=tour_page&example=panel',
  })
  put_collapse(
    'Much to read',
    Array.from({ length: 40 }, (_, line) => `Line ${line + 1}`),
  )
  set_env({
    input_panel_fixed: true,
    input_panel_init_height: 200,
    input_panel_min_height: 100,
    input_auto_focus: false,
  })
  await textarea('What do you think?', { rows: 12 })
}

/** set_output_fixed_height: on a separate page, the output scrolls by itself, and the form is always in view. */
export async function fixed() {
  put_link('On a separate page', {
    url: '/webio?app=tour_page&example=fixed',
  })
  set_output_fixed_height()
  set_auto_scroll_bottom()
  for (;;) put_text(await textarea('Say something', { rows: 2 }))
}

/** set_title: the title of the stand-alone page. An embedded session does not change the document's title. */
export function title() {
  put_button('Set the title', () => {
    set_title('Tea is ready')
    put_text('On a separate page, the title now says that tea is ready.')
  })
}
