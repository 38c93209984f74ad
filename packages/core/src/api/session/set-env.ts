import type { PageEnv } from '../../protocol/commands'
import type { ThemeName } from '../../protocol/themes'
import { THEMES } from '../../protocol/themes'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { liveContext } from '../live-context'

/** Settings of the page. */
export interface EnvOptions {
  /** Title of the stand-alone page. An embedded session does not change the document's title. */
  title?: string
  /**
   * The look of the page: `light`, `dark`, the browser's preference, or one of PyWebIO's themes. The `theme` of a host page takes precedence.
   * @default 'auto'
   */
  theme?: ThemeName
  /**
   * New outputs fade in, unless they are the first of the page, many come at once, they replace others, or the person prefers reduced motion.
   * @default true
   */
  output_animation?: boolean
  /** Screen readers announce new outputs during a pause. Turn it off for content that changes all the time. @default true */
  output_announcement?: boolean
  /**
   * After an output into ROOT itself, the page scrolls to its end and stays there while the output grows, until the reader scrolls up or an output
   * goes to another scope, which, as in PyWebIO, does not move the page.
   * @default false
   */
  auto_scroll_bottom?: boolean
  /** On the stand-alone page, the open form stays in view at the lower edge. @default true */
  input_panel_fixed?: boolean
  /** The minimum visible height of such a form in pixels, at least 75. @default 300 */
  input_panel_min_height?: number
  /** The initial visible height of such a form in pixels, at least 175. The person can enlarge it with the wheel or by touch. @default 300 */
  input_panel_init_height?: number
  /** A form that opens takes the focus. @default true */
  input_auto_focus?: boolean
  /** A CSS length. @default '880px' on the stand-alone page, none on a host page */
  output_max_width?: string
  /** Milliseconds, from PyWebIO. It has no effect: the server pushes changes over every transport. */
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
 * Changes settings of this session's page at once. Other settings stay.
 * @throws TypeError for an unknown setting or a value of the wrong type, RangeError for a height or interval below 0
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

/** Makes the page scroll to its end when an output is added. From PyWebIO's oldest guide: `set_env({ auto_scroll_bottom })` does the same. */
export function set_auto_scroll_bottom(enabled = true): void {
  checkArgument('set_auto_scroll_bottom', 'enabled', enabled, 'boolean')
  setPage('set_auto_scroll_bottom', { auto_scroll_bottom: enabled })
}

/**
 * Gives the output area of the stand-alone page a fixed height: it scrolls by itself, and the input panel is always in view. From PyWebIO's
 * oldest guide.
 */
export function set_output_fixed_height(enabled = true): void {
  checkArgument('set_output_fixed_height', 'enabled', enabled, 'boolean')
  setPage('set_output_fixed_height', { output_fixed_height: enabled })
}

function setPage(caller: string, set: PageEnv): void {
  liveContext(caller).session.view.command({ type: 'env-set', set })
}
