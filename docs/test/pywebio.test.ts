import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as core from '@webio/core'
import * as server from '@webio/core/server'

/** docs/pywebio.md lists every name of PyWebIO, and the packages have the names that it promises. */

/** The exports of PyWebIO 1.8.3. */
const NAMES = {
  input: `TEXT NUMBER FLOAT PASSWORD URL DATE TIME COLOR DATETIME_LOCAL DATETIME input textarea select checkbox radio actions
    file_upload slider input_group input_update`,
  output: `Position OutputPosition PopupSize JSFunction put_text put_markdown put_html put_code put_table span put_buttons
    put_button put_image put_file put_link put_tabs put_collapse put_scrollable put_widget put_row put_column put_grid put_scope
    put_progressbar set_progressbar put_processbar set_processbar put_loading put_info put_success put_warning put_error
    put_datatable datatable_update datatable_insert datatable_remove use_scope set_scope get_scope clear remove scroll_to popup
    close_popup toast output style`,
  pin: `put_input put_textarea put_select put_checkbox put_radio put_slider put_actions put_file_upload pin pin_update
    pin_wait_change pin_on_change get_pin_values`,
  session: `run_async run_asyncio_coroutine register_thread hold defer_call data get_info run_js eval_js download set_env go_app
    local info SessionException SessionClosedException SessionNotFoundException`,
  platform: 'start_server path_deploy path_deploy_http config seo run_event_loop enable_debug STATIC_PATH',
}

/** Names that WebIO does not have, and that the document explains. */
const ELSEWHERE = new Set(
  'JSFunction run_asyncio_coroutine data get_info path_deploy_http seo run_event_loop enable_debug STATIC_PATH'.split(
    ' ',
  ),
)

const all = Object.values(NAMES).flatMap((names) => names.split(/\s+/))
const page = readFileSync(join(__dirname, '../pywebio.md'), 'utf8')
const [, table = ''] = page.split('## Function by function')

it.each(all)('%s is in the table', (name) => {
  expect(table).toMatch(new RegExp(String.raw`\b${name}\b`))
})

it('every name exists in WebIO or is explained', () => {
  const here = new Set([...Object.keys(core), ...Object.keys(server)])
  expect(new Set(all.filter((name) => !here.has(name)))).toEqual(ELSEWHERE)
})
