/** The parts of a pattern. */
export type PatternPart =
  | { readonly type: 'character'; readonly matches: (character: string) => boolean }
  | { readonly type: 'sequence'; readonly parts: readonly PatternPart[] }
  | { readonly type: 'choice'; readonly options: readonly PatternPart[] }
  | { readonly type: 'repeat'; readonly part: PatternPart; readonly min: number; readonly max: number }
  | { readonly type: 'edge'; readonly edge: '^' | '$' | '\\b' | '\\B' }
  | {
      readonly type: 'look'
      readonly isBehind: boolean
      readonly isNegative: boolean
      readonly part: PatternPart
    }

const LOOKS: ReadonlyMap<string, { readonly isBehind: boolean; readonly isNegative: boolean }> = new Map([
  ['(?=', { isBehind: false, isNegative: false }],
  ['(?!', { isBehind: false, isNegative: true }],
  ['(?<=', { isBehind: true, isNegative: false }],
  ['(?<!', { isBehind: true, isNegative: true }],
])

const QUANTIFIER = /([*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y
/** An escape for one character. A surrogate pair is one character. */
const ESCAPE =
  /\\(?:u[dD][89abAB][\dA-Fa-f]{2}\\u[dD][c-fC-F][\dA-Fa-f]{2}|u\{[\dA-Fa-f]+\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|[pP]\{[^}]*\}|.)/suy
const CLASS = /\[(?:[^\]\\]|\\.)*\]/suy
const GROUP = /\((?:\?(?:<?[=!]|:|<[^>]*>))?/y

/**
 * Reads the source of a regular expression with the flag `u`.
 * @param source a source that `RegExp` accepts with that flag: nothing else of its syntax is checked here
 * @throws RangeError for back references, which no linear engine can match, and for modifiers such as `(?i:`
 */
export function parsePattern(source: string): PatternPart {
  let at = 0

  /** Matches `expression`, which is sticky, at the current position, and moves the reader after the match. */
  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at
    const found = expression.exec(source)
    if (found) at += found[0].length
    return found
  }

  const choice = (): PatternPart => {
    const options = [sequence()]
    while (source[at] === '|') {
      at++
      options.push(sequence())
    }
    return options.length === 1 && options[0] ? options[0] : { type: 'choice', options }
  }

  const sequence = (): PatternPart => {
    const parts: PatternPart[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()))
    return { type: 'sequence', parts }
  }

  const repeated = (part: PatternPart): PatternPart => {
    const found = take(QUANTIFIER)
    if (!found) return part
    const [, sign, least, comma, most] = found
    if (sign === '?') return { type: 'repeat', part, min: 0, max: 1 }
    if (sign === '*' || sign === '+')
      return { type: 'repeat', part, min: sign === '+' ? 1 : 0, max: Infinity }
    const min = Number(least)
    return { type: 'repeat', part, min, max: most ? Number(most) : comma ? Infinity : min }
  }

  const atom = (): PatternPart => {
    switch (source[at]) {
      case '(':
        return group()
      case '^':
      case '$':
        return { type: 'edge', edge: source[at++] as '^' | '$' }
      case '\\':
        return escape()
      case '[':
        return native(take(CLASS)?.[0])
      case '.':
        at++
        return native('.')
      default:
        return literal()
    }
  }

  const group = (): PatternPart => {
    const opening = take(GROUP)?.[0] ?? '('
    if (opening === '(' && source[at] === '?') throw unsupported('modifiers', source.slice(at - 1, at + 3))
    const part = choice()
    at++ // ')'
    const look = LOOKS.get(opening)
    return look ? { type: 'look', ...look, part } : part
  }

  const escape = (): PatternPart => {
    const text = take(ESCAPE)?.[0] ?? ''
    if (/^\\(?:[1-9]|k)/.test(text)) throw unsupported('back references', text)
    if (text === '\\b' || text === '\\B') return { type: 'edge', edge: text }
    return native(text)
  }

  const literal = (): PatternPart => {
    const own = String.fromCodePoint(source.codePointAt(at) ?? 0)
    at += own.length
    return { type: 'character', matches: (character) => character === own }
  }

  return choice()
}

/** One character, tested by the built-in engine: for a single character that takes constant time. */
function native(source = ''): PatternPart {
  const expression = new RegExp(`^${source}$`, 'u')
  return { type: 'character', matches: (character) => expression.test(character) }
}

function unsupported(what: string, text: string): RangeError {
  return new RangeError(
    `${what} (${text}) are not supported, because a text is matched in linear time. Use \`validate\` for such a rule.`,
  )
}
