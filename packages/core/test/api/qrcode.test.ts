import { put_qrcode } from '../../src/index'
import { inSession, shownBy, thrown } from '../support/app'

describe('put_qrcode', () => {
  it('sends the text, its size and its options', async () => {
    expect(await shownBy(() => put_qrcode('https://example.com'))).toEqual({
      type: 'qrcode',
      text: 'https://example.com',
      size: 200,
    })
    expect(
      await shownBy(() => put_qrcode('a', { size: 96, error_correction: 'high', alt: 'A letter' })),
    ).toEqual({
      type: 'qrcode',
      text: 'a',
      size: 96,
      error_correction: 'high',
      alt: 'A letter',
    })
  })

  it('accepts the longest text of each level, counted in bytes, and refuses a longer one', async () => {
    const said = await inSession(() => {
      put_qrcode('a'.repeat(2331))
      put_qrcode('ä'.repeat(636), { error_correction: 'high' })
      return [
        thrown(() => put_qrcode('a'.repeat(2332))),
        thrown(() => put_qrcode('ä'.repeat(637), { error_correction: 'high' })),
        thrown(() => put_qrcode('')),
        thrown(() => put_qrcode('a', { size: 0 })),
        thrown(() => put_qrcode('a', { error_correction: 'H' as 'high' })),
      ]
    })
    expect(said).toEqual([
      'RangeError: put_qrcode: text must have at most 2331 bytes at the error correction "medium", not 2332.',
      'RangeError: put_qrcode: text must have at most 1273 bytes at the error correction "high", not 1274.',
      'RangeError: put_qrcode: text must not be empty.',
      'RangeError: put_qrcode: size must be more than 0 pixels, not 0.',
      'TypeError: put_qrcode: error_correction must be one of "low", "medium", "quartile", "high", not "H".',
    ])
  })
})
