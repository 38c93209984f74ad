import type { PageEnv } from '../../protocol/commands'
import type { ThemeName } from '../../protocol/themes'
import { THEMES } from '../../protocol/themes'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { liveContext } from '../live-context'

/** Settings of the page. */
export interface EnvOptions {
  /** Title of the stand-alone page. An embedded session leaves the document's title alone. */
  title?: string
  /**
   * How the page looks: `light`, `dark`, what the browser prefers, or one of PyWebIO's themes. On a host page its own `theme` comes first.
   * @default 'auto'
   */
  theme?: ThemeName
  /** New outputs fade in; not where the person wants less motion, and not where many come at once or others make room for them. @default true */
  output_animation?: boolean
  /** Screen readers are told of new outputs, in a pause. Off for what changes all the time. @default true */
  output_announcement?: boolean
  /**
   * After an output into ROOT itself the page scrolls to its end, and stays there while what was shown still grows, until the reader scrolls
   * up or something is shown in another scope: as in PyWebIO, that does not move the page. @default false
   */
  auto_scroll_bottom?: boolean
  /** On the stand-alone page the form that waits stays in view at the lower edge. @default true */
  input_panel_fixed?: boolean
  /** Pixels of such a form that are in view at least; not below 75. @default 300 */
  input_panel_min_height?: number
  /** Pixels of such a form that are in view at first; not below 175. The person makes it higher with the wheel or a finger. @default 300 */
  input_panel_init_height?: number
  /** A form that opens takes the focus. @default true */
  input_auto_focus?: boolean
  /** A CSS length. @default '880px' on the stand-alone page, none on a host page */
  output_max_width?: string
  /** Milliseconds, from PyWebIO. Has no effect: the server tells the page of what is new by itself, whatever the transport. */
  http_pull_interval?: number
}

const ENV_RULES = {
  title: 'string',
  theme: THEMES,
  output_animation: 'boolean',
  output_announcement: 'boolean',
  auto_scroll_bottom: 'boolean',
  input_panel_fixed: 'boolean',
  input_panel_min_height: 'integer',
  input_panel_init_height: 'integer',
  input_auto_focus: 'boolean',
  output_max_width: 'string',
  http_pull_interval: 'integer',
} as const satisfies OptionRules

/**
 * Changes settings of this session's page, at once. Those that are not given stay as they are.
 * @throws TypeError for an unknown setting or a value of another type, RangeError for a height or interval below 0
 */
export function set_env(env: EnvOptions): void {
  liveContext('set_env')
  checkArgument('set_env', 'env', env, 'object')
  const { http_pull_interval = 0, ...set } = checkOptions('set_env', env, ENV_RULES)
  const { input_panel_min_height = 0, input_panel_init_height = 0 } = set
  const pixels = { input_panel_min_height, input_panel_init_height, http_pull_interval }
  for (const [name, value] of Object.entries(pixels)) {
    if (value < 0) throw new RangeError(`set_env: ${name} must be 0 or more, not ${value}.`)
  }
  setPage('set_env', set)
}

/** Sets the title of the stand-alone page. From PyWebIO's oldest guide: `set_env({ title })` does the same. */
export function set_title(title: string): void {
  checkArgument('set_title', 'title', title, 'string')
  setPage('set_title', { title })
}

/** Has the page scroll to its end when something comes. From PyWebIO's oldest guide: `set_env({ auto_scroll_bottom })` does the same. */
export function set_auto_scroll_bottom(enabled = true): void {
  checkArgument('set_auto_scroll_bottom', 'enabled', enabled, 'boolean')
  setPage('set_auto_scroll_bottom', { auto_scroll_bottom: enabled })
}

/**
 * Gives the output of the stand-alone page a height of its own: it scrolls by itself, and the input panel is always in view. From PyWebIO's
 * oldest guide.
 */
export function set_output_fixed_height(enabled = true): void {
  checkArgument('set_output_fixed_height', 'enabled', enabled, 'boolean')
  setPage('set_output_fixed_height', { output_fixed_height: enabled })
}

function setPage(caller: string, set: PageEnv): void {
  liveContext(caller).session.view.command({ type: 'env-set', set })
}
