import type { ButtonColor } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'
import { BUTTON_COLORS } from '../button-colors'

export interface LoadingOptions extends OutputOptions {
  /** A spinning ring, or a growing dot. @default 'border' */
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
 * Shows a spinner. If a task enters it as a container, the spinner and its contents are removed when the body has ended. Set its size with
 * `.style('width: 4rem; height: 4rem')`.
 *
 * @throws TypeError if the shape or color is invalid
 * @example const rows = await put_loading().enter(async () => { put_text('Loading…'); return load() })
 */
export function put_loading(options?: LoadingOptions): Output {
  return makeOutput(LOADING, {}, options)
}
