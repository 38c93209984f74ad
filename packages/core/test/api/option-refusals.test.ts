import * as api from '../../src/index'
import { inSession, thrown } from '../support/app'

const f = (): void => {}
/** A value of a kind that no option accepts. */
const NOTHING = Symbol('nothing')

const PLACE = ['scope', 'position', 'anchor', 'before', 'after', 'class_name']
const MESSAGE = [...PLACE, 'closable']
/** These take an object that is not options as content, so they cannot be tested for unknown options. */
const VARIADIC: Readonly<Record<string, readonly string[]>> = {
  put_text: [...PLACE, 'sep', 'inline'],
  put_info: MESSAGE,
  put_success: MESSAGE,
  put_warning: MESSAGE,
  put_error: MESSAGE,
}

/** Every output function that accepts options, with valid arguments before them. */
const CALLS: Readonly<Record<string, (options: object) => unknown>> = {
  put_text: (options) => api.put_text('a', options),
  put_markdown: (options) => api.put_markdown('a', options),
  put_html: (options) => api.put_html('a', options),
  put_code: (options) => api.put_code('a', options),
  put_info: (options) => api.put_info('a', options),
  put_success: (options) => api.put_success('a', options),
  put_warning: (options) => api.put_warning('a', options),
  put_error: (options) => api.put_error('a', options),
  put_link: (options) => api.put_link('a', { url: '/', ...options }),
  put_progressbar: (options) => api.put_progressbar('a', options),
  set_progressbar: (options) => api.set_progressbar('a', 1, options),
  put_loading: (options) => api.put_loading(options),
  put_table: (options) => api.put_table([['a']], options),
  span: (options) => api.span('a', options),
  put_datatable: (options) => api.put_datatable([{ a: 1 }], options),
  'put_datatable: column_args.a': (options) => api.put_datatable([{ a: 1 }], { column_args: { a: options } }),
  'put_datatable: grid_args': (options) => api.put_datatable([{ a: 1 }], { grid_args: options }),
  datatable_update: (options) => api.datatable_update('t', [], options),
  datatable_insert: (options) => api.datatable_insert('t', [], options),
  put_button: (options) => api.put_button('a', f, options),
  put_buttons: (options) => api.put_buttons(['a'], f, options),
  put_image: (options) => api.put_image('/a.png', options),
  put_video: (options) => api.put_video('/a.mp4', options),
  put_audio: (options) => api.put_audio('/a.mp3', options),
  put_logbox: (options) => api.put_logbox('log', options),
  confirm: (options) => api.confirm('a', 'b', options),
  run_shell: (options) => api.run_shell('true', options),
  set_cookie: (options) => api.set_cookie('a', 'b', options),
  wait_scroll_to_bottom: (options) => api.wait_scroll_to_bottom(options),
  put_file: (options) => api.put_file('a', 'a', options),
  put_collapse: (options) => api.put_collapse('a', 'b', options),
  put_scrollable: (options) => api.put_scrollable('a', options),
  put_tabs: (options) => api.put_tabs([{ title: 'a', content: 'b' }], options),
  put_row: (options) => api.put_row(['a'], options),
  put_column: (options) => api.put_column(['a'], options),
  put_grid: (options) => api.put_grid([['a']], options),
  put_scope: (options) => api.put_scope('a', options),
  set_scope: (options) => api.set_scope('b', options),
  use_scope: (options) => api.use_scope('c', options, f),
  'use_scope.wrap': (options) => api.use_scope.wrap('c', options, f),
  scroll_to: (options) => api.scroll_to('ROOT', options),
  put_widget: (options) => api.put_widget('a', {}, options),
  put_component: (options) => api.put_component('A', {}, options),
  put_chart: (options) => api.put_chart({}, options),
  put_json: (options) => api.put_json(1, options),
  put_qrcode: (options) => api.put_qrcode('a', options),
  popup: (options) => api.popup('a', 'b', options),
  toast: (options) => api.toast('a', options),
  set_env: (options) => api.set_env(options),
}

it('every output function is in the table', () => {
  const outputs = Object.keys(api).filter((name) => /^put_/.test(name) && !PINS_AND_OLD_NAMES.test(name))
  expect(outputs.filter((name) => !(name in CALLS))).toEqual([])
})

/** Pins are fields, which `arguments.test.ts` covers; the old names are the same functions. */
const PINS_AND_OLD_NAMES =
  /^put_(input|textarea|slider|select|checkbox|radio|actions|file_upload|processbar)$/

describe('an unknown option, and an option with a value of another type, is refused by its name', () => {
  it.each(Object.entries(CALLS))('%s', async (caller, call) => {
    const variadic = VARIADIC[caller]
    const said = await inSession(() => {
      const unknown = thrown(() => call({ nonsense: 1 }))
      const names = variadic ?? /It takes (.+)\.$/.exec(unknown)?.[1]?.split(', ') ?? []
      return {
        unknown,
        refusals: names.map((name) => [name, thrown(() => call({ [name]: NOTHING }))] as const),
      }
    })
    if (!variadic) expect(said.unknown).toContain(`${caller}: there is no option "nonsense"`)
    expect(said.refusals.length).toBeGreaterThan(0)
    for (const [name, message] of said.refusals)
      expect([name, message]).toEqual([name, expect.stringMatching(refusalOf(caller, name))])
  })
})

/** Function, option and rule. Containers also name the place in the content. */
function refusalOf(caller: string, option: string): RegExp {
  return new RegExp(
    `^(TypeError|RangeError): ${caller.replaceAll('.', '\\.')}[:.] ?${option}\\b.*(must|cannot|is)`,
  )
}
