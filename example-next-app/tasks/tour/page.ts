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

/** set_env, output_max_width: how wide the output is at most. */
export function width() {
  put_text(
    'A line of text is as wide as the output, and breaks where that ends.',
  )
  put_buttons(['15em', '25em', '100%'], (width) =>
    set_env({ output_max_width: width }),
  )
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

/** set_env, input_panel_fixed and its kin: on a page of its own, a form that waits stays in view. The wheel makes it higher. */
export async function panel() {
  put_link('On a page of its own', {
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

/** set_output_fixed_height: on a page of its own, the output scrolls by itself, and the form is always in view. */
export async function fixed() {
  put_link('On a page of its own', {
    url: '/webio?app=tour_page&example=fixed',
  })
  set_output_fixed_height()
  set_auto_scroll_bottom()
  for (;;) put_text(await textarea('Say something', { rows: 2 }))
}

/** set_title: the title of the stand-alone page. An embedded session leaves the document's title alone. */
export function title() {
  put_button('Set the title', () => {
    set_title('Tea is ready')
    put_text('On a page of its own, its title says now that tea is ready.')
  })
}
