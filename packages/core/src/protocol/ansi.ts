/** A color of a terminal: an index of its palette of 256, or `#rrggbb`. */
export type AnsiColor = number | `#${string}`

/** How a terminal displays a piece of text. */
export interface AnsiStyle {
  readonly bold?: true
  readonly dim?: true
  readonly italic?: true
  readonly underline?: true
  readonly inverse?: true
  readonly hidden?: true
  readonly strike?: true
  readonly color?: AnsiColor
  readonly background?: AnsiColor
}

/** A piece of text with a single style. */
export interface AnsiSpan {
  readonly text: string
  readonly style: AnsiStyle
}

/** A parsed text with control sequences. */
export interface AnsiText {
  readonly spans: readonly AnsiSpan[]
  /** The style at the end. */
  readonly end: AnsiStyle
  /** An unfinished control sequence, which belongs before the next text. */
  readonly rest: string
}

/** The style of plain text. */
export const PLAIN: AnsiStyle = {}

/** A longer sequence without an end is not a control sequence. */
const LONGEST_SEQUENCE = 2048

const ESCAPE = '\u001b'

/**
 * Reads a text like a terminal: SGR sequences (`ESC [ … m`) set the style; other control sequences show nothing. The time is proportional to the
 * length of the text.
 * @param start the style at the beginning
 * @example
 * parseAnsi('\u001b[1mdone\u001b[0m in 3 s').spans
 * // [{ text: 'done', style: { bold: true } }, { text: ' in 3 s', style: {} }]
 */
export function parseAnsi(text: string, start: AnsiStyle = PLAIN): AnsiText {
  const spans: AnsiSpan[] = []
  let style = start
  let from = 0
  const show = (to: number): void => {
    if (to > from) spans.push({ text: text.slice(from, to), style })
  }
  for (let at = text.indexOf(ESCAPE); at >= 0; at = text.indexOf(ESCAPE, from)) {
    show(at)
    const end = endOfSequence(text, at)
    if (end === null) {
      if (text.length - at <= LONGEST_SEQUENCE) return { spans, end: style, rest: text.slice(at) }
      from = at + 1
      continue
    }
    if (text[at + 1] === '[' && text[end - 1] === 'm') style = styled(style, text.slice(at + 2, end - 1))
    from = end
  }
  show(text.length)
  return { spans, end: style, rest: '' }
}

/** The index after the control sequence that begins at `at`; null if the text ends first. */
function endOfSequence(text: string, at: number): number | null {
  const limit = Math.min(text.length, at + LONGEST_SEQUENCE)
  const kind = text[at + 1]
  if (kind === undefined) return null
  if (kind === '[') {
    for (let i = at + 2; i < limit; i++) {
      const code = text.charCodeAt(i)
      if (code >= 0x40 && code <= 0x7e) return i + 1
      // A character that cannot be part of a sequence ends it, and is shown.
      if (code < 0x20 || code > 0x7e) return i
    }
    return null
  }
  // Titles, hyperlinks and similar: a string terminated by BEL, or by ESC \.
  if (kind === ']' || kind === 'P' || kind === '_' || kind === '^' || kind === 'X') {
    for (let i = at + 2; i < limit; i++) {
      if (text[i] === '\u0007') return i + 1
      if (text[i] === ESCAPE) return text[i + 1] === '\\' ? i + 2 : i + 1 < text.length ? i : null
    }
    return null
  }
  // Two characters, with intermediate characters from the space to the slash.
  for (let i = at + 1; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code > 0x2f) return i + 1
  }
  return null
}

type MutableStyle = { -readonly [Name in keyof AnsiStyle]: AnsiStyle[Name] }

const SETS: Readonly<Record<number, keyof AnsiStyle>> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  7: 'inverse',
  8: 'hidden',
  9: 'strike',
  21: 'underline',
}

const UNSETS: Readonly<Record<number, readonly (keyof AnsiStyle)[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  28: ['hidden'],
  29: ['strike'],
  39: ['color'],
  49: ['background'],
}

/** The style after an SGR sequence with these parameters. */
function styled(before: AnsiStyle, parameters: string): AnsiStyle {
  let style: MutableStyle = { ...before }
  const list = parameters.split(';')
  for (let at = 0; at < list.length; at++) {
    const [first = '', ...sub] = (list[at] ?? '').split(':')
    const code = Number(first === '' ? 0 : first)
    if (code === 0) style = {}
    else if (code === 38 || code === 48) {
      // With colons it is one parameter; with semicolons, several.
      const color =
        sub.length > 0 ? colorOf(sub.map(Number)) : colorOf(list.slice(at + 1, at + 5).map(Number))
      if (sub.length === 0) at += list[at + 1] === '2' ? 4 : 2
      if (color !== undefined) style[code === 38 ? 'color' : 'background'] = color
    } else if (code === 4 && sub[0] === '0') delete style.underline
    else if (SETS[code]) (style as Record<string, unknown>)[SETS[code]] = true
    else if (UNSETS[code]) for (const name of UNSETS[code]) delete style[name]
    else if (code >= 30 && code <= 37) style.color = code - 30
    else if (code >= 40 && code <= 47) style.background = code - 40
    else if (code >= 90 && code <= 97) style.color = code - 90 + 8
    else if (code >= 100 && code <= 107) style.background = code - 100 + 8
  }
  return style
}

/** `5, n` is a color of the palette; `2, r, g, b` (with colons also `2, (space), r, g, b`) is any color. */
function colorOf(codes: readonly number[]): AnsiColor | undefined {
  const [kind, ...numbers] = codes
  if (kind === 5) return isByte(numbers[0]) ? numbers[0] : undefined
  if (kind !== 2) return undefined
  const rgb = numbers.length > 3 && codes.length === 5 ? numbers.slice(1, 4) : numbers.slice(0, 3)
  return rgb.length === 3 && rgb.every(isByte)
    ? `#${rgb.map((one) => one.toString(16).padStart(2, '0')).join('')}`
    : undefined
}

function isByte(value: number | undefined): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255
}

/** The SGR sequence that sets exactly this style, whatever the style was before. */
export function sgrOf(style: AnsiStyle): string {
  const codes = ['0']
  for (const [code, name] of Object.entries(SETS)) if (code !== '21' && style[name]) codes.push(code)
  if (style.color !== undefined) codes.push(colorCodes(38, style.color))
  if (style.background !== undefined) codes.push(colorCodes(48, style.background))
  return `${ESCAPE}[${codes.join(';')}m`
}

function colorCodes(kind: 38 | 48, color: AnsiColor): string {
  if (typeof color === 'number') return `${kind};5;${color}`
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  return `${kind};2;${r};${g};${b}`
}

/**
 * A text without its control sequences, as a person reads it.
 * @example plainAnsi('\u001b[32mdone\u001b[0m') // 'done'
 */
export function plainAnsi(text: string): string {
  return text.includes(ESCAPE)
    ? parseAnsi(text)
        .spans.map((span) => span.text)
        .join('')
    : text
}
