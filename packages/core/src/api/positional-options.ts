/** Options that PyWebIO's functions accept by position, in that order, after the parameters that are positional here too. */
const POSITIONAL: { readonly [caller: string]: readonly string[] } = {
  input: ['type', 'validate', 'value'],
  textarea: ['rows', 'code', 'maxlength', 'value', 'placeholder'],
  select: ['multiple', 'value'],
  checkbox: ['inline', 'value'],
  radio: ['inline', 'value'],
  actions: ['name', 'help_text'],
  slider: ['value', 'min_value', 'max_value', 'step'],
  file_upload: ['accept', 'name', 'placeholder', 'multiple', 'max_size'],
  input_group: ['validate', 'cancelable'],
  put_markdown: ['lstrip', 'options', 'sanitize'],
  put_html: ['sanitize'],
  put_code: ['language', 'rows'],
  put_link: ['url', 'app', 'new_window'],
  put_progressbar: ['init', 'label', 'auto_close'],
  set_progressbar: ['label'],
  put_loading: ['shape', 'color'],
  put_image: ['format', 'title', 'width', 'height'],
  put_file: ['label'],
  put_table: ['header'],
  datatable_update: ['row_id', 'field'],
  datatable_insert: ['row_id'],
  put_datatable: ['actions', 'onselect', 'multiple_select', 'id_field', 'height'],
  put_button: ['color', 'small', 'link_style', 'outline'],
  put_buttons: ['small', 'link_style', 'outline', 'group'],
  put_collapse: ['open'],
  put_scrollable: ['height', 'keep_bottom', 'border'],
  put_row: ['size'],
  put_column: ['size'],
  put_grid: ['cell_width', 'cell_height', 'cell_widths', 'cell_heights', 'direction'],
  put_scope: ['content'],
  set_scope: ['container_scope', 'position', 'if_exist'],
  use_scope: ['clear'],
  popup: ['size', 'implicit_close', 'closable'],
  toast: ['duration', 'position', 'color'],
  span: ['row', 'col'],
  put_input: ['type', 'label', 'value', 'placeholder'],
  put_textarea: ['label', 'rows', 'code'],
  put_select: ['options', 'label', 'multiple', 'value'],
  put_checkbox: ['options', 'label', 'inline', 'value'],
  put_radio: ['options', 'label', 'inline', 'value'],
  put_slider: ['label', 'value', 'min_value', 'max_value'],
  put_actions: ['label', 'buttons'],
  put_file_upload: ['label', 'accept'],
  pin_on_change: ['onchange', 'clear'],
  pin_wait_change: ['timeout'],
  go_app: ['new_window'],
  scroll_to: ['position'],
  put_logbox: ['height', 'keep_bottom'],
  put_video: ['autoplay', 'loop', 'height', 'muted', 'poster'],
  put_audio: ['autoplay', 'loop', 'muted'],
  run_shell: ['output'],
  set_cookie: ['days'],
  basic_auth: ['secret', 'expire_days'],
  custom_auth: ['secret', 'expire_days'],
  wait_scroll_to_bottom: ['threshold', 'timeout'],
  start_server: ['port', 'host', 'debug', 'static_dir'],
  path_deploy: ['port', 'host', 'index', 'static_dir'],
}

/** The options that every output accepts last. */
const LAST = ['scope', 'position']

/**
 * A hint for PyWebIO's positional arguments: the option that accepts such a value.
 * @param names the names of the options
 * @param takes tells whether an option accepts the value: yes, no, or 'any' if it accepts every value
 * @returns a sentence to append, or nothing
 */
export function positionalHint(
  caller: string,
  value: unknown,
  names: readonly string[],
  takes: (name: string) => boolean | 'any',
): string {
  const known = [...(POSITIONAL[caller] ?? []), ...LAST].filter((name) => names.includes(name))
  // The first option if it accepts the value, because that is how it was called. Among the others, a specific match says more than a general one.
  const [first] = known
  if (value === null && first !== undefined) return hint(first, value)
  const option =
    (first !== undefined && takes(first) !== false ? first : undefined) ??
    known.find((name) => takes(name) === true) ??
    known.find((name) => takes(name) === 'any')
  if (option === undefined) return ''
  return hint(option, value)
}

/**
 * A hint for PyWebIO's keyword arguments: a parameter that has a position here is given as an option, or left out.
 * @returns a sentence to append, or nothing
 */
export function keywordHint(parameter: string, value: unknown): string {
  if (Object(value) !== value) return ''
  if (parameter === 'label') return " Without a label, write ''."
  return Object.hasOwn(value as object, parameter)
    ? ` Write ${parameter} by position, before the options.`
    : ''
}

function hint(option: string, value: unknown): string {
  return ` Options are named here: { ${option}: ${written(value)} }.`
}

function written(value: unknown): string {
  if (typeof value === 'string' && value.length <= 40) return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return '…'
}
