import type { QrcodeNode } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { describe } from '../arguments'
import { withoutNulls } from '../without-nulls'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

/** The bytes that a QR code of the largest version holds at each level (ISO/IEC 18004). */
const CAPACITY = { low: 2953, medium: 2331, quartile: 1663, high: 1273 } as const

export interface QrcodeOptions extends OutputOptions {
  /** Width and height in pixels, including the light border. @default 200 */
  size?: number
  /** How much of the code may be unreadable: `low` 7 %, `medium` 15 %, `quartile` 25 %, `high` 30 %. @default 'medium' */
  error_correction?: NonNullable<QrcodeNode['error_correction']>
  /** The text for people who cannot see the code. @default the encoded text */
  alt?: string
}

const QRCODE_RULES = {
  ...OUTPUT_OPTION_RULES,
  size: 'number',
  error_correction: Object.keys(CAPACITY),
  alt: 'string',
} as const satisfies OptionRules

interface QrcodeParams extends Omit<QrcodeOptions, keyof OutputOptions> {
  readonly text: string
}

const QRCODE: OutputKind<QrcodeParams> = {
  name: 'put_qrcode',
  parameters: { text: 'string' },
  options: QRCODE_RULES,
  leaf: true,
  build(id, { text, size = 200, error_correction, alt }) {
    if (text === '') throw new RangeError('put_qrcode: text must not be empty.')
    if (!(size > 0)) throw new RangeError(`put_qrcode: size must be more than 0 pixels, not ${size}.`)
    const level = error_correction ?? 'medium'
    const bytes = new TextEncoder().encode(text).length
    if (bytes > CAPACITY[level]) {
      throw new RangeError(
        `put_qrcode: text must have at most ${CAPACITY[level]} bytes at the error correction ${describe(level)}, not ${bytes}.`,
      )
    }
    return { id, type: 'qrcode', text, size, ...withoutNulls({ error_correction, alt }) }
  },
}

/**
 * Shows a text, such as a URL, as a QR code.
 *
 * @param text at most 2,331 bytes in UTF-8; with `error_correction: 'low'` 2,953, with `high` 1,273
 * @throws TypeError if an option has the wrong type; RangeError if the text is empty or too long, or the size is 0 or less
 * @example
 * put_qrcode('https://example.com/order/7', { size: 160, alt: 'Link to your order' })
 */
export function put_qrcode(text: string, options?: QrcodeOptions): Output {
  return makeOutput(QRCODE, { text }, options)
}
