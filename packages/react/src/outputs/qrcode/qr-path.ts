import type { QrcodeNode } from '@webio/core/protocol'
import { encode } from 'uqr'

const LEVELS = { low: 'L', medium: 'M', quartile: 'Q', high: 'H' } as const

/** The width, in modules, of the light border that readers need around a code (ISO/IEC 18004). */
const BORDER = 4

/** A QR code as the path of its dark modules, in a square of `size` units. */
export interface QrPath {
  readonly size: number
  readonly d: string
}

/** Encodes a text. The session has checked that it fits. */
export function qrPath({ text, error_correction = 'medium' }: QrcodeNode): QrPath {
  const { data, size } = encode(text, { ecc: LEVELS[error_correction], border: BORDER })
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((isDark) => (isDark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
  )
  return { size, d: runs.join('') }
}
