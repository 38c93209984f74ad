/**
 * Numbers as people type them: digits of any script, typographic signs and spaces, exponents, grouping. They are sent in JavaScript's notation
 * (rule V4).
 */

/** The decimal and the group separator of a visitor's country. */
export interface NumberSeparators {
  readonly decimal: string
  readonly group: string
}

/** The meaning of a text: a number, in JavaScript's notation; not a number; or different numbers in different countries. */
export type NumberReading =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly readings: readonly [string, string] }

const NONE: NumberReading = { kind: 'none' }

/** Marks of the writing direction, which copied numbers may contain. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]/g
const MINUS = /[\u2010-\u2013\u2212\ufe63\uff0d]/g
const DIGIT = /\p{Nd}/u
/** Full-width and ideographic points, as East Asian input methods type them. */
const POINT = /[\u3002\uff0e\uff61]/g
const COMMA = /[\uff0c\u3001]/g
/** Characters that can only separate groups of digits. */
const GROUP_ONLY = /[\s'\u2019\u066c]/g
const NUMBER = /^([+-]?)([.,_]*\d[\d.,_]*)(?:e([+-]?\d+))?$/i
/** Groups of three digits, or two as in India; the last one has three. */
const GROUPS = /^[1-9]\d{0,2}(_\d{2,3})*_\d{3}$/

/**
 * Reads a number that a person typed.
 * @param separators the separators of the visitor's country. Without them a text such as `1,500` is ambiguous; with them it means what it means there
 * @example
 * readNumber('1 234,5') // { kind: 'number', text: '1234.5', value: 1234.5 }
 * readNumber('1,500').kind // 'ambiguous': one and a half, or fifteen hundred
 */
export function readNumber(input: string, separators?: NumberSeparators): NumberReading {
  const parts = NUMBER.exec(plain(input))
  if (!parts) return NONE
  const [, sign = '', body = '', exponent] = parts
  const readings = [...new Set(mantissas(body, separators))]
  const [first, second] = readings.map((mantissa) => `${sign === '-' ? '-' : ''}${mantissa}`)
  if (first === undefined) return NONE
  const power = exponent === undefined ? '' : `e${Number(exponent)}`
  if (second !== undefined) return { kind: 'ambiguous', readings: [first + power, second + power] }
  return { kind: 'number', text: first + power, value: Number(first + power) + 0 }
}

/** Whether a double can store exactly the digits that were typed, so that no other number takes their place. */
export function isKeptExactly({ text, value }: { readonly text: string; readonly value: number }): boolean {
  return Number.isFinite(value) && digitsOf(text) === digitsOf(String(value))
}

/**
 * The notation in which a number is sent: the shortest one, or all of its digits if a double cannot store them.
 * @example numberNotation({ text: '0.10', value: 0.1 }) // '0.1'
 */
export function numberNotation(reading: { readonly text: string; readonly value: number }): string {
  return isKeptExactly(reading) ? String(reading.value) : reading.text
}

/** Converts to ASCII: digits, points, commas, and `_` between groups. */
function plain(input: string): string {
  return [...input.replace(INVISIBLE, '').trim()]
    .map((character) => (DIGIT.test(character) ? String(digitOf(character)) : character))
    .join('')
    .replace(MINUS, '-')
    .replaceAll('\uff0b', '+')
    .replace(/^([+-])\s+/, '$1')
    .replace(POINT, '.')
    .replace(COMMA, ',')
    .replaceAll('_', '?')
    .replaceAll('\u066b', '.')
    .replace(GROUP_ONLY, '_')
}

/** The digits of a script are consecutive, starting with 0. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) as number
  let before = 0
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

/** What digits, points and commas can mean: one reading, two different readings, or none. */
function mantissas(body: string, separators: NumberSeparators | undefined): string[] {
  const marks = [...new Set(body.replace(/\d/g, ''))].filter((mark) => mark !== '_')
  if (marks.length === 0) return whole(body)
  const [first = '', second] = marks
  // Of two different marks, the first separates groups and the second the fraction, in any country.
  if (second !== undefined) return fraction(body.replaceAll(first, '_'), second)
  if (body.split(first).length > 2) return whole(body.replaceAll(first, '_'))
  const asFraction = fraction(body, first)
  const asGroup = body.includes('_') ? [] : whole(body.replace(first, '_'))
  if (asGroup.length === 0 || asFraction.length === 0) return [...asFraction, ...asGroup]
  if (separators?.decimal === first) return asFraction
  if (separators?.group === first) return asGroup
  // The point is JavaScript's own decimal mark, unless the visitor's country uses the comma.
  return first === '.' && separators?.decimal !== ',' ? asFraction : [...asGroup, ...asFraction]
}

function whole(body: string): string[] {
  if (/^\d+$/.test(body)) return [body]
  return GROUPS.test(body) ? [body.replaceAll('_', '')] : []
}

function fraction(body: string, mark: string): string[] {
  const [integer = '', digits = '', ...more] = body.split(mark)
  if (more.length > 0 || !/^\d*$/.test(digits) || (integer === '' && digits === '')) return []
  const [plainInteger] = integer === '' ? ['0'] : whole(integer)
  if (plainInteger === undefined) return []
  return [digits === '' ? plainInteger : `${plainInteger}.${digits}`]
}

/** The sign, the significant digits and the magnitude of a number, however it is written. */
function digitsOf(text: string): string {
  const [, sign = '', integer = '', decimals = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? []
  const all = `${integer}${decimals}`.replace(/^0+/, '')
  // Not with /0+$/, which takes quadratic time for zeros that are not at the end.
  let end = all.length
  while (all[end - 1] === '0') end--
  const digits = all.slice(0, end)
  if (digits === '') return '0'
  return `${sign}${digits}e${Number(exponent) - decimals.length + (all.length - digits.length)}`
}
