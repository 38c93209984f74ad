import type { AnsiStyle } from './ansi'
import { parseAnsi, plainAnsi, sgrOf } from './ansi'

const ESC = '\u001b'

describe('parseAnsi', () => {
  it.each<[string, string, AnsiStyle]>([
    ['the 16 colors', '31', { color: 1 }],
    ['bright colors', '97;100', { color: 15, background: 8 }],
    ['the palette', '38;5;208', { color: 208 }],
    ['any color', '48;2;1;171;255', { background: '#01abff' }],
    ['colons', '38:2::1:2:3', { color: '#010203' }],
    ['colons without a space', '38:2:1:2:3', { color: '#010203' }],
    ['a palette color by colons', '38:5:9', { color: 9 }],
    ['codes after a color', '38;5;9;1', { color: 9, bold: true }],
    [
      'styles',
      '1;2;3;4;7;8;9',
      { bold: true, dim: true, italic: true, underline: true, inverse: true, hidden: true, strike: true },
    ],
    ['the end of each style', '1;3;4;9;31;41;22;23;24;29;39;49', {}],
    ['a curly underline as one, and its end', '4:3;4:0', {}],
    ['a reset in the middle', '1;0;3', { italic: true }],
    ['an empty code as a reset', '', {}],
    ['an unknown code, which is ignored', '1;77;5', { bold: true }],
    ['an invalid color, which is ignored', '38;5;999;1', { bold: true }],
  ])('parses %s', (_, codes, style) => {
    expect(parseAnsi(`${ESC}[${codes}mx`)).toEqual({ spans: [{ text: 'x', style }], end: style, rest: '' })
  })

  it('continues from a given style, and returns the final style', () => {
    const { spans, end } = parseAnsi(`a${ESC}[1mb`, { color: 1 })
    expect([spans.map(({ style }) => style), end]).toEqual([
      [{ color: 1 }, { color: 1, bold: true }],
      { color: 1, bold: true },
    ])
  })

  it.each([
    ['moves of the cursor', `a${ESC}[2Kb${ESC}[1;1Hc`],
    ['titles', `a${ESC}]0;title\u0007bc`],
    ['hyperlinks', `a${ESC}]8;;https://x.example${ESC}\\b${ESC}]8;;${ESC}\\c`],
    ['character sets', `a${ESC}(Bbc`],
    ['resets of the terminal', `a${ESC}cbc`],
    ['private modes', `a${ESC}[?25lbc`],
  ])('shows nothing of %s', (_, text) => {
    expect(plainAnsi(text)).toBe('abc')
  })

  it('returns an unfinished sequence as the rest', () => {
    for (const start of [ESC, `${ESC}[`, `${ESC}[3`, `${ESC}]0;ti`, `${ESC}]0;ti${ESC}`, `${ESC}(`])
      expect(parseAnsi(`a${start}`)).toMatchObject({ spans: [{ text: 'a' }], rest: start })
  })

  it('shows a sequence without an end as text', () => {
    expect(plainAnsi(`${ESC}]${'x'.repeat(3000)}`)).toHaveLength(3001)
  })

  it('takes time proportional to the text, no matter what it contains', () => {
    for (const part of [`${ESC}[`, `${ESC}]`, `${ESC}[1m`, ESC, `${ESC}[1;`, `${ESC}[38;2;`]) {
      const { spans, rest } = parseAnsi(part.repeat(200_000))
      expect(spans.length + rest.length).toBeLessThan(2_000_000)
    }
  })

  it.each<AnsiStyle>([
    {},
    { bold: true, color: 1 },
    { color: '#0a0b0c', background: 200, underline: true, strike: true },
  ])('sgrOf(%j) sets exactly these', (style) => {
    expect(parseAnsi(`${sgrOf(style)}x`, { italic: true }).end).toEqual(style)
  })
})
