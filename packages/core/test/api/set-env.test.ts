import { set_auto_scroll_bottom, set_env, set_output_fixed_height, set_title } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

it('set_env accepts every setting of PyWebIO, and changes no other', async () => {
  const t = await open_app(() => {
    set_env({ title: 'A', output_animation: false, auto_scroll_bottom: true, http_pull_interval: 500 })
    set_env({ input_panel_fixed: false, input_panel_min_height: 100, input_panel_init_height: 200 })
    set_env({ input_auto_focus: false, output_max_width: '60em', title: null } as never)
    set_env({})
  })
  expect(t.tree.env).toEqual({
    title: 'A',
    output_animation: false,
    auto_scroll_bottom: true,
    input_panel_fixed: false,
    input_panel_min_height: 100,
    input_panel_init_height: 200,
    input_auto_focus: false,
    output_max_width: '60em',
  })
})

it('the functions of the oldest guide have the same effect', async () => {
  const t = await open_app(() => {
    set_title('A')
    set_auto_scroll_bottom()
    set_output_fixed_height()
  })
  expect(t.tree.env).toEqual({ title: 'A', auto_scroll_bottom: true, output_fixed_height: true })
  const off = await open_app(() => {
    set_auto_scroll_bottom(false)
    set_output_fixed_height(false)
  })
  expect(off.tree.env).toEqual({ auto_scroll_bottom: false, output_fixed_height: false })
})

it('bad arguments name function, argument and rule, and set nothing', async () => {
  const bad = (value: unknown): never => value as never
  const t = await open_app(() =>
    [
      () => set_env(bad({ titel: 'a' })),
      () => set_env({ title: 'a', output_animation: bad('no') }),
      () => set_env({ title: 'a', input_panel_min_height: -1 }),
      () => set_env({ http_pull_interval: 0.5 }),
      () => set_title(bad(5)),
      () => set_auto_scroll_bottom(bad('yes')),
      () => set_output_fixed_height(bad(1)),
    ].map(thrown),
  )
  expect(t.tree.env).toEqual({})
  expect(t.result).toMatchInlineSnapshot(`
    [
      "TypeError: set_env: there is no option "titel". Did you mean "title"? It takes title, theme, output_animation, output_announcement, auto_scroll_bottom, input_panel_fixed, input_panel_min_height, input_panel_init_height, input_auto_focus, output_max_width, http_pull_interval.",
      "TypeError: set_env: output_animation must be true or false, not "no".",
      "RangeError: set_env: input_panel_min_height must be 0 or more, not -1.",
      "TypeError: set_env: http_pull_interval must be an integer, not 0.5.",
      "TypeError: set_title: title must be a string, not 5.",
      "TypeError: set_auto_scroll_bottom: enabled must be true or false, not "yes".",
      "TypeError: set_output_fixed_height: enabled must be true or false, not 1.",
    ]
  `)
  await inSession(() => {})
  expect(thrown(() => set_env({}))).toContain('set_env: there is no session here.')
})
