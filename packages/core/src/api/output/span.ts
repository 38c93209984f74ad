import type { OptionRules } from '../arguments'
import { checkOptions } from '../arguments'
import { discardingOnError } from './handle/discard-outputs'

const SPAN: unique symbol = Symbol.for('@webio/core/span') as never

/** A cell that covers several rows or columns. Created by `span()`. */
export interface Span {
  readonly [SPAN]: true
  readonly content: unknown
  readonly row: number
  readonly col: number
}

const SPAN_RULES = { row: 'integer', col: 'integer' } as const satisfies OptionRules

/**
 * A cell of `put_table` or `put_grid` that covers several rows or columns. Leave the covered cells out of their rows, as in HTML.
 * @param options `row`: rows covered, default 1; `col`: columns covered, default 1
 * @throws RangeError if one of them is less than 1
 */
export function span(content: unknown, options?: { row?: number; col?: number }): Span {
  return discardingOnError(content, () => {
    const { row = 1, col = 1 } = checkOptions('span', options, SPAN_RULES)
    if (row < 1 || col < 1)
      throw new RangeError(`span: row and col must be 1 or more, not ${row} and ${col}.`)
    return { [SPAN]: true, content, row, col }
  })
}

/** Tells whether `span()` of any copy of this package created a value. */
export function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && SPAN in value
}
