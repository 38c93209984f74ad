import type { OptionRules } from '../arguments'
import { describe } from '../arguments'
import { withoutNulls } from '../without-nulls'
import type { Content } from './handle/content'
import { addAll } from './handle/content'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

/** A height: pixels; minimum and maximum pixels; a CSS length; null for the height of the content. */
export type ScrollableHeight = number | readonly [min: number, max: number] | string | null

export interface ScrollableOptions extends OutputOptions {
  /** Height of the box: pixels, `[min, max]` pixels, a CSS length, or null for no limit. @default 400 */
  height?: ScrollableHeight
  /** Scrolls to the end when content is added, unless the reader has scrolled up. @default false */
  keep_bottom?: boolean
  /** @default true */
  border?: boolean
}

const SCROLLABLE_RULES = {
  ...OUTPUT_OPTION_RULES,
  height: 'any',
  keep_bottom: 'boolean',
  border: 'boolean',
} as const satisfies OptionRules

interface ScrollableParams extends Omit<ScrollableOptions, keyof OutputOptions> {
  readonly content?: Content
}

const SCROLLABLE: OutputKind<ScrollableParams> = {
  name: 'put_scrollable',
  parameters: { content: 'any' },
  options: SCROLLABLE_RULES,
  nullable: ['height'],
  container: true,
  build(id, { content, height = 400, keep_bottom, border }, children) {
    const limits = limitsOf(height)
    addAll(children, content)
    return { id, type: 'scrollable', ...limits, ...withoutNulls({ keep_bottom, border }) }
  },
}

/**
 * Shows contents in a scrollable box.
 * @param content outputs and texts
 * @throws TypeError if the height is malformed, RangeError if it is negative, or the minimum is more than the maximum
 */
export function put_scrollable(content?: Content, options?: ScrollableOptions): Output {
  return makeOutput(SCROLLABLE, { content }, options)
}

function limitsOf(height: unknown): { min_height?: string; max_height?: string } {
  if (height === null) return {}
  if (typeof height === 'string' && height.trim() !== '') return { min_height: height, max_height: height }
  const [min, max] = Array.isArray(height) && height.length === 2 ? (height as unknown[]) : [height, height]
  if (!isPixels(min) || !isPixels(max)) {
    throw new TypeError(
      `put_scrollable: height must be pixels, [min, max] pixels, a CSS length or null, not ${describe(height)}.`,
    )
  }
  if (min < 0 || max < min) {
    throw new RangeError(
      `put_scrollable: height must be 0 or more, and the minimum at most the maximum, not ${min} and ${max}.`,
    )
  }
  return { min_height: `${min}px`, max_height: `${max}px` }
}

function isPixels(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
