import type { ButtonColor } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'
import { BUTTON_COLORS } from '../button-colors'

export interface LoadingOptions extends OutputOptions {
  /** A ring that turns, or a dot that grows. @default 'border' */
  shape?: 'border' | 'grow'
  /** @default 'dark' */
  color?: ButtonColor
}

const LOADING_RULES = {
  ...OUTPUT_OPTION_RULES,
  shape: ['border', 'grow'],
  color: BUTTON_COLORS,
} as const satisfies OptionRules

const LOADING: OutputKind<Pick<LoadingOptions, 'shape' | 'color'>> = {
  name: 'put_loading',
  parameters: {},
  options: LOADING_RULES,
  container: true,
  passing: true,
  build: (id, { shape = 'border', color = 'dark' }) => ({ id, type: 'loading', shape, color }),
}

/**
 * Shows a spinner. As a container it lasts as long as what it is entered for: then the spinner, and everything that was shown inside, is
 * taken away. Its size is set by `.style('width: 4rem; height: 4rem')`.
 *
 * @throws TypeError for another shape or color
 * @example const rows = await put_loading().enter(async () => { put_text('Loading…'); return load() })
 */
export function put_loading(options?: LoadingOptions): Output {
  return makeOutput(LOADING, {}, options)
}
